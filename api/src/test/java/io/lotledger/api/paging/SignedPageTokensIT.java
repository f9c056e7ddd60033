package io.lotledger.api.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens at one node, after its restart, and at another. */
class SignedPageTokensIT {
    private static final UUID ORGANISATION = UUID.randomUUID();

    private final JdbcClient jdbc = LotledgerServer.shared().bean(JdbcClient.class);
    private final MovableClock clock = MovableClock.stoppedAt(Instant.parse("2026-11-27T09:00:00Z"));
    private final SignedPageTokens node = node();

    @Test
    void tokenIsReadAfterARestartAndAtAnotherNode() {
        String state = "the state of a page";

        String token = node.issue(ORGANISATION, "list", state).token();

        assertThat(node().read(ORGANISATION, "list", token)).isEqualTo(state);
        assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1))
                .doesNotContain("state");
    }

    @Test
    void tokenDeletedAtOneNodeIsRefusedByAnother() {
        String token = node.issue(ORGANISATION, "list", "42|7").token();

        assertThat(node.delete(ORGANISATION, token)).isTrue();

        assertThatThrownBy(() -> node().read(ORGANISATION, "list", token))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("was deleted");
    }

    @Test
    void tokenExpires() {
        SignedPageTokens.Issued issued = node.issue(ORGANISATION, "list", "42|7");
        assertThat(issued.expires())
                .isBetween(clock.instant().plusSeconds(3_599), clock.instant().plusSeconds(3_601));

        clock.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> node.read(ORGANISATION, "list", issued.token()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expired at");
        assertThat(node.delete(ORGANISATION, issued.token())).isFalse();
    }

    @Test
    void deletedTokenIsKeptOnlyUntilItExpires() {
        String old = node.issue(ORGANISATION, "list", "old").token();
        node.delete(ORGANISATION, old);
        long before = deleted();
        clock.advance(Duration.ofHours(2));
        String young = node.issue(ORGANISATION, "list", "young").token();

        node.delete(ORGANISATION, young);

        assertThat(deleted()).as("one more, and the old one gone").isLessThanOrEqualTo(before);
    }

    @Test
    void stateTooLongForAUrlIsRefused() {
        assertThatThrownBy(() -> node.issue(ORGANISATION, "list", "x".repeat(5_000)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Order by another field");
    }

    private long deleted() {
        return jdbc.sql("select count(*) from deleted_page_token")
                .query(Long.class)
                .single();
    }

    private SignedPageTokens node() {
        return new SignedPageTokens(jdbc, clock, Duration.ofHours(1));
    }
}

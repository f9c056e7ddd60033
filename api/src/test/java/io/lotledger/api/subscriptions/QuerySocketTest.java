package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.query.EventQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

class QuerySocketTest {
    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

    private final QuerySocket socket = new QuerySocket(
            new QuerySocket.Request(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    Optional::empty,
                    "shipments",
                    EventQuery.ALL,
                    Optional.empty(),
                    false,
                    "No_Preference",
                    0,
                    null),
            new StandardWebSocketSession(null, null, null, null),
            NOW);

    @Test
    void socketWhoseEventsCannotBeSentRestsBeforeTheNextTry() {
        assertThat(socket.isDue(1, NOW)).isTrue();

        assertThat(socket.failed()).isEqualTo(1);
        assertThat(socket.failed()).isEqualTo(2);
        assertThat(socket.isDue(1, NOW)).isFalse();

        socket.succeeded();
        assertThat(socket.isDue(1, NOW)).isTrue();
    }
}

package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about lots that come right after a 202. */
@SuppressWarnings("try") // what keeps the tables is only closed
class FreshLotsIT {
    private static final String LOT = "urn:epc:class:lgtin:0614141.107346.FRESH";

    private final LotledgerServer server = LotledgerServer.shared();
    private final LotClient client = new LotClient(server);
    private final String id = new Lot(client.organisation, LotKey.of(LOT).orElseThrow()).shortId();

    /** Keeps the projections from writing, as work that takes long does. */
    private AutoCloseable heldTables() throws Exception {
        Connection connection = server.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("select position from projection_position for no key update");
        }
        return () -> {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        };
    }

    private static List<String> made() {
        return List.of(object(1, "ADD", "commissioning", 1, "", quantity("quantityList", LOT, 5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lots/{lot}",
                "/lots/{lot}/lineage",
                "/lots/{lot}/timeline",
                "/lots/{lot}/changes",
                "/lots/{lot}/contacts",
                "/lots/{lot}/readiness",
                "/lots/{lot}/mass-balance",
                "/lots/{lot}/blast-radius",
                "/findings?lot_id={lot}"
            })
    void acknowledgedLotIsKnownToEachQuestion(String question) throws Exception {
        CompletableFuture<Answer> answer;
        try (AutoCloseable held = heldTables()) {
            client.post(made(), "");
            answer = asked(question);
            assertWaits(answer);
        }

        assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(200);
        assertThat(answer.get().header("Lotledger-Log-Position")).matches("\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lots?tlc=FRESH", "/readiness?gtin=10614141073464", "/unclassified-events"})
    void acknowledgedEventIsInEachList(String question) throws Exception {
        CompletableFuture<Answer> answer;
        try (AutoCloseable held = heldTables()) {
            client.post(List.of(made().get(0).replace("commissioning", "https://example.com/step/unheard-of")), "");
            answer = asked(question);
            assertWaits(answer);
        }

        assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(200);
        assertThat(answer.get().body().iterator().next())
                .as(answer.get().toString())
                .hasSize(1);
        assertThat(answer.get().header("Lotledger-Log-Position")).matches("\\d+");
    }

    @Test
    void acknowledgedEventOfAKnownLotIsInItsTrace() throws Exception {
        client.capture(made(), "");
        CompletableFuture<Answer> answer;
        try (AutoCloseable held = heldTables()) {
            client.post(List.of(object(2, "OBSERVE", "shipping", 1, "", quantity("quantityList", LOT, 5))), "");
            answer = asked("/lots/{lot}/timeline");
            assertWaits(answer);
        }

        assertThat(answer.get().text()).contains("shipping");
    }

    @Test
    void positionThatTheTablesHaveNeedsNoWait() throws Exception {
        client.capture(made(), "");
        String position = client.get("/lots/" + id + "/lineage")
                .body()
                .at("/as_of/log_position")
                .asString();
        try (AutoCloseable held = heldTables()) {
            client.post(List.of(object(2, "OBSERVE", "shipping", 1, "", quantity("quantityList", LOT, 5))), "");

            Answer then = client.get("/lots/" + id + "/timeline?as_of=" + position);
            assertThat(then.status()).isEqualTo(200);
            assertThat(then.header("Lotledger-Log-Position")).isEqualTo(position);
            assertThat(then.text()).doesNotContain("shipping");
        }
    }

    @Test
    void unknownLotMayBeInWhatTheTablesDoNotHaveYet() throws Exception {
        Answer answer;
        try (AutoCloseable held = heldTables()) {
            client.post(made(), "");
            answer = client.get("/lots/" + id);
        }

        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.text("detail")).contains("has read the log up to position");
    }

    private CompletableFuture<Answer> asked(String question) {
        return CompletableFuture.supplyAsync(() -> client.get(question.replace("{lot}", id)));
    }

    private static void assertWaits(CompletableFuture<Answer> answer) {
        await().atMost(Duration.ofSeconds(2)).during(Duration.ofMillis(200)).until(() -> !answer.isDone());
    }
}

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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about lots that come right after a 202. */
class FreshLotsIT {
    private static final String LOT = "urn:epc:class:lgtin:0614141.107346.FRESH";
    private static final String MADE = object(1, "ADD", "commissioning", 1, "", quantity("quantityList", LOT, 5));
    private static final String SHIPPED = object(2, "OBSERVE", "shipping", 1, "", quantity("quantityList", LOT, 5));

    private final LotledgerServer server = LotledgerServer.shared();
    private final LotClient client = new LotClient(server);
    private final String id = new Lot(client.organisation, LotKey.of(LOT).orElseThrow()).shortId();

    /** Keeps the projections from writing meanwhile, as work that takes long does. */
    private <T> T whileTablesAreHeld(Callable<T> work) throws Exception {
        try (Connection connection = server.bean(DataSource.class).getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("select position from projection_position for no key update");
            try {
                return work.call();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Posts the event, asks, and sees that the answer waits for it. */
    private Answer askedRightAfter(String event, String question) throws Exception {
        CompletableFuture<Answer> answer = whileTablesAreHeld(() -> {
            client.post(List.of(event), "");
            CompletableFuture<Answer> asked =
                    CompletableFuture.supplyAsync(() -> client.get(question.replace("{lot}", id)));
            await().atMost(Duration.ofSeconds(2)).during(Duration.ofMillis(200)).until(() -> !asked.isDone());
            return asked;
        });
        assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(200);
        assertThat(answer.get().header("Lotledger-Log-Position")).matches("\\d+");
        return answer.get();
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
        assertThat(askedRightAfter(MADE, question).body().isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lots?tlc=FRESH", "/readiness?gtin=10614141073464", "/unclassified-events"})
    void acknowledgedEventIsInEachList(String question) throws Exception {
        Answer answer = askedRightAfter(MADE.replace("commissioning", "https://example.com/step/unheard-of"), question);

        assertThat(answer.body().iterator().next()).as(answer.toString()).hasSize(1);
    }

    @Test
    void acknowledgedEventOfAKnownLotIsInItsTrace() throws Exception {
        client.capture(List.of(MADE), "");

        assertThat(askedRightAfter(SHIPPED, "/lots/{lot}/timeline").text()).contains("shipping");
    }

    @Test
    void positionThatTheTablesHaveNeedsNoWait() throws Exception {
        client.capture(List.of(MADE), "");
        String position = client.get("/lots/" + id + "/lineage")
                .body()
                .at("/as_of/log_position")
                .asString();

        Answer then = whileTablesAreHeld(() -> {
            client.post(List.of(SHIPPED), "");
            return client.get("/lots/" + id + "/timeline?as_of=" + position);
        });

        assertThat(then.status()).isEqualTo(200);
        assertThat(then.header("Lotledger-Log-Position")).isEqualTo(position);
        assertThat(then.text()).doesNotContain("shipping");
    }

    /** Both wait for as long as a question may. */
    @Test
    void unknownLotMayBeInWhatTheTablesDoNotHaveYet() throws Exception {
        List<Answer> answers = whileTablesAreHeld(() -> {
            client.post(List.of(MADE), "");
            CompletableFuture<Answer> ofTheLot = CompletableFuture.supplyAsync(() -> client.getOnce("/lots/" + id));
            Answer ofTheList = client.getOnce("/lots?tlc=FRESH");
            return List.of(ofTheLot.get(), ofTheList);
        });

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text("detail")).contains("has read the log up to position");
        });
    }
}

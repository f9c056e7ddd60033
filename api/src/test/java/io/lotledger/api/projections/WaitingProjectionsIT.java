package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.find.FindProjection;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.processor.ProjectionStep;
import io.lotledger.projections.processor.SharedLogReader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Projections that wait for an operator or for the log, and answers that wait for them. */
class WaitingProjectionsIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final ProjectionsClient operator = new ProjectionsClient(server);

    @Test
    void pausedProjectionStaysWhereItIsOnEveryNodeAndGoesOnWhenItIsResumed() {
        ApiClient auditor = new ApiClient(server.baseUrl(), operator.key);
        ProjectionProgress progress = server.bean(ProjectionProgress.class);
        Answer paused = operator.post("/projections/find/pause");
        assertThat(paused.status()).as(paused.text()).isEqualTo(200);
        assertThat(paused.body().at("/paused/by").asString())
                .isEqualTo(operator.key.split("_")[1]);
        JsonNode since = operator.post("/projections/find/pause").body().at("/paused/since"); // the first pause stands
        assertThat(since).isEqualTo(paused.body().at("/paused/since"));
        long before = Objects.requireNonNull(progress.positions().get("find"));

        try {
            operator.captureXml(ProjectionsClient.eventOf("1"));
            long head = server.bean(EventLog.class).head();
            await().until(() -> Objects.requireNonNull(progress.positions().get("cte")) >= head);
            ProjectionStep elsewhere = step(server.bean(FindProjection.class)); // as another node runs it
            assertThat(elsewhere.run().advanced()).isFalse();
            assertThat(progress.positions().get("find")).isEqualTo(before);

            JsonNode shown = operator.get("/projections/find").body();
            assertThat(shown.path("lag").asLong()).isPositive();
            assertThat(shown.path("lag_seconds").asDouble()).isPositive();
            JsonNode health = auditor.health().body().at("/components/processors");
            assertThat(health.path("status").asString()).isEqualTo("DEGRADED");
            assertThat(health.at("/details/find/state").asString()).isEqualTo("paused");
            assertThat(auditor.get("/summary")
                            .body()
                            .at("/projections/paused/0")
                            .asString())
                    .isEqualTo("find");
            assertThat(operator.post("/projections/nothing/pause").status()).isEqualTo(404);
        } finally {
            Answer resumed = operator.post("/projections/find/resume");
            assertThat(resumed.body().path("paused").isNull()).isTrue();
        }
        await().until(() -> progress.covers(server.bean(EventLog.class).head()));
    }

    /** As after an upgrade that was rolled back. */
    @Test
    void tablesThatALaterVersionFilledAreToldApartFromThoseThatCatchUp() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        int version =
                operator.get("/projections/lineage").body().path("code_version").asInt();
        String why = "the tables of projection lineage are those of version 999 of the code, and this node has version "
                + version + " and does not write them: run the later build";
        filledBy(jdbc, 999);
        try {
            operator.captureXml(ProjectionsClient.eventOf("LATER"));

            assertThat(operator.get("/projections/lineage").text("stopped")).startsWith(why);
            assertThat(operator.get("/projections/find").body().path("stopped").isNull())
                    .isTrue();
            Answer lots = operator.get("/traceability/lots?tlc=NOT-CAPTURED");
            assertThat(lots.status()).isEqualTo(503);
            assertThat(lots.text("title")).isEqualTo("The read model of lots is of a later version");
            assertThat(lots.text("detail")).contains(why).doesNotContain("caught up");
            JsonNode health =
                    new ApiClient(server.baseUrl(), operator.key).health().body();
            assertThat(health.at("/components/processors/status").asString()).isEqualTo("DEGRADED");
            assertThat(health.at("/components/processors/details/lineage/reason")
                            .asString())
                    .startsWith(why);
        } finally {
            filledBy(jdbc, version);
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> server.bean(ProjectionProgress.class)
                        .covers(server.bean(EventLog.class).head()));
    }

    private static void filledBy(JdbcClient jdbc, int version) {
        jdbc.sql("update projection_position set version = :version where projection = 'lineage'")
                .param("version", version)
                .update();
    }

    /** A step over a long lineage holds its claim for minutes. */
    @Test
    void pauseDuringAStepIsRefusedUntilTheStepEnds() {
        ProjectionPositions positions = server.bean(ProjectionPositions.class);
        TransactionTemplate step = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        Answer during = Objects.requireNonNull(step.execute(status -> {
            positions.claimOrWait("find", Duration.ofSeconds(30));
            assertThat(operator.post("/projections/find/resume").status()).isEqualTo(200); // it is not paused
            return operator.post("/projections/find/pause");
        }));

        assertThat(during.status()).as(during.text()).isEqualTo(503);
        assertThat(during.header("Retry-After")).isEqualTo("5");
        assertThat(during.body().path("detail").asString())
                .contains("A step of projection find is running", "Send the request again");
        assertThat(operator.get("/projections/find").body().path("paused").isNull())
                .isTrue();
        try {
            assertThat(operator.post("/projections/find/pause").status()).isEqualTo(200);
        } finally {
            operator.post("/projections/find/resume");
        }
    }

    /** A position that the log has, and the tables do not yet: asked again, it is answered. */
    @Test
    void positionThatTheTablesHaveNotReachedIsAnsweredLater() {
        assertThat(operator.post("/projections/cte/pause").status()).isEqualTo(200);
        long head;
        try {
            operator.captureXml(ProjectionsClient.eventOf("77"));
            head = server.bean(EventLog.class).head();

            Answer early = operator.get("/masterdata/locations/0614141000029?as_of=" + head);
            assertThat(early.status()).as(early.text()).isEqualTo(503);
            assertThat(early.header("Retry-After")).isEqualTo("5");
            assertThat(early.body().path("detail").asString())
                    .contains("of " + head, "send the request again when it has caught up");
            assertThat(operator.get("/masterdata/locations/0614141000029?as_of=" + (head + 1))
                            .status())
                    .isEqualTo(422);
        } finally {
            operator.post("/projections/cte/resume");
        }
        await().until(() -> operator.get("/masterdata/locations/0614141000029?as_of=" + head)
                        .status()
                != 503);
    }

    /** A claim is a row lock, which PostgreSQL writes to disk when its transaction ends. */
    @Test
    void stepWithNothingToReadTakesNoClaim() {
        await().until(() -> server.bean(ProjectionProgress.class)
                .covers(server.bean(EventLog.class).head()));
        ProjectionStep step = step(server.bean(FindProjection.class));
        String claimed = lastClaim();

        assertThat(step.run().advanced()).isFalse();

        assertThat(lastClaim()).isEqualTo(claimed);
    }

    private String lastClaim() {
        return server.bean(JdbcClient.class)
                .sql("select xmin::text || ' ' || xmax::text from projection_position where projection = 'find'")
                .query(String.class)
                .single();
    }

    private ProjectionStep step(Projection projection) {
        return new ProjectionStep(
                projection,
                List.of(projection),
                server.bean(ProjectionPositions.class),
                server.bean(ParkedEvents.class),
                new SharedLogReader(server.bean(LogReader.class), logged -> EventJson.read(logged.document())),
                server.bean(PlatformTransactionManager.class));
    }
}

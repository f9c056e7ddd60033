package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.workbook.SpreadsheetElements;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.projections.tally.TallyStep;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Two nodes count one tally: of other versions, with other settings, or while one of them is stopped. */
@SuppressWarnings("NullAway.Init") // set before all tests
@ExtendWith(OutputCaptureExtension.class)
class TallyOfTwoNodesIT {
    private static ProjectedLedger ledger;

    @BeforeAll
    static void open() {
        ledger = new ProjectedLedger("tally_of_two_nodes");
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @BeforeEach
    void oneShipment() {
        ledger.reset();
        ledger.project(List.of(ledger.json("urn:event:shipment", """
                {"type":"ObjectEvent","eventID":"urn:event:shipment","eventTime":"2026-03-01T12:00:00Z","eventTimeZoneOffset":"+00:00",\
                "epcList":[],"action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/A","quantity":1,"uom":"CS"}]}""")), 10);
    }

    @Test
    void nodeLeavesWhatALaterVersionCountsAndSaysSoOnce(CapturedOutput log) {
        TallyStep node = ledger.tally(NOW);
        finish(node);
        countedBy("999 {cte=999} other settings");

        for (int i = 0; i < 5; i++) assertThat(node.run().counted()).isFalse();

        assertThat(version()).isEqualTo("999 {cte=999} other settings");
        assertThat(isComplete()).isTrue();
        assertThat(log.getAll()).containsOnlyOnce("because version 999 of the code has counted them");
    }

    @Test
    void nodeTakesOverFromAnEarlierVersion() {
        finish(ledger.tally(NOW));
        String ours = version();
        countedBy("");
        countedBy(ours.replaceFirst("^\\d+", "9"));

        finish(ledger.tally(NOW));

        assertThat(version()).isEqualTo(ours);
    }

    @Test
    void recountIsForTheEarlierVersionTooIfItRunsAlone() {
        TallyStep node = ledger.tally(NOW);
        finish(node);
        String ours = version();
        countedBy("999 {cte=999} other settings");

        node.recount();
        finish(node);

        assertThat(version()).isEqualTo(ours);
    }

    /** It restarts what any other version has counted. */
    @Test
    void nodeOfABuildThatComparesForEqualityIsRefusedByTheTable() {
        finish(ledger.tally(NOW));
        String ours = version();

        assertThatThrownBy(() -> countedBy("9 {cte=30} settings")).hasMessageContaining("version 9 leaves them to it");

        assertThat(version()).isEqualTo(ours);
    }

    @Test
    void twoNodesWithOtherSettingsDoNotCountAgainAfterEachOther() {
        TallyStep first = ledger.tally(NOW, SpreadsheetElements::count, "first settings");
        TallyStep second = ledger.tally(NOW, SpreadsheetElements::count, "second settings");
        finish(first);

        finish(second);
        finish(first);

        assertThat(version()).endsWith("second settings");
        assertThat(isComplete()).isTrue();
    }

    /** As when the pool closes during a step: another node, or the next start, counts on. */
    @Test
    void nodeThatLosesItsConnectionWhileItCountsLogsNoError(CapturedOutput log) {
        TallyStep stopped = ledger.tally(NOW, ctes -> {
            ledger.jdbc
                    .sql("select pg_terminate_backend(pg_backend_pid())")
                    .query(Boolean.class)
                    .single();
            return SpreadsheetElements.count(ctes);
        });

        assertThatThrownBy(() -> finish(stopped))
                .satisfies(
                        lost -> assertThat(DatabaseOutage.first(lost)).hasMessageContaining("terminating connection"));
        assertThat(log.getAll()).doesNotContain(" ERROR ");

        finish(ledger.tally(NOW));
        assertThat(isComplete()).isTrue();
    }

    private static void finish(TallyStep node) {
        for (int steps = 0; node.run().counted(); steps++)
            assertThat(steps).as("the tally comes to an end").isLessThan(100);
    }

    private static void countedBy(String version) {
        ledger.jdbc
                .sql("update tally set version = :version")
                .param("version", version)
                .update();
    }

    private static String version() {
        return ledger.jdbc.sql("select version from tally").query(String.class).single();
    }

    private static boolean isComplete() {
        return ledger.jdbc
                .sql("select recount_after is null and not exists (select from tally_queue) from tally")
                .query(Boolean.class)
                .single();
    }
}

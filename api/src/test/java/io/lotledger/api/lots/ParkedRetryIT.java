package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.processor.LaterTablesException;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Events that a projection parked are taken. */
class ParkedRetryIT {
    private static final int LINEAGE = 1;

    /** While the other half is being written. */
    @Test
    void parkedHalfOfATransformationTakenBesideAStepIsJoinedToTheOtherHalf() {
        try (ProjectedLedger ledger = new ProjectedLedger("parked_retry")) {
            EpcisEvent used =
                    event("in").at(1).partOf("urn:t:1").cases(lot("A"), 5).transformation();
            EpcisEvent made =
                    event("out").at(2).partOf("urn:t:1").intoCases(lot("B"), 4).transformation();
            List<Object> log = List.of(ledger.unreadable(used), ledger.captured(ORGANISATION, made));
            ledger.project(log.subList(0, 1), 1);
            ledger.mend(used);
            ledger.project(0, log, 1, 10);

            Paused lineage = new Paused(ledger.parking.get(LINEAGE));
            CompletableFuture<Void> step = CompletableFuture.runAsync(() -> ledger.project(lineage, log, 1, 10));
            lineage.hasWritten.join();
            CompletableFuture<Integer> retry =
                    CompletableFuture.supplyAsync(() -> ledger.parked.retry(ORGANISATION, ledger.parking));
            await().until(() -> retry.isDone() || isSomebodyWaitingForALock(ledger));
            lineage.mayCommit.countDown();
            step.join();

            assertThat(retry.join()).isEqualTo(2);
            ledger.project(3, log, 1, 10);
            Trace trace = ledger.lineage.trace(ledger.lot(lot("A")), Direction.FORWARD, Long.MAX_VALUE);
            assertThat(trace.edges())
                    .as("A went into B")
                    .extracting(Trace.Edge::eventId)
                    .containsExactly("urn:event:in", "urn:event:out");
            List<String> rows = rows(ledger);
            ledger.reset();
            ledger.project(log, 10);
            assertThat(rows).as("as if nothing had been parked").isEqualTo(rows(ledger));
        }
    }

    /** During an upgrade, the request may reach a node of the earlier version. */
    @Test
    void parkedEventIsNotTakenIntoTablesOfLaterCode() {
        ProjectedLedger ledger = ProjectedLedger.emptied();
        EpcisEvent made =
                event("made").at(1).cases(lot("A"), 5).intoCases(lot("B"), 4).transformation();
        ledger.project(List.of(ledger.unreadable(made)), 1);
        ledger.mend(made);
        ledger.jdbc
                .sql("update projection_position set version = version + 100 where projection = 'cte'")
                .update();

        assertThatThrownBy(() -> ledger.parked.retry(ORGANISATION, ledger.parking))
                .isInstanceOf(LaterTablesException.class)
                .hasMessageContaining("run the later build");
        assertThat(ledger.parked.counts()).containsEntry("lineage", 1L);

        ledger.jdbc
                .sql("update projection_position set version = version - 100 where projection = 'cte'")
                .update();
        ledger.parked.retry(ORGANISATION, ledger.parking);
        assertThat(ledger.parked.counts()).isEmpty();
    }

    private static List<String> rows(ProjectedLedger ledger) {
        return ledger.jdbc.sql("""
                        select cast(e as text) from lot_edge e
                        union all
                        select cast(c as text) from critical_tracking_event c
                        order by 1
                        """).query(String.class).list();
    }

    private static boolean isSomebodyWaitingForALock(ProjectedLedger ledger) {
        return ledger.jdbc.sql("""
                        select count(*) from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """).query(Integer.class).single() > 0;
    }

    /** Has written and does not commit yet. */
    private static final class Paused implements Projection {
        private final Projection projection;
        private final CompletableFuture<Void> hasWritten = new CompletableFuture<>();
        private final CountDownLatch mayCommit = new CountDownLatch(1);

        Paused(Projection projection) {
            this.projection = projection;
        }

        @Override
        public String name() {
            return projection.name();
        }

        @Override
        public int version() {
            return projection.version();
        }

        @Override
        public List<String> tables() {
            return projection.tables();
        }

        @Override
        public Set<String> reads() {
            return projection.reads();
        }

        @Override
        public void write(List<LoggedEvent> events, long upTo) {
            projection.write(events, upTo);
            hasWritten.complete(null);
            try {
                mayCommit.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

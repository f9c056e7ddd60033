package io.lotledger.projections.cte;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.replay.ProjectionBatch;
import io.lotledger.projections.replay.ProjectionPositions;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps {@code critical_tracking_event} current. What an event is depends on other events of its lots, so the lots a batch
 * touches (by name, through units, or as neighbours by an edge) are derived anew, all of a batch from one load of evidence.
 *
 * <p>It reads the tables of {@code event-index} and {@code lineage}: it waits until both cover its batch, and derives from
 * everything they hold by then. A lot once derived from beyond a batch is not derived for it again, so a projection that is
 * behind catches up in few derivations however many events a lot has. Run it with one segment.
 */
@ProcessingGroup(CteProjection.NAME)
public final class CteProjection {
    public static final String NAME = "cte";

    private final CteTables tables;
    private final CteDerivation derivation;
    private final CoveredBy covered;
    private final ProjectionBatch<List<Long>> batch;

    public CteProjection(
            JdbcClient jdbc, ProjectionPositions positions, Evidence evidence, CteClassification classification) {
        this.tables = new CteTables(jdbc);
        this.derivation = new CteDerivation(evidence, classification);
        this.covered = new CoveredBy(positions, List.of("event-index", "lineage"));
        this.batch = new ProjectionBatch<>(NAME, positions, ArrayList::new, this::derive);
    }

    @EventHandler
    void on(EpcisEventCaptured captured, TrackingToken token) {
        batch.at(token).add(ProjectionBatch.position(token));
    }

    /** Of no use here, but read: the position says so. */
    @EventHandler
    void pass(EventMessage<?> other, TrackingToken token) {
        batch.at(token);
    }

    @ResetHandler
    void reset() {
        tables.empty();
        batch.restart();
    }

    private void derive(List<Long> captured, long last) {
        if (captured.isEmpty()) return;
        long position = covered.waitFor(last);
        tables.staleLots(captured.get(0), last).forEach((organisation, lots) -> {
            for (int from = 0; from < lots.size(); from += CteDerivation.LOTS_AT_ONCE) {
                var some = lots.subList(from, Math.min(lots.size(), from + CteDerivation.LOTS_AT_ONCE));
                tables.replace(organisation, some, derivation.of(organisation, some, position), position);
            }
        });
    }
}

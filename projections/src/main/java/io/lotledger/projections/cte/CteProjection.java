package io.lotledger.projections.cte;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.replay.ParkedEvents;
import io.lotledger.projections.replay.Projection;
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
public final class CteProjection implements Projection {
    public static final String NAME = "cte";

    private final CteTables tables;
    private final CteDerivation derivation;
    private final CoveredBy covered;
    private final ProjectionBatch<List<Long>> batch;

    public CteProjection(
            JdbcClient jdbc,
            ProjectionPositions positions,
            ParkedEvents parked,
            Evidence evidence,
            CteClassification classification) {
        this.tables = new CteTables(jdbc);
        this.derivation = new CteDerivation(evidence, classification);
        this.covered = new CoveredBy(positions, List.of("event-index", "lineage"));
        this.batch = new ProjectionBatch<>(
                NAME,
                positions,
                parked,
                ArrayList::new,
                (position, payload, captured) -> captured.add(position),
                (captured, last) -> derive(captured, last, captured.get(captured.size() - 1)));
    }

    @EventHandler
    void on(EpcisEventCaptured captured, TrackingToken token) {
        batch.take(token, captured);
    }

    /** Of no use here, but read: the position says so. */
    @EventHandler
    void pass(EventMessage<?> other, TrackingToken token) {
        batch.pass(token);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Also for an event that another projection had parked: lots derived without it are derived anew, however far beyond it they were. */
    @Override
    public void takeParked(long position, Object payload) {
        if (payload instanceof EpcisEventCaptured) derive(List.of(position), position, Long.MAX_VALUE);
    }

    @ResetHandler
    void reset() {
        tables.empty();
        batch.restart();
    }

    /** @param derivedBefore lots derived from as far as this, or beyond, are left as they are */
    private void derive(List<Long> captured, long last, long derivedBefore) {
        long position = covered.waitFor(last);
        long first = captured.get(0);
        long end = captured.get(captured.size() - 1);
        tables.staleLots(first, end, derivedBefore).forEach((organisation, lots) -> {
            for (int from = 0; from < lots.size(); from += CteDerivation.LOTS_AT_ONCE) {
                var some = lots.subList(from, Math.min(lots.size(), from + CteDerivation.LOTS_AT_ONCE));
                tables.replace(organisation, some, derivation.of(organisation, some, position), position);
            }
        });
    }
}

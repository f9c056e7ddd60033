package io.lotledger.projections.cte.table;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.cte.table.CteDerivation.Row;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps {@code critical_tracking_event} current. The classification of an event depends on other events of its lots. A
 * batch therefore derives again all lots that it touches (by name, through units, or as made from such a lot), from one
 * load of evidence.
 *
 * <p>It reads the tables of {@code event-index} and {@code lineage} as far as they are filled, which may be beyond the
 * batch. A lot derived from a later position is not derived again, so a projection that lags catches up in few
 * derivations, however many events a lot has.
 *
 * <p>A rebuild derives the lots in the order in which the log first named them.
 */
public final class CteProjection implements Projection {
    public static final String NAME = "cte";

    /** Lots per part of a rebuild; several parts are in memory at once. */
    private static final int LOTS_PER_PART = 500;

    private final ProjectionPositions positions;
    private final CteTables tables;
    private final CteDerivation derivation;
    private final CteDerivation filling;
    private final DerivationListener listener;
    private final ParkedEvents parked;

    /**
     * @param uncachedEvidence the same evidence without a document cache: a rebuild reads each document once
     * @param listener called in the transaction that derives lots again
     * @param parked where a rebuild notes the damaged entries that it meets
     */
    public CteProjection(
            JdbcClient jdbc,
            JdbcOperations copying,
            ProjectionPositions positions,
            Evidence evidence,
            Evidence uncachedEvidence,
            DerivationListener listener,
            ParkedEvents parked) {
        this.positions = positions;
        this.tables = new CteTables(jdbc, copying);
        this.derivation = new CteDerivation(evidence);
        this.filling = new CteDerivation(uncachedEvidence);
        this.listener = listener;
        this.parked = parked;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 17;
    }

    @Override
    public List<String> tables() {
        return List.of("critical_tracking_event", "cte_derivation");
    }

    @Override
    public Set<String> reads() {
        return Set.of("event-index", "lineage");
    }

    @Override
    public Set<String> rebuiltAfter() {
        return Set.of("event-index", "lineage", "master-data");
    }

    @Override
    public boolean isFilledFromLog() {
        return false;
    }

    @Override
    public long endOfPart(long after, long head) {
        return tables.namedUpTo(after, head, LOTS_PER_PART);
    }

    /**
     * Derives the lots that these positions named first: they share events, so that each event is read about once. Lots that
     * need a damaged entry have no rows until it is restored; the entry is parked.
     */
    @Override
    public Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        long position = positions.lowestPosition(reads());
        List<Runnable> parts = new ArrayList<>();
        tables.lotsNamedFirst(after, upTo).forEach((organisation, lots) -> {
            Collection<Row> rows = filling.ofReadable(
                    organisation, lots, position, damaged -> parts.add(() -> parked.park(NAME, organisation, damaged)));
            parts.add(tables.fill(organisation, lots, rows, position));
        });
        return () -> parts.forEach(Runnable::run);
    }

    /** Each part is derived from all events known at that time; following starts at the oldest of these positions. */
    @Override
    public long filledUpTo(long position) {
        return tables.lowestDerivation().orElse(position);
    }

    /** Derives lots that have not been derived yet: named since, or by an event that was parked. */
    @Override
    public boolean finish() {
        Map<UUID, List<UUID>> lots = tables.underivedLots(CteDerivation.LOTS_AT_ONCE);
        long position = positions.lowestPosition(reads());
        lots.forEach((organisation, some) -> {
            Collection<Row> rows = derivation.ofReadable(
                    organisation, some, position, damaged -> parked.park(NAME, organisation, damaged));
            tables.replace(organisation, some, rows, position);
        });
        return !lots.isEmpty();
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        List<Long> captured = events.stream()
                .filter(event -> event.payload() instanceof EpcisEventCaptured)
                .map(LoggedEvent::position)
                .toList();
        if (captured.isEmpty()) return;
        long last = captured.get(captured.size() - 1);
        derive(tables.staleLots(captured.get(0), last, last), captured.get(0));
    }

    /**
     * Also for an event that another projection had parked: lots derived without it are derived again, from any
     * position.
     */
    @Override
    public void writeLate(LoggedEvent event) {
        listener.wroteLate(event.position());
        if (!(event.payload() instanceof EpcisEventCaptured)) return;
        derive(tables.staleLots(event.position()), event.position());
    }

    private void derive(Map<UUID, List<UUID>> stale, long first) {
        long position = positions.lowestPosition(reads());
        stale.forEach((organisation, lots) -> {
            for (int from = 0; from < lots.size(); from += CteDerivation.LOTS_AT_ONCE) {
                var some = lots.subList(from, Math.min(lots.size(), from + CteDerivation.LOTS_AT_ONCE));
                tables.replace(organisation, some, derivation.of(organisation, some, position), position);
                listener.derived(organisation, some, first, position);
            }
        });
    }
}

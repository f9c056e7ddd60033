package io.lotledger.projections.cte.table;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.rows.PackingRows;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.ReadableLots;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Derives the table's rows: one per lot, event and CTE; {@code none} if an event is not a CTE. */
public final class CteDerivation {
    /** Bounds the evidence held in memory. */
    static final int LOTS_AT_ONCE = 5_000;

    private final Evidence evidence;

    CteDerivation(Evidence evidence) {
        this.evidence = evidence;
    }

    private record EventKind(String eventID, CteKind kind) {}

    record Row(UUID lot, String eventId, String cte, String reason, long position) {}

    Collection<Row> of(UUID organisation, Collection<UUID> lots, long logPosition) {
        List<Row> rows = new ArrayList<>();
        InterpretationCache cache = new InterpretationCache();
        evidence.ofEach(organisation, lots, logPosition, false, (lot, known) -> derive(lot, known, cache, rows));
        return rows;
    }

    /** Derives lots except those that need a damaged entry, which it passes on, each once. */
    Collection<Row> ofReadable(
            UUID organisation, Collection<UUID> lots, long logPosition, Consumer<DamagedEntryException> damage) {
        Map<Long, DamagedEntryException> damaged = new LinkedHashMap<>();
        Collection<Row> rows = ReadableLots.each(
                List.copyOf(lots),
                some -> of(organisation, some, logPosition),
                (lot, e) -> damaged.putIfAbsent(e.position(), e));
        damaged.values().forEach(damage);
        return rows;
    }

    private static void derive(UUID lot, TraceEvidence known, InterpretationCache cache, List<Row> rows) {
        EventInterpretation interpretation = EventInterpretation.of(known, cache);
        KindCollector collector = new KindCollector(lot, interpretation.history(), new HashSet<>(), rows);
        TraceClassifier.classify(known, interpretation, collector)
                .forEach(none -> collector.add(none.eventID(), CteKind.NONE, none.reason()));
    }

    /** Collects the kinds of rows without building the rows. */
    private record KindCollector(UUID lot, LotEventHistory history, Set<EventKind> seen, List<Row> rows)
            implements ClassificationListener {

        @Override
        public void classified(ResolvedEvent at, LotAmount amount, CteClassification classification) {
            String event = at.event().eventID();
            boolean sprouts = classification.is(CteKind.INITIAL_PACKING_SPROUTS);
            add(event, sprouts ? CteKind.INITIAL_PACKING : classification.kind(), classification.reason());
            if (classification.kind().isPacking() && PackingRows.isOfSprouts(at, classification))
                add(event, CteKind.INITIAL_PACKING_SPROUTS, classification.reason());
        }

        @Override
        public void classified(
                JoinedTransformation made, LotAmount output, List<LotAmount> used, CteClassification classification) {
            if (!classification.is(CteKind.NONE)) classified(made.completing(output.lot()), output, classification);
        }

        @Override
        public void classifiedWithoutNewLot(
                JoinedTransformation made, LotKey of, List<LotAmount> used, CteClassification classification) {
            add(made.completing(of).event().eventID(), classification.kind(), classification.reason());
        }

        void add(String eventID, CteKind kind, String reason) {
            if (!seen.add(new EventKind(eventID, kind))) return;
            long position =
                    history.captured(eventID).map(CapturedEvent::position).orElse(0L);
            rows.add(new Row(lot, eventID, kind.word, reason, position));
        }
    }

    /** The value of {@code lotledger:cte}, which is the row's own name. */
    public static String word(CriticalTrackingEvent row) {
        String name = row.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

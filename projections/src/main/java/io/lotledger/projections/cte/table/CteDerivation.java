package io.lotledger.projections.cte.table;

import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.LotEventCache;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.rows.PackingRows;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the events of some lots are, for the table: one row per lot, event and CTE; {@code none} where an event is no CTE. */
public final class CteDerivation {
    /** Bounds the evidence held in memory. */
    static final int LOTS_AT_ONCE = 5_000;

    private final Evidence evidence;

    CteDerivation(Evidence evidence) {
        this.evidence = evidence;
    }

    private record Said(String eventID, CteKind kind) {}

    record Row(UUID lot, String eventId, String cte, String reason, long position) {}

    Collection<Row> of(UUID organisation, Collection<UUID> lots, long logPosition) {
        List<Row> rows = new ArrayList<>();
        LotEventCache read = new LotEventCache();
        evidence.ofEach(organisation, lots, logPosition, false, (lot, known) -> derive(lot, known, read, rows));
        return rows;
    }

    private static void derive(UUID lot, TraceEvidence known, LotEventCache read, List<Row> rows) {
        Map<String, Long> positions = new HashMap<>();
        for (CapturedEvent captured : known.events())
            positions.putIfAbsent(captured.event().eventID(), captured.position());
        Words words = new Words(lot, positions, new HashSet<>(), rows);
        TraceClassifier.hear(known, EventInterpretation.of(known, read), words)
                .forEach(none -> words.add(none.eventID(), CteKind.NONE, none.reason()));
    }

    /** Notes the words of what it hears; the kinds of rows there would be, without the rows. */
    private record Words(UUID lot, Map<String, Long> positions, Set<Said> said, List<Row> rows)
            implements ClassificationListener {

        @Override
        public void heard(ResolvedEvent at, LotAmount amount, CteClassification verdict) {
            String event = at.event().eventID();
            boolean sprouts = verdict.is(CteKind.INITIAL_PACKING_SPROUTS);
            add(event, sprouts ? CteKind.INITIAL_PACKING : verdict.kind(), verdict.reason());
            if (verdict.kind().isPacking() && PackingRows.isOfSprouts(at, verdict))
                add(event, CteKind.INITIAL_PACKING_SPROUTS, verdict.reason());
        }

        @Override
        public void heard(
                JoinedTransformation made, LotAmount output, List<LotAmount> used, CteClassification verdict) {
            if (!verdict.is(CteKind.NONE)) heard(made.completing(output.lot()), output, verdict);
        }

        void add(String eventID, CteKind kind, String reason) {
            if (said.add(new Said(eventID, kind)))
                rows.add(new Row(lot, eventID, kind.word, reason, positions.getOrDefault(eventID, 0L)));
        }
    }

    /** The word of {@code lotledger:cte}, which is the row's own name. */
    public static String word(CriticalTrackingEvent row) {
        String name = row.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

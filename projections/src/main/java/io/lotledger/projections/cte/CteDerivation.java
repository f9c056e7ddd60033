package io.lotledger.projections.cte;

import io.lotledger.projections.lineage.CapturedEvent;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.lineage.TraceEvidence;
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
final class CteDerivation {
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
        ReadEvents read = new ReadEvents();
        evidence.ofEach(organisation, lots, logPosition, false, (lot, known) -> derive(lot, known, read, rows));
        return rows;
    }

    private static void derive(UUID lot, TraceEvidence known, ReadEvents read, List<Row> rows) {
        Map<String, Long> positions = new HashMap<>();
        for (CapturedEvent captured : known.events())
            positions.putIfAbsent(captured.event().eventID(), captured.position());
        Words words = new Words(lot, positions, new HashSet<>(), rows);
        Classification.hear(known, Interpretation.of(known, read), words)
                .forEach(none -> words.add(none.eventID(), CteKind.NONE, none.reason()));
    }

    /** Notes the words of what it hears; the kinds of rows there would be, without the rows. */
    private record Words(UUID lot, Map<String, Long> positions, Set<Said> said, List<Row> rows)
            implements VerdictListener {

        @Override
        public void heard(Happening at, LotAmount amount, Verdict verdict) {
            String event = at.event().eventID();
            boolean sprouts = verdict.is(CteKind.INITIAL_PACKING_SPROUTS);
            add(event, sprouts ? CteKind.INITIAL_PACKING : verdict.kind(), verdict.reason());
            if (verdict.kind().isPacking() && PackingRows.isOfSprouts(at, verdict))
                add(event, CteKind.INITIAL_PACKING_SPROUTS, verdict.reason());
        }

        @Override
        public void heard(MadeLots made, LotAmount output, List<LotAmount> used, Verdict verdict) {
            if (!verdict.is(CteKind.NONE)) heard(made.completing(output.lot()), output, verdict);
        }

        void add(String eventID, CteKind kind, String reason) {
            if (said.add(new Said(eventID, kind)))
                rows.add(new Row(lot, eventID, kind.word, reason, positions.getOrDefault(eventID, 0L)));
        }
    }

    /** The word of {@code lotledger:cte}, which is the row's own name. */
    static String word(CriticalTrackingEvent row) {
        String name = row.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

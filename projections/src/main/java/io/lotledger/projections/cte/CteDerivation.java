package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.CapturedEvent;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.lineage.TraceEvidence;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the events of some lots are, for the table: one row per lot, event and CTE; {@code none} where an event is no CTE. */
final class CteDerivation {
    /** Bounds the evidence held in memory. */
    static final int LOTS_AT_ONCE = 5_000;

    private final Evidence evidence;
    private final CteClassification classification;

    CteDerivation(Evidence evidence, CteClassification classification) {
        this.evidence = evidence;
        this.classification = classification;
    }

    record Row(UUID lot, String eventId, String cte, String reason, long position) {}

    Collection<Row> of(UUID organisation, Collection<UUID> lots, long logPosition) {
        Set<Row> rows = new LinkedHashSet<>();
        evidence.ofEach(organisation, lots, logPosition, false).forEach((lot, known) -> derive(lot, known, rows));
        return rows;
    }

    private void derive(UUID lot, TraceEvidence known, Set<Row> rows) {
        LotKey key = known.trace().seed().key();
        CriticalTrackingEvents result = classification.of(known);
        Map<String, Long> positions = known.events().stream()
                .collect(Collectors.toMap(c -> c.event().eventID(), CapturedEvent::position, (one, same) -> one));
        for (CriticalTrackingEvent row : result.rows()) {
            String event = row.basis().eventID();
            if (!row.basis().lot().equals(key)) continue;
            rows.add(new Row(lot, event, word(row), row.basis().reason(), positions.getOrDefault(event, 0L)));
        }
        for (CriticalTrackingEvents.Unclassified none : result.unclassified()) {
            long position = positions.getOrDefault(none.eventID(), 0L);
            rows.add(new Row(lot, none.eventID(), "none", none.reason(), position));
        }
    }

    /** The word of {@code lotledger:cte}, which is the row's own name. */
    static String word(CriticalTrackingEvent row) {
        String name = row.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

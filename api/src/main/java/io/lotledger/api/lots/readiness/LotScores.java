package io.lotledger.api.lots.readiness;

import io.lotledger.api.lots.trace.TraceRecords;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.Evidence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Scores many lots at once, each alone, without its trace. */
@Component
public class LotScores {
    private final Evidence evidence;
    private final TraceRecords.Reader records;

    LotScores(Evidence evidence, TraceRecords.Reader records) {
        this.evidence = evidence;
        this.records = records;
    }

    /**
     * @param value share of the required elements that are there, from 0 to 1
     * @param required count of the elements that the rule requires of the rows of the lot
     * @param missing count of those that the events lack, each once for all rows of its event
     */
    public record Score(double value, long required, long missing) {}

    public Map<UUID, Score> scores(UUID organisation, List<Lot> lots, long position) {
        Map<UUID, Score> scores = new HashMap<>();
        of(organisation, lots, position).forEach((lot, readiness) -> scores.put(lot.id(), score(readiness)));
        return scores;
    }

    /** In the order of the lots. */
    Map<Lot, Readiness> of(UUID organisation, List<Lot> lots, long position) {
        Map<Lot, Readiness> inOrder = new LinkedHashMap<>();
        if (lots.isEmpty()) return inOrder;
        Map<UUID, Readiness> found = new HashMap<>();
        evidence.ofEach(
                organisation,
                lots.stream().map(Lot::id).toList(),
                position,
                true,
                (id, each) -> found.put(id, records.of(each).readiness()));
        lots.forEach(lot -> inOrder.put(lot, Objects.requireNonNull(found.get(lot.id()))));
        return inOrder;
    }

    private static Score score(Readiness readiness) {
        long required = readiness.events().stream()
                .flatMap(event -> event.elements().stream())
                .filter(Readiness.Element::required)
                .count();
        return new Score(readiness.score(), required, readiness.countMissing());
    }
}

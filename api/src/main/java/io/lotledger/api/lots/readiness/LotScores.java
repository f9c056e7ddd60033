package io.lotledger.api.lots.readiness;

import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.ReadableLots;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/** Scores many lots at once, each alone, without its trace. */
@Component
public class LotScores {
    private final Evidence evidence;

    LotScores(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * @param value share of the required elements that are there, from 0 to 1
     * @param required count of the elements that the rule requires of the rows of the lot
     * @param missing count of those that the events lack, each once for all rows of its event
     */
    public record Score(double value, long required, long missing) {}

    /** @param damage is given the lots that need a damaged entry of the log; they have no score */
    public Map<UUID, Score> scores(
            UUID organisation, List<Lot> lots, long position, BiConsumer<Lot, DamagedEntryException> damage) {
        Map<UUID, Score> scores = new HashMap<>();
        of(organisation, lots, position, damage).forEach((lot, readiness) -> scores.put(lot.id(), score(readiness)));
        return scores;
    }

    /** In the order of the lots, without those that need a damaged entry of the log. */
    Map<Lot, Readiness> of(
            UUID organisation, List<Lot> lots, long position, BiConsumer<Lot, DamagedEntryException> damage) {
        Map<Lot, Readiness> inOrder = new LinkedHashMap<>();
        ReadableLots.each(lots, some -> of(organisation, some, position).entrySet(), damage)
                .forEach(one -> inOrder.put(one.getKey(), one.getValue()));
        return inOrder;
    }

    private Map<Lot, Readiness> of(UUID organisation, List<Lot> lots, long position) {
        Map<Lot, Readiness> inOrder = new LinkedHashMap<>();
        Map<UUID, Readiness> found = new HashMap<>();
        evidence.ofEach(
                organisation,
                lots.stream().map(Lot::id).toList(),
                position,
                true,
                (id, each) -> found.put(id, Readiness.of(TraceClassifier.of(each))));
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

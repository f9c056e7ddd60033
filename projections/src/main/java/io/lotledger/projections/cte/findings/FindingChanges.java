package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.LotEventCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.ProposedEvents;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What events would change if they were captured: the lots that would be new, and the findings of the lots that they touch,
 * by the rules of {@link LotFindingRules}. Cycles and split lots are left out: they concern lots that the events do not touch.
 */
public final class FindingChanges {
    private final LotLineage lineage;
    private final Evidence evidence;
    private final LotFindingRules rules;

    public FindingChanges(LotLineage lineage, Evidence evidence, FindingPolicy policy) {
        this.lineage = lineage;
        this.evidence = evidence;
        this.rules = new LotFindingRules(policy);
    }

    /**
     * @param newLots lots that no event in the log names, by URI
     * @param touched number of lots that the events touch
     * @param examined number of those whose findings were compared, the first by URI
     * @param added findings that are not there now
     * @param resolved findings that would go
     */
    public record Changes(List<Lot> newLots, int touched, int examined, List<Finding> added, List<Finding> resolved) {
        public Changes {
            newLots = List.copyOf(newLots);
            added = List.copyOf(added);
            resolved = List.copyOf(resolved);
        }
    }

    /**
     * @param logPosition the events follow the log as it stood there
     * @param most number of lots whose findings are compared
     */
    public Changes of(UUID organisation, ProposedEvents proposed, long logPosition, Instant now, int most) {
        List<LotKey> touched = evidence.touchedBy(organisation, proposed, logPosition).stream()
                .sorted((one, other) -> one.uri().compareTo(other.uri()))
                .toList();
        Set<UUID> known = lineage.known(organisation, ids(organisation, touched)).stream()
                .map(Lot::id)
                .collect(Collectors.toSet());
        List<Lot> newLots = proposed.lots().stream()
                .map(lot -> new Lot(organisation, lot))
                .filter(lot -> !known.contains(lot.id()))
                .sorted((one, other) -> one.key().uri().compareTo(other.key().uri()))
                .toList();
        List<LotKey> examined = touched.subList(0, Math.min(most, touched.size()));
        if (examined.isEmpty()) return new Changes(newLots, 0, 0, List.of(), List.of());
        List<UUID> before =
                ids(organisation, examined).stream().filter(known::contains).toList();
        Set<Finding> current = before.isEmpty()
                ? Set.of()
                : findings(
                        evidence.ofEach(organisation, before, logPosition, true).values(), now);
        Set<Finding> then = findings(
                evidence.ofEachWith(organisation, examined, proposed, logPosition)
                        .values(),
                now);
        return new Changes(newLots, touched.size(), examined.size(), without(then, current), without(current, then));
    }

    private Set<Finding> findings(Collection<TraceEvidence> each, Instant now) {
        LotEventCache cache = new LotEventCache();
        Set<Finding> found = new LinkedHashSet<>();
        each.forEach(one -> found.addAll(rules.of(one, cache, now)));
        return found;
    }

    private static List<Finding> without(Set<Finding> findings, Set<Finding> others) {
        List<Finding> left = new ArrayList<>(findings);
        left.removeAll(others);
        return left;
    }

    private static List<UUID> ids(UUID organisation, Collection<LotKey> lots) {
        return lots.stream().map(lot -> lot.idIn(organisation)).toList();
    }
}

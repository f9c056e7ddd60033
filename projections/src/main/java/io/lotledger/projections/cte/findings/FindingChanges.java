package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.ProposedEvents;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What events and descriptions would change if they were captured: the lots that would be new, and the findings that would
 * come or go, by the rules of {@link LotFindingRules}. Cycles and split lots are left out: they concern lots that the events
 * do not touch.
 */
public final class FindingChanges {
    private final LotLineage lineage;
    private final Evidence evidence;
    private final LotFindingRules rules;
    private final LooseSerials looseSerials;
    private final DoubtfulDeclarations declarations;

    public FindingChanges(
            JdbcClient jdbc, LotLineage lineage, Evidence evidence, CapturedEvents captured, FindingPolicy policy) {
        this.lineage = lineage;
        this.evidence = evidence;
        this.rules = new LotFindingRules(policy);
        this.looseSerials = new LooseSerials(jdbc, evidence, captured);
        this.declarations = new DoubtfulDeclarations(jdbc, evidence, captured);
    }

    /**
     * @param newLots lots that no event in the log names, by URI
     * @param touched number of lots whose findings may change
     * @param examined number of those whose findings were compared: first those that the events name or find in a unit
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
     * @param described the lots that use master data which is described anew
     * @param logPosition the events follow the log as it stood there
     * @param most number of lots whose findings are compared
     */
    public Changes of(
            UUID organisation,
            ProposedEvents proposed,
            Collection<LotKey> described,
            long logPosition,
            Instant now,
            int most) {
        Difference declared = declarations.withProposed(organisation, proposed, logPosition);
        ProposedEvents inForce = proposed.without(declared.before().stream()
                .filter(finding -> finding.kind() == FindingKind.DECLARATION_WITHOUT_EVENT)
                .flatMap(finding -> finding.eventIds().stream())
                .collect(Collectors.toSet()));
        Set<LotKey> touched = new LinkedHashSet<>(evidence.touchedBy(organisation, inForce, logPosition));
        touched.addAll(described);
        List<LotKey> examined = touched.stream().limit(most).toList();
        List<Difference> found = List.of(
                declared,
                looseSerials.withProposed(organisation, inForce, logPosition),
                ofLots(organisation, examined, inForce, logPosition, now));
        return new Changes(
                newLots(organisation, proposed),
                touched.size(),
                examined.size(),
                found.stream().flatMap(one -> one.added().stream()).toList(),
                found.stream().flatMap(one -> one.resolved().stream()).toList());
    }

    private List<Lot> newLots(UUID organisation, ProposedEvents proposed) {
        Set<UUID> known = known(organisation, proposed.lots());
        return proposed.lots().stream()
                .map(lot -> new Lot(organisation, lot))
                .filter(lot -> !known.contains(lot.id()))
                .sorted((one, other) -> one.key().uri().compareTo(other.key().uri()))
                .toList();
    }

    private Difference ofLots(
            UUID organisation, List<LotKey> lots, ProposedEvents proposed, long logPosition, Instant now) {
        if (lots.isEmpty()) return new Difference(List.of(), List.of());
        Set<UUID> known = known(organisation, lots);
        Collection<TraceEvidence> before = known.isEmpty()
                ? List.of()
                : evidence.ofEach(organisation, known, logPosition, true).values();
        Collection<TraceEvidence> after =
                evidence.ofEachWith(organisation, lots, proposed, logPosition).values();
        return Difference.between(findings(before, now), findings(after, now));
    }

    private Set<UUID> known(UUID organisation, Collection<LotKey> lots) {
        List<UUID> ids = lots.stream().map(lot -> lot.idIn(organisation)).toList();
        return lineage.known(organisation, ids).stream().map(Lot::id).collect(Collectors.toSet());
    }

    /** Without whom to ask: a place that is described anew leaves a finding what it is. */
    private Set<Finding> findings(Collection<TraceEvidence> each, Instant now) {
        InterpretationCache cache = new InterpretationCache();
        Set<Finding> found = new LinkedHashSet<>();
        for (TraceEvidence one : each) {
            rules.of(one, cache, now).forEach(finding -> found.add(finding.asking(List.of())));
        }
        return found;
    }
}

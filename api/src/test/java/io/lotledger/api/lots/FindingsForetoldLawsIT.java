package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.findings.FindingChanges;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.ProposedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** What a check of events says that a capture would change is what it changes, also of lots in units without a lot. */
class FindingsForetoldLawsIT {
    /** Not of what lots themselves are known by: of other lots, of events without one, and of declarations. */
    private static final Set<FindingKind> OTHERS = Set.of(
            FindingKind.CYCLE,
            FindingKind.SPLIT_LOT,
            FindingKind.SERIAL_WITHOUT_LOT,
            FindingKind.DECLARATION_DIFFERS,
            FindingKind.DECLARATION_WITHOUT_EVENT,
            FindingKind.MISSING_CORRECTION);

    private final ProjectedLedger ledger = ProjectedLedger.emptied();
    private final FindingChanges changes =
            new FindingChanges(ledger.jdbc, ledger.lineage, ledger.evidence, ledger.captured, FindingPolicy.DEFAULT);

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void findingsOfLotsComeAndGoAsForetold(@ForAll @LongRange(min = 1, max = 15) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain =
                random.nextBoolean() ? GeneratedChain.ofMadeUnits(random) : GeneratedChain.ofRefilledUnits(random);
        Collections.shuffle(chain, random);
        int known = chain.size() - 1 - random.nextInt(2);

        ledger.projectAfresh(chain.subList(0, known), 50);
        Set<Finding> before = findings(known);
        FindingChanges.Changes foretold =
                changes.of(ORGANISATION, proposed(chain, known), List.of(), known, NOW, Integer.MAX_VALUE);
        ledger.projectAfresh(chain, 50);
        Set<Finding> after = findings(chain.size());

        assertThat(ofLots(foretold.added())).isEqualTo(without(after, before));
        assertThat(ofLots(foretold.resolved())).isEqualTo(without(before, after));
    }

    private static ProposedEvents proposed(List<EpcisEvent> chain, int known) {
        return new ProposedEvents(
                IntStream.range(known, chain.size())
                        .mapToObj(i -> new CapturedEvent(i + 1, chain.get(i), "{\"eventID\":\"proposed-" + i + "\"}"))
                        .toList(),
                List.of());
    }

    private Set<Finding> findings(long position) {
        return ofLots(ledger.lots().stream()
                .flatMap((Lot lot) -> ledger.findings.ofLot(lot, position, NOW).stream())
                .toList());
    }

    private static Set<Finding> ofLots(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !OTHERS.contains(finding.kind()))
                .map(finding -> finding.asking(List.of()))
                .collect(Collectors.toSet());
    }

    private static Set<Finding> without(Set<Finding> some, Set<Finding> others) {
        Set<Finding> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }
}

package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/**
 * What links the lots of every supply chain, on generated ones: split transformations, nested and reused units, serials,
 * corrections, in any order of arrival.
 */
class LineageLawsIT {
    private final ProjectedLedger ledger = ProjectedLedger.emptied();
    private final LedgerState state = new LedgerState(ledger);

    @Property(tries = 9, shrinking = ShrinkingMode.OFF)
    void anyOrderOfArrivalGivesTheSameTables(@ForAll @LongRange(min = 1, max = 9) long seed) {
        Random random = SeededChains.random(seed);
        requireSameTablesInAnotherOrder(SeededChains.any(random), random);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void anyOrderGivesTheSameTablesAlsoOfThingsInTheWrongList(@ForAll @LongRange(min = 1, max = 3) long seed) {
        Random random = SeededChains.random(seed);
        requireSameTablesInAnotherOrder(GeneratedChain.ofMisplacedIdentifiers(random), random);
    }

    /** It names no lot, and changes what is known of those around it. */
    @Example
    void unitMadeOfAUnitMayArriveLast() {
        List<EpcisEvent> chain = new ArrayList<>(List.of(
                SampleKeys.event("milk")
                        .at(1)
                        .step("commissioning")
                        .cases(SampleKeys.lot("Milk"), 1)
                        .object(Action.ADD),
                SampleKeys.event("tank")
                        .at(2)
                        .cases(SampleKeys.lot("Milk"), 1)
                        .intoEpc(SampleKeys.pallet(1))
                        .transformation(),
                SampleKeys.event("crate")
                        .at(3)
                        .epc(SampleKeys.pallet(1))
                        .intoEpc(SampleKeys.pallet(2))
                        .transformation(),
                SampleKeys.event("curd")
                        .at(4)
                        .epc(SampleKeys.pallet(2))
                        .intoEpc(SampleKeys.pallet(3))
                        .transformation(),
                SampleKeys.event("cheese")
                        .at(5)
                        .epc(SampleKeys.pallet(3))
                        .intoCases(SampleKeys.lot("Cheese"), 1)
                        .transformation()));
        ledger.projectAfresh(chain, chain.size());
        List<String> tables = state.tables();
        List<String> answers = state.answers(chain.size());

        chain.add(chain.remove(2));
        ledger.projectAfresh(chain, 1);

        assertThat(state.tables()).isEqualTo(tables);
        assertThat(state.answers(chain.size())).isEqualTo(answers);
        assertThat(ledger.evidence.unchanged(ledger.lot(SampleKeys.lot("Cheese")), Direction.BACKWARD, 4, 5))
                .isFalse();
    }

    private void requireSameTablesInAnotherOrder(List<EpcisEvent> chain, Random random) {
        ledger.projectAfresh(chain, chain.size());
        List<String> tables = state.tables();
        List<String> answers = state.answers(chain.size());

        Collections.shuffle(chain, random);
        ledger.projectAfresh(chain, 1 + random.nextInt(5));
        assertThat(state.tables()).isEqualTo(tables);
        assertThat(state.answers(chain.size())).isEqualTo(answers);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void linksAreThoseFoundByReadingTheWholeChainByHand(@ForAll @LongRange(min = 1, max = 20) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = SeededChains.shuffled(random);
        ledger.projectAfresh(chain, 1 + random.nextInt(9));

        assertThat(links()).containsExactlyInAnyOrderElementsOf(LinksByHand.of(chain));
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void refilledUnitHoldsWhatWasMadeOfItAndWhatWasPackedSince(@ForAll @LongRange(min = 1, max = 25) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = GeneratedChain.ofRefilledUnits(random);
        Collections.shuffle(chain, random);
        ledger.projectAfresh(chain, 1 + random.nextInt(4));

        assertThat(links()).containsExactlyInAnyOrderElementsOf(LinksByHand.of(chain));
    }

    private List<String> links() {
        return ledger.jdbc.sql("""
                        select distinct f.uri || ' > ' || t.uri
                          from lot_edge e
                          join lot f on f.lot_id = e.from_lot
                          join lot t on t.lot_id = e.to_lot
                         where e.until is null
                        """).query(String.class).list();
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void linksAreTheSameWhicheverListNamesAThing(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = GeneratedChain.ofMisplacedIdentifiers(SeededChains.random(seed));
        Collections.shuffle(chain, SeededChains.random(seed));
        ledger.projectAfresh(chain, 4);

        assertThat(links())
                .containsExactlyInAnyOrderElementsOf(LinksByHand.of(GeneratedChain.of(SeededChains.random(seed))));
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void descendantsAndAncestorsAreInverse(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = SeededChains.shuffled(SeededChains.random(seed));
        ledger.projectAfresh(chain, 10);

        Set<String> down = new TreeSet<>();
        Set<String> up = new TreeSet<>();
        for (Lot lot : ledger.lots()) {
            for (Trace.Node node :
                    ledger.lineage.trace(lot, Direction.FORWARD, chain.size()).nodes()) {
                down.add(lot.key().uri() + " > " + node.lot().key().uri());
            }
            for (Trace.Node node :
                    ledger.lineage.trace(lot, Direction.BACKWARD, chain.size()).nodes()) {
                up.add(node.lot().key().uri() + " > " + lot.key().uri());
            }
        }
        assertThat(down).isEqualTo(up);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void unrelatedEventChangesNoAnswer(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = SeededChains.shuffled(SeededChains.random(seed));
        ledger.projectAfresh(chain, 10);
        List<String> before = state.answers(chain.size());

        chain.addAll(GeneratedChain.unrelated());
        ledger.projectAfresh(chain, 10);
        assertThat(state.answers(chain.size())).containsAll(before);
    }

    /**
     * Any other lot put into any unit, at any time, relates it to nothing and changes no trace, unless a transformation
     * lists the unit.
     */
    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void coPalletisedLotsStayUnrelated(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = GeneratedChain.of(random);
        chain.removeIf(LineageLawsIT::transformsUnits);
        ledger.projectAfresh(chain, 10);
        Map<String, Set<UUID>> before = new TreeMap<>();
        for (Lot lot : ledger.lots())
            before.put(
                    lot.key().uri(),
                    ledger.lineage.trace(lot, Direction.BOTH, chain.size()).lotIds());

        chain.add(SampleKeys.event("together")
                .at(random.nextInt(8))
                .in(SampleKeys.pallet(random.nextInt(3)))
                .cases(SampleKeys.lot("Passenger"), 1)
                .cases(SampleKeys.lot("L" + random.nextInt(6)), 1)
                .aggregation(Action.ADD));
        Collections.shuffle(chain, random);
        ledger.projectAfresh(chain, 10);
        assertThat(ledger.lineage
                        .trace(ledger.lot(SampleKeys.lot("Passenger")), Direction.BOTH, chain.size())
                        .nodes())
                .hasSize(1);
        for (Lot lot : ledger.lots()) {
            Set<UUID> then = before.getOrDefault(lot.key().uri(), Set.of(lot.id()));
            assertThat(ledger.lineage.trace(lot, Direction.BOTH, chain.size()).lotIds())
                    .as(lot.key().printed())
                    .isEqualTo(then);
        }
    }

    private static boolean transformsUnits(EpcisEvent event) {
        return event instanceof TransformationEvent made
                && Stream.concat(made.inputEPCList().stream(), made.outputEPCList().stream())
                        .anyMatch(epc -> epc.contains("/00/") || epc.endsWith("/21/C"));
    }
}

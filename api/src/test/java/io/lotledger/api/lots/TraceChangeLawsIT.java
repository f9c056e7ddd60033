package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.answers.TraceWithUnits;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.history.TraceChange;
import io.lotledger.projections.lineage.history.TraceHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** A generated chain as it was known at each position of the log, and what each event changed. */
class TraceChangeLawsIT {
    private final ProjectedLedger ledger = ProjectedLedger.emptied();
    private final LedgerState state = new LedgerState(ledger);

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void answersAsOfAPositionAreThoseOfALedgerThatStoppedThere(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = SeededChains.shuffled(random);
        int stop = 1 + random.nextInt(chain.size());

        ledger.projectAfresh(chain.subList(0, stop), 4);
        List<String> stopped = state.answers(stop);

        ledger.projectAfresh(chain, 7);
        assertThat(state.answers(stop)).isEqualTo(stopped);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void traceIsUnchangedExactlyWhenItsEventsAre(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = SeededChains.shuffled(random);
        ledger.projectAfresh(chain, 10);

        int since = random.nextInt(chain.size());
        int until = since + random.nextInt(chain.size() - since + 1);
        for (Lot lot : ledger.lots()) {
            boolean equal = eventIdsOfUnitsToo(ledger.lineage.trace(lot, Direction.BOTH, since))
                    .equals(eventIdsOfUnitsToo(ledger.lineage.trace(lot, Direction.BOTH, until)));
            assertThat(ledger.evidence.unchanged(lot, Direction.BOTH, since, until))
                    .as("%s from %s to %s", lot.key().printed(), since, until)
                    .isEqualTo(equal);
        }
    }

    private Set<String> eventIds(Trace trace) {
        return ledger.evidence.of(trace).events().stream()
                .map(captured -> captured.event().eventID())
                .collect(Collectors.toSet());
    }

    /** A delivered export lists whoever received a unit without a lot. */
    private Set<String> eventIdsOfUnitsToo(Trace trace) {
        Set<String> all = new HashSet<>(eventIds(trace));
        ledger.evidence
                .ofUnitsWithoutLot(trace)
                .ifPresent(units -> units.events()
                        .forEach(captured -> all.add(captured.event().eventID())));
        return all;
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void positionAtWhichATraceChangesIsListed(@ForAll @LongRange(min = 1, max = 3) long seed) {
        requireChangesListed(SeededChains.shuffled(SeededChains.random(seed)));
    }

    /** The timeline showed it, and the changes did not list it. */
    @Example
    void voidOfAnotherIngredientsShipmentIsNoEventOfTheTrace() {
        List<EpcisEvent> chain = List.of(
                SampleKeys.event("mix")
                        .at(3)
                        .cases(SampleKeys.lot("Own"), 1)
                        .cases(SampleKeys.lot("Other"), 1)
                        .intoCases(SampleKeys.lot("Mix"), 2)
                        .transformation(),
                SampleKeys.event("ship-own")
                        .at(1)
                        .step("shipping")
                        .cases(SampleKeys.lot("Own"), 1)
                        .paper("bol", "urn:bol:own")
                        .object(Action.OBSERVE),
                SampleKeys.event("ship-other")
                        .at(1)
                        .step("shipping")
                        .cases(SampleKeys.lot("Other"), 1)
                        .paper("bol", "urn:bol:other")
                        .object(Action.OBSERVE),
                SampleKeys.event("void-own")
                        .at(2)
                        .step("void_shipping")
                        .paper("bol", "urn:bol:own")
                        .object(Action.OBSERVE),
                SampleKeys.event("void-other")
                        .at(2)
                        .step("void_shipping")
                        .paper("bol", "urn:bol:other")
                        .object(Action.OBSERVE));

        requireChangesListed(chain);

        assertThat(timeline(ledger.lot(SampleKeys.lot("Own")), chain.size()))
                .containsExactly("urn:event:ship-own", "urn:event:void-own", "urn:event:mix");
        assertThat(timeline(ledger.lot(SampleKeys.lot("Mix")), chain.size()))
                .as("both ingredients are upstream of it")
                .hasSize(5);
    }

    @Example
    void seedWithAVoidOfAnotherIngredientsShipment() {
        requireChangesListed(SeededChains.shuffledInOneOffset(-104141));
    }

    /** A packing of the serial concerned whatever the pallet held, until the serial's own lot was known. */
    @Example
    void seedWithASerialWhoseLotIsToldAfterItsPacking() {
        requireChangesListed(SeededChains.shuffledInOneOffset(91799));
    }

    private void requireChangesListed(List<EpcisEvent> chain) {
        ledger.projectAfresh(chain, 10);

        TraceHistory history = new TraceHistory(ledger.jdbc, LotLineage.DEFAULT_CEILING);
        for (Lot lot : ledger.lots()) {
            List<Long> listed = history.changes(lot, Direction.BOTH, chain.size()).stream()
                    .map(TraceChange::logPosition)
                    .toList();
            List<Long> changed = new ArrayList<>();
            List<String> before = timeline(lot, 0);
            for (long position = 1; position <= chain.size(); position++) {
                List<String> after = timeline(lot, position);
                if (!after.equals(before)) changed.add(position);
                before = after;
            }
            assertThat(listed).as(lot.key().printed()).containsAll(changed);
        }
    }

    /** Without units of which no event says the lot: the changes are of lots. */
    private List<String> timeline(Lot lot, long position) {
        Trace trace = ledger.lineage.trace(lot, Direction.BOTH, position);
        ClassifiedTrace lots = ClassifiedTrace.of(ledger.evidence.of(trace));
        return ledger.accounts.timeline(new TraceWithUnits(lots, Optional.empty())).stream()
                .map(entry -> entry.captured().event().eventID())
                .toList();
    }
}

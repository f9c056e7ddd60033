package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.testing.EventBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** Tables of generated chains that are replayed, filled anew, brought up to date or written after a death are the same. */
class RebuildLawsIT {
    private final ProjectedLedger ledger = ProjectedLedger.emptied();
    private final LedgerState state = new LedgerState(ledger);

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void replayGivesTheLiveTablesPositionsAndAll(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = SeededChains.shuffled(random);
        ledger.reset();
        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> ledger.captured(ORGANISATION, event))
                .toList();
        for (int i = 0; i < log.size(); i++) ledger.project(log.subList(i, i + 1), i + 1, 1); // live: one by one
        List<String> live = state.rows();

        ledger.reset();
        ledger.project(log, log.size());
        assertThat(state.rows()).isEqualTo(live);
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void processorsKilledOverAndOverEndWithTheRightTables(@ForAll @LongRange(min = 1, max = 2) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = new ArrayList<>();
        while (chain.size() < 60) chain.addAll(GeneratedChain.of(random));
        chain = chain.stream().distinct().toList();
        ledger.projectAfresh(chain, 10);
        List<String> tables = state.tables();

        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> ledger.captured(ORGANISATION, event))
                .toList();
        ledger.reset();
        int kills = Effort.of(15, 50);
        int deaths = 0;
        boolean done = false;
        while (!done) {
            // the last lives are long enough to come to the end
            int steps = deaths < kills ? random.nextInt(40) : 10_000;
            done = ledger.goOnUntilDeath(log, 1 + random.nextInt(12), steps);
            if (!done) deaths++;
            else if (deaths < kills) {
                ledger.reset();
                done = false;
            }
        }
        assertThat(deaths).isGreaterThanOrEqualTo(kills);
        assertThat(ledger.parked.counts()).as("a death is no event's fault").isEmpty();
        assertThat(state.tables()).isEqualTo(tables);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void tablesFilledAnewAreThoseThatServedRowForRow(@ForAll @LongRange(min = 1, max = 3) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = SeededChains.shuffled(random);
        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> ledger.captured(ORGANISATION, event))
                .toList();
        ledger.projectAfresh(chain, 5);
        List<String> tables = state.tables();
        List<String> schema = ledger.schema();

        int[] lives = new int[1];
        ledger.rebuild(log, 1 + random.nextInt(9), () -> lives[0]++ < Effort.of(6, 20) ? random.nextInt(60) : 10_000);

        assertThat(ledger.parked.counts()).as("a death is no event's fault").isEmpty();
        assertThat(state.tables()).isEqualTo(tables);
        assertThat(ledger.schema()).as("indexes, keys and views").isEqualTo(schema);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void rebuildTakesWhatCameMeanwhileAndParksWhatCannotBeRead(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = SeededChains.shuffled(random);
        int seen = random.nextInt(chain.size());
        EpcisEvent stuck = chain.get(random.nextInt(chain.size()));
        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> event == stuck ? ledger.unreadable(event) : ledger.captured(ORGANISATION, event))
                .toList();
        ledger.reset();
        ledger.project(log, 4);
        List<String> tables = state.tables();

        ledger.reset();
        ledger.project(log.subList(0, seen), 4);
        ledger.rebuild(log, 3, () -> 10_000);

        assertThat(state.tables()).isEqualTo(tables);
        assertThat(ledger.parked.counts()).containsEntry("lineage", 1L).containsEntry("event-index", 1L);
        ledger.mend(stuck);
        ledger.parked.retry(ORGANISATION, ledger.parking);
        assertThat(ledger.parked.counts()).isEmpty();
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void eventsParkedAndTakenLaterGiveTheSameTables(@ForAll @LongRange(min = 1, max = 3) long seed) {
        Random random = SeededChains.random(seed);
        requireParkedEventsTakenLater(SeededChains.shuffled(random), random);
    }

    private void requireParkedEventsTakenLater(List<EpcisEvent> chain, Random random) {
        requireParkedEventsTakenLater(
                chain, chain.stream().filter(event -> random.nextInt(4) == 0).toList(), random);
    }

    private void requireParkedEventsTakenLater(List<EpcisEvent> chain, List<EpcisEvent> stuck, Random random) {
        ledger.projectAfresh(chain, 10);
        List<String> tables = state.tables();
        List<String> positions = state.positions();

        ledger.projectAfreshParking(stuck, chain, 1 + random.nextInt(9));
        assertThat(ledger.parked.count(List.of(ORGANISATION)))
                .isEqualTo(chain.stream().filter(stuck::contains).count());

        assertThat(ledger.parked.retry(ORGANISATION, ledger.parking)).isZero();
        stuck.forEach(event -> ledger.mend(event));
        ledger.parked.retry(ORGANISATION, ledger.parking);
        assertThat(ledger.parked.counts()).isEmpty();
        assertThat(state.tables()).isEqualTo(tables);
        assertThat(state.positions()).isEqualTo(positions);
    }

    /** Its facts ended where the second stands, which was taken first. */
    @Example
    void eventDeclaredErroneousTwiceEndsWhereTheFirstDeclarationStandsThoughThatWasParked() {
        EpcisEvent made = SampleKeys.event("made")
                .at(1)
                .cases(SampleKeys.lot("A"), 5)
                .intoCases(SampleKeys.lot("B"), 4)
                .transformation();
        EpcisEvent first = EventBuilder.errorDeclaration(made);
        EpcisEvent second = EventBuilder.errorDeclaration(made, "urn:event:right");

        requireParkedEventsTakenLater(List.of(made, first, second), List.of(first), new Random(1));
    }

    /** Its edges stayed in force: the declaration stands before the event in the log, and was parked. */
    @Example
    void transformationDeclaredErroneousBeforeItWasCapturedKeepsNoEdge() {
        Random random = new Random(28);
        List<EpcisEvent> chain = GeneratedChain.inOneOffset(random);
        Collections.shuffle(chain, random);
        requireParkedEventsTakenLater(chain, random);
    }
}

package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.history.TraceChange;
import io.lotledger.projections.lineage.history.TraceHistory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What holds of every supply chain, on generated ones: split transformations, nested and reused units, serials, corrections.
 * The usual build reads the same chains each time; {@code -Dchains} reads those of another run again.
 */
class LineageLawsIT {
    private static final long CHAINS =
            Long.getLong("chains", Effort.isFull() ? new Random().nextInt(1_000_000) * 1_000L : 0);

    private static @Nullable ProjectedLedger ledger;

    @BeforeContainer
    static void open() {
        ledger = new ProjectedLedger("lineage_laws");
        LoggerFactory.getLogger(LineageLawsIT.class).info("-Dchains={}", CHAINS);
    }

    @AfterContainer
    static void close() {
        ledger().close();
    }

    @Property(tries = 9, shrinking = ShrinkingMode.OFF)
    void anyOrderOfArrivalGivesTheSameTables(@ForAll @LongRange(min = 1, max = 9) long seed) {
        Random random = random(seed);
        requireSameTablesInAnotherOrder(anyChain(random), random);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void anyOrderGivesTheSameTablesAlsoOfThingsInTheWrongList(@ForAll @LongRange(min = 1, max = 3) long seed) {
        Random random = random(seed);
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
        project(chain, chain.size());
        List<String> tables = tables();
        List<String> answers = answers(chain.size());

        chain.add(chain.remove(2));
        project(chain, 1);

        assertThat(tables()).isEqualTo(tables);
        assertThat(answers(chain.size())).isEqualTo(answers);
        assertThat(ledger().evidence.unchanged(ledger().lot(SampleKeys.lot("Cheese")), Direction.BACKWARD, 4, 5))
                .isFalse();
    }

    private static void requireSameTablesInAnotherOrder(List<EpcisEvent> chain, Random random) {
        project(chain, chain.size());
        List<String> tables = tables();
        List<String> answers = answers(chain.size());

        Collections.shuffle(chain, random);
        project(chain, 1 + random.nextInt(5));
        assertThat(tables()).isEqualTo(tables);
        assertThat(answers(chain.size())).isEqualTo(answers);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void linksAreThoseFoundByReadingTheWholeChainByHand(@ForAll @LongRange(min = 1, max = 20) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = shuffledChain(random);
        project(chain, 1 + random.nextInt(9));

        assertThat(links()).containsExactlyInAnyOrderElementsOf(LinksByHand.of(chain));
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void refilledUnitHoldsWhatWasMadeOfItAndWhatWasPackedSince(@ForAll @LongRange(min = 1, max = 25) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = GeneratedChain.ofRefilledUnits(random);
        Collections.shuffle(chain, random);
        project(chain, 1 + random.nextInt(4));

        assertThat(links()).containsExactlyInAnyOrderElementsOf(LinksByHand.of(chain));
    }

    private static List<String> links() {
        return ledger().jdbc.sql("""
                        select distinct f.uri || ' > ' || t.uri
                          from lot_edge e
                          join lot f on f.lot_id = e.from_lot
                          join lot t on t.lot_id = e.to_lot
                         where e.until is null
                        """).query(String.class).list();
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void linksAreTheSameWhicheverListNamesAThing(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = GeneratedChain.ofMisplacedIdentifiers(random(seed));
        Collections.shuffle(chain, random(seed));
        project(chain, 4);

        assertThat(links()).containsExactlyInAnyOrderElementsOf(LinksByHand.of(GeneratedChain.of(random(seed))));
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void answersAsOfAPositionAreThoseOfALedgerThatStoppedThere(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = shuffledChain(random);
        int stop = 1 + random.nextInt(chain.size());

        project(chain.subList(0, stop), 4);
        List<String> stopped = answers(stop);

        project(chain, 7);
        assertThat(answers(stop)).isEqualTo(stopped);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void descendantsAndAncestorsAreInverse(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = shuffledChain(random(seed));
        project(chain, 10);

        Set<String> down = new TreeSet<>();
        Set<String> up = new TreeSet<>();
        for (Lot lot : ledger().lots()) {
            for (Trace.Node node : trace(lot, Direction.FORWARD, chain.size()).nodes()) {
                down.add(lot.key().uri() + " > " + node.lot().key().uri());
            }
            for (Trace.Node node : trace(lot, Direction.BACKWARD, chain.size()).nodes()) {
                up.add(node.lot().key().uri() + " > " + lot.key().uri());
            }
        }
        assertThat(down).isEqualTo(up);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void traceIsUnchangedExactlyWhenItsEventsAre(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = shuffledChain(random);
        project(chain, 10);

        int since = random.nextInt(chain.size());
        int until = since + random.nextInt(chain.size() - since + 1);
        for (Lot lot : ledger().lots()) {
            boolean equal = eventIdsOfUnitsToo(trace(lot, Direction.BOTH, since))
                    .equals(eventIdsOfUnitsToo(trace(lot, Direction.BOTH, until)));
            assertThat(ledger().evidence.unchanged(lot, Direction.BOTH, since, until))
                    .as("%s from %s to %s", lot.key().printed(), since, until)
                    .isEqualTo(equal);
        }
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void positionAtWhichATraceChangesIsListed(@ForAll @LongRange(min = 1, max = 3) long seed) {
        requireChangesListed(shuffledChain(random(seed)));
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

        assertThat(timeline(ledger().lot(SampleKeys.lot("Own")), chain.size()))
                .containsExactly("urn:event:ship-own", "urn:event:void-own", "urn:event:mix");
        assertThat(timeline(ledger().lot(SampleKeys.lot("Mix")), chain.size()))
                .as("both ingredients are upstream of it")
                .hasSize(5);
    }

    @Example
    void seedWithAVoidOfAnotherIngredientsShipment() {
        requireChangesListed(shuffledInOneOffset(-104141));
    }

    /** A packing of the serial concerned whatever the pallet held, until the serial's own lot was known. */
    @Example
    void seedWithASerialWhoseLotIsToldAfterItsPacking() {
        requireChangesListed(shuffledInOneOffset(91799));
    }

    private static void requireChangesListed(List<EpcisEvent> chain) {
        project(chain, 10);

        TraceHistory history = new TraceHistory(ledger().jdbc, LotLineage.DEFAULT_CEILING);
        for (Lot lot : ledger().lots()) {
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

    private static List<String> timeline(Lot lot, long position) {
        return ledger().accounts.timeline(trace(lot, Direction.BOTH, position)).stream()
                .map(entry -> entry.captured().event().eventID())
                .toList();
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void unrelatedEventChangesNoAnswer(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = shuffledChain(random(seed));
        project(chain, 10);
        List<String> before = answers(chain.size());

        chain.addAll(GeneratedChain.unrelated());
        project(chain, 10);
        assertThat(answers(chain.size())).containsAll(before);
    }

    /** The update did not go through units without a lot. */
    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void linksThroughSerialsThatAnUpdateDrawsAreThoseThatProjectingDraws(@ForAll @LongRange(min = 1, max = 5) long seed)
            throws IOException {
        Random random = random(seed);
        List<EpcisEvent> chain = GeneratedChain.of(random);
        while (LinksByHand.usesMadeUnits(chain)) chain = GeneratedChain.of(random);
        Collections.shuffle(chain, random);
        project(chain, 10);
        forgetUnitsOfMeasure();
        List<String> drawn = rows();

        ledger().jdbc.sql("drop index lot_edge_counts_serials").update();
        ledger().jdbc.sql("update lot_edge set until = 1 where counts_serials").update();
        ledger().jdbc.sql(migration("V20__edges_through_serials.sql")).update();
        forgetUnitsOfMeasure();
        assertThat(rows()).isEqualTo(drawn);
    }

    /** Of links whose amounts are counted when they are read: the update wrote them, and nothing reads them. */
    private static void forgetUnitsOfMeasure() {
        ledger().jdbc
                .sql(
                        "update lot_edge set input_uom = null, input_uoms = 1, output_uom = null, output_uoms = 1 where counts_serials")
                .update();
    }

    private static String migration(String name) throws IOException {
        try (InputStream script = LineageLawsIT.class.getResourceAsStream("/db/migration/" + name)) {
            return new String(requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void replayGivesTheLiveTablesPositionsAndAll(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = shuffledChain(random);
        ledger().reset();
        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> ledger().captured(ORGANISATION, event))
                .toList();
        for (int i = 0; i < log.size(); i++) ledger().project(log.subList(i, i + 1), i + 1, 1); // live: one by one
        List<String> live = rows();

        ledger().reset();
        ledger().project(log, log.size());
        assertThat(rows()).isEqualTo(live);
    }

    /**
     * Any other lot put into any unit, at any time, relates it to nothing and changes no trace, unless a transformation
     * lists the unit.
     */
    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void coPalletisedLotsStayUnrelated(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = GeneratedChain.of(random);
        chain.removeIf(LineageLawsIT::transformsUnits);
        project(chain, 10);
        Map<String, Set<UUID>> before = new TreeMap<>();
        for (Lot lot : ledger().lots())
            before.put(lot.key().uri(), trace(lot, Direction.BOTH, chain.size()).lotIds());

        chain.add(SampleKeys.event("together")
                .at(random.nextInt(8))
                .in(SampleKeys.pallet(random.nextInt(3)))
                .cases(SampleKeys.lot("Passenger"), 1)
                .cases(SampleKeys.lot("L" + random.nextInt(6)), 1)
                .aggregation(Action.ADD));
        Collections.shuffle(chain, random);
        project(chain, 10);
        assertThat(trace(ledger().lot(SampleKeys.lot("Passenger")), Direction.BOTH, chain.size())
                        .nodes())
                .hasSize(1);
        for (Lot lot : ledger().lots()) {
            Set<UUID> then = before.getOrDefault(lot.key().uri(), Set.of(lot.id()));
            assertThat(trace(lot, Direction.BOTH, chain.size()).lotIds())
                    .as(lot.key().printed())
                    .isEqualTo(then);
        }
    }

    private static boolean transformsUnits(EpcisEvent event) {
        return event instanceof TransformationEvent made
                && Stream.concat(made.inputEPCList().stream(), made.outputEPCList().stream())
                        .anyMatch(epc -> epc.contains("/00/") || epc.endsWith("/21/C"));
    }

    private static void project(List<EpcisEvent> chain, int batchSize) {
        ledger().reset();
        ledger().project(
                        chain.stream()
                                .map(event -> ledger().captured(ORGANISATION, event))
                                .toList(),
                        batchSize);
    }

    private static List<EpcisEvent> shuffledInOneOffset(long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = GeneratedChain.inOneOffset(random);
        Collections.shuffle(chain, random);
        return chain;
    }

    private static Random random(long seed) {
        return new Random(CHAINS + seed);
    }

    /** One of three is mostly of units and serials without a lot. */
    private static List<EpcisEvent> anyChain(Random random) {
        return random.nextInt(3) == 0 ? GeneratedChain.ofMadeUnits(random) : GeneratedChain.of(random);
    }

    private static List<EpcisEvent> shuffledChain(Random random) {
        List<EpcisEvent> chain = anyChain(random);
        Collections.shuffle(chain, random);
        return chain;
    }

    /** Every lot's trace both ways, its evidence, and what its events are: as texts, in order. */
    private static List<String> answers(long position) {
        List<String> answers = new ArrayList<>();
        for (Lot lot : ledger().lots()) {
            for (Direction direction : Direction.values()) {
                Trace trace = trace(lot, direction, position);
                TraceEvidence evidence = ledger().evidence.of(trace);
                if (evidence.events().isEmpty()) continue; // named by nothing in force
                answers.add("%s %s %s %s %s %s"
                        .formatted(
                                lot.key().uri(),
                                direction,
                                trace.nodes().stream()
                                        .map(n -> n.lot().key().uri() + n.role() + n.depth())
                                        .toList(),
                                trace.edges(),
                                evidence.events().stream()
                                        .map(e -> e.event().eventID())
                                        .toList(),
                                TraceClassifier.of(evidence)));
            }
            if (isNamedByAnything(lot, position)) answers.add(account(lot, position));
        }
        return answers;
    }

    private static boolean isNamedByAnything(Lot lot, long position) {
        return !ledger().evidence
                .of(trace(lot, Direction.BOTH, position))
                .events()
                .isEmpty();
    }

    /** Where all of it is, how far it reached, and what is wrong with it. */
    private static String account(Lot lot, long position) {
        return "%s %s %s %s"
                .formatted(
                        lot.key().uri(),
                        ledger().accounts.massBalance(lot, position, NOW).balances(),
                        ledger().accounts.blastRadius(lot, position),
                        ledger().findings.of(ORGANISATION, List.of(lot.id()), position, NOW));
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void processorsKilledOverAndOverEndWithTheRightTables(@ForAll @LongRange(min = 1, max = 2) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = new ArrayList<>();
        while (chain.size() < 60) chain.addAll(GeneratedChain.of(random));
        chain = chain.stream().distinct().toList();
        project(chain, 10);
        List<String> tables = tables();

        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> ledger().captured(ORGANISATION, event))
                .toList();
        ledger().reset();
        int kills = Effort.of(15, 50);
        int deaths = 0;
        boolean done = false;
        while (!done) {
            // the last lives are long enough to come to the end
            int steps = deaths < kills ? random.nextInt(40) : 10_000;
            done = ledger().goOnUntilDeath(log, 1 + random.nextInt(12), steps);
            if (!done) deaths++;
            else if (deaths < kills) {
                ledger().reset();
                done = false;
            }
        }
        assertThat(deaths).isGreaterThanOrEqualTo(kills);
        assertThat(ledger().parked.counts()).as("a death is no event's fault").isEmpty();
        assertThat(tables()).isEqualTo(tables);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void tablesFilledAnewAreThoseThatServedRowForRow(@ForAll @LongRange(min = 1, max = 3) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = shuffledChain(random);
        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> ledger().captured(ORGANISATION, event))
                .toList();
        project(chain, 5);
        List<String> tables = tables();
        List<String> schema = ledger().schema();

        int[] lives = new int[1];
        ledger().rebuild(log, 1 + random.nextInt(9), () -> lives[0]++ < Effort.of(6, 20) ? random.nextInt(60) : 10_000);

        assertThat(ledger().parked.counts()).as("a death is no event's fault").isEmpty();
        assertThat(tables()).isEqualTo(tables);
        assertThat(ledger().schema()).as("indexes, keys and views").isEqualTo(schema);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void rebuildTakesWhatCameMeanwhileAndParksWhatCannotBeRead(@ForAll @LongRange(min = 1, max = 5) long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = shuffledChain(random);
        int seen = random.nextInt(chain.size());
        EpcisEvent stuck = chain.get(random.nextInt(chain.size()));
        List<EpcisEventCaptured> log = chain.stream()
                .map(event -> event == stuck ? ledger().unreadable(event) : ledger().captured(ORGANISATION, event))
                .toList();
        ledger().reset();
        ledger().project(log, 4);
        List<String> tables = tables();

        ledger().reset();
        ledger().project(log.subList(0, seen), 4);
        ledger().rebuild(log, 3, () -> 10_000);

        assertThat(tables()).isEqualTo(tables);
        assertThat(ledger().parked.counts()).containsEntry("lineage", 1L).containsEntry("event-index", 1L);
        ledger().mend(stuck);
        ledger().parked.retry(ORGANISATION, ledger().parking);
        assertThat(ledger().parked.counts()).isEmpty();
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void eventsParkedAndTakenLaterGiveTheSameTables(@ForAll @LongRange(min = 1, max = 3) long seed) {
        Random random = random(seed);
        requireParkedEventsTakenLater(shuffledChain(random), random);
    }

    private static void requireParkedEventsTakenLater(List<EpcisEvent> chain, Random random) {
        project(chain, 10);
        List<String> tables = tables();

        List<EpcisEvent> stuck =
                chain.stream().filter(event -> random.nextInt(4) == 0).toList();
        ledger().reset();
        ledger().project(
                        chain.stream()
                                .map(event -> stuck.contains(event)
                                        ? ledger().unreadable(event)
                                        : ledger().captured(ORGANISATION, event))
                                .toList(),
                        1 + random.nextInt(9));
        assertThat(ledger().parked.count(List.of(ORGANISATION)))
                .isEqualTo(chain.stream().filter(stuck::contains).count());

        assertThat(ledger().parked.retry(ORGANISATION, ledger().parking)).isZero();
        stuck.forEach(event -> ledger().mend(event));
        ledger().parked.retry(ORGANISATION, ledger().parking);
        assertThat(ledger().parked.counts()).isEmpty();
        assertThat(tables()).isEqualTo(tables);
    }

    /** Its edges stayed in force: the declaration stands before the event in the log, and was parked. */
    @Example
    void transformationDeclaredErroneousBeforeItWasCapturedKeepsNoEdge() {
        Random random = new Random(28);
        List<EpcisEvent> chain = GeneratedChain.inOneOffset(random);
        Collections.shuffle(chain, random);
        requireParkedEventsTakenLater(chain, random);
    }

    @Property(tries = 9, shrinking = ShrinkingMode.OFF)
    void massBalanceConserves(@ForAll @LongRange(min = 1, max = 9) long seed) {
        List<EpcisEvent> chain = shuffledChain(random(seed));
        project(chain, 10);

        for (Lot lot : ledger().lots()) {
            for (Balance balance :
                    ledger().accounts.massBalance(lot, chain.size(), NOW).balances()) {
                assertThat(balance.produced().add(balance.unexplained()))
                        .as("%s: %s", lot.key().printed(), balance)
                        .isEqualByComparingTo(balance.consumed()
                                .add(balance.sold())
                                .add(balance.destroyed())
                                .add(balance.inTransit())
                                .add(balance.shortfall())
                                .add(balance.overdue())
                                .add(balance.onHand()));
                assertThat(balance.onHandByLocation().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(balance.onHand());
                assertThat(balance.inTransit()).isNotNegative();
                assertThat(balance.shortfall()).isNotNegative();
                assertThat(balance.onHand().signum() >= 0 || !balance.notes().isEmpty())
                        .as("a quantity below zero is explained: %s", balance)
                        .isTrue();
                assertThat(balance.unexplained()).isNotNegative();
            }
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void workbooksMassBalanceIsTheLotsOwn(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = shuffledChain(random(seed));
        project(chain, 10);

        for (Lot lot : ledger().lots()) {
            TraceEvidence evidence = ledger().evidence.of(trace(lot, Direction.BOTH, chain.size()));
            assertThat(ledger().accounts.balances(evidence, NOW).get(0).balances())
                    .as(lot.key().printed())
                    .isEqualTo(ledger().accounts
                            .massBalance(lot, chain.size(), NOW)
                            .balances());
        }
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void whatIsFoundAboutALotDoesNotDependOnTheOthersAskedFor(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = shuffledChain(random(seed));
        project(chain, 10);

        List<UUID> all = ledger().lots().stream().map(Lot::id).toList();
        List<Finding> together = ledger().findings.of(ORGANISATION, all, chain.size(), NOW);
        List<Finding> apart = all.stream()
                .flatMap(lot -> ledger().findings.of(ORGANISATION, List.of(lot), chain.size(), NOW).stream())
                .toList();
        assertThat(together).hasSameElementsAs(apart);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void aTraceHasTheFindingsOfItsLots(@ForAll @LongRange(min = 1, max = 5) long seed) {
        List<EpcisEvent> chain = shuffledChain(random(seed));
        project(chain, 10);

        for (Lot lot : ledger().lots()) {
            for (Direction direction : Direction.values()) {
                Trace trace = trace(lot, direction, chain.size());
                assertThat(ledger().findings.of(trace, NOW))
                        .as(lot.key().printed() + " " + direction)
                        .containsExactlyInAnyOrderElementsOf(
                                ledger().findings.of(ORGANISATION, trace.lotIds(), chain.size(), NOW));
            }
        }
    }

    private static Trace trace(Lot lot, Direction direction, long position) {
        return ledger().lineage.trace(lot, direction, position);
    }

    private static Set<String> eventIds(Trace trace) {
        return ledger().evidence.of(trace).events().stream()
                .map(captured -> captured.event().eventID())
                .collect(Collectors.toSet());
    }

    /** A delivered export lists whoever received a unit without a lot. */
    private static Set<String> eventIdsOfUnitsToo(Trace trace) {
        Set<String> all = new HashSet<>(eventIds(trace));
        ledger().evidence
                .ofUnitsWithoutLot(trace)
                .ifPresent(units -> units.events()
                        .forEach(captured -> all.add(captured.event().eventID())));
        return all;
    }

    /** All rows as they stand, with their log positions. */
    private static List<String> rows() {
        return ledger().jdbc.sql("""
                        select 'event' || event::text as r from event
                        union all select 'declaration' || d::text from error_declaration d
                        union all select 'lineage_event' || l::text from lineage_event l
                        union all select 'lot' || l::text from lot l
                        union all select 'event_lot' || l::text from event_lot l
                        union all select 'event_unit' || u::text from event_unit u
                        union all select 'serial_lot' || s::text from serial_lot s
                        union all select 'document' || d::text from shipping_document d
                        union all select 'containment' || c::text from containment c
                        union all select 'content' || c::text from transformed_content c
                        union all select 'unit' || u::text from transformed_unit u
                        union all select 'name' || n::text from declared_name n
                        union all select 'edge' || e::text from lot_edge e
                        union all select 'cte' || c::text from critical_tracking_event c
                        order by 1
                        """).query(String.class).list();
    }

    /** All rows, with the event's id where the table has its position, and whether the row is in force where it says until when. */
    private static List<String> tables() {
        return ledger().jdbc.sql("""
                        select 'event ' || event_id || type || event_time || (until is null) from event
                        union all select 'lot ' || lot_id || uri from lot
                        union all
                        select 'event_lot ' || concat_ws(' ', e.event_id, f.ordinal, f.lot_id, f.role, f.quantity, f.uom, f.until is null)
                          from event_lot f join event e using (position)
                        union all
                        select 'event_unit ' || concat_ws(' ', e.event_id, f.ordinal, f.unit, f.role, f.until is null)
                          from event_unit f join event e using (position)
                        union all
                        select 'serial_lot ' || concat_ws(' ', e.event_id, f.unit, f.lot_id, f.until is null)
                          from serial_lot f join event e using (position)
                        union all
                        select 'document ' || concat_ws(' ', e.event_id, f.biz_transaction, f.bare_void, f.until is null)
                          from shipping_document f join event e using (position)
                        union all
                        select 'containment ' || concat_ws(' ', f.event_id, f.ordinal, f.parent, f.child_unit, f.child_lot, f.action,
                                                           f.quantity, f.uom, f.sets, f.until is null)
                          from containment f
                        union all
                        select 'content ' || concat_ws(' ', e.event_id, f.role, f.lot_id, f.quantity, f.uom)
                          from transformed_content f join event e using (position)
                         where f.until is null
                        union all
                        select 'unit ' || concat_ws(' ', e.event_id, f.unit, f.event_time)
                          from transformed_unit f join event e using (position)
                         where f.until is null
                        union all
                        select 'interval ' || concat_ws(' ', parent, child_unit, child_lot, uom, from_time, to_time) from container_interval
                        union all
                        -- whether its amounts stand in the row depends on what was known in between; the answers compare them
                        select 'edge ' || concat_ws(' ', f.from_lot, f.to_lot, i.event_id, o.event_id, f.input_event, f.output_event)
                          from lot_edge f join event i on i.position = f.input_position join event o on o.position = f.output_position
                         where f.until is null
                        union all
                        select 'cte ' || concat_ws(' ', lot_id, event_id, cte, reason) from critical_tracking_event
                        order by 1
                        """).query(String.class).list();
    }

    private static ProjectedLedger ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}

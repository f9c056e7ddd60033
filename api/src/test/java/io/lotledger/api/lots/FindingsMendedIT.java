package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.api.lots.SampleKeys.serial;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.findings.LotFindings.OfDeclarations;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of finding comes with the events that cause it, goes with the event that mends it, and stays where one looks back. */
class FindingsMendedIT {
    private static final String PACKER = "https://id.gs1.org/414/0614141000029";
    private static final String PROCESSOR = "https://id.gs1.org/414/0614141000036";
    private static final String WAREHOUSE = "https://id.gs1.org/414/0614141000043";
    private static final String PLACED = TextLot.uri(ORGANISATION, "0614141000029", "ROM 17");
    private static final String REFERRED = TextLot.uri(ORGANISATION, TextLot.referredSource("17"), "ROM 17");
    private static final String WITHOUT_SOURCE = TextLot.uri(ORGANISATION, TextLot.UNKNOWN_SOURCE, "ROM 17");
    private static final String PLAIN = "urn:example:lots:17";
    private static final String OF_ROW = TextLot.uri(ORGANISATION, TextLot.sourceOfRow("17"), "Harvest Lettuce");

    private static @Nullable ProjectedLedger ledger;
    private final List<Object> log = new ArrayList<>();

    private record Case(FindingKind kind, String lot, List<EpcisEvent> broken, List<EpcisEvent> mending) {
        @Override
        public String toString() {
            return kind.word();
        }
    }

    @BeforeAll
    static void open() {
        ledger = new ProjectedLedger("findings_mended");
    }

    @AfterAll
    static void close() {
        ledger().close();
    }

    @Test
    void movementsWithoutALotAreSoughtInOnePartOfALongLogAfterTheOther() {
        List<Long> ends = new ArrayList<>();
        @Nullable Long after = 0L;
        while (after != null && ends.size() < 9) {
            after = ledger().findings
                    .serialsWithoutLot(new UUID(0, 9), after, 10, 50_000)
                    .next();
            if (after != null) ends.add(after);
        }

        assertThat(ends).containsExactly(20_000L, 40_000L);
    }

    private static EpcisEvent packed(String id, String place, int hour, String made) {
        return event(id)
                .at(hour)
                .step("packing")
                .at(place)
                .cases(lot("H"), 100)
                .intoCases(made, 100)
                .transformation();
    }

    private static EpcisEvent packed() {
        return packed("packed", PACKER, 2, lot("P"));
    }

    private static EpcisEvent cooled(String what) {
        return event("cooled " + what)
                .at(1)
                .step("other")
                .at(PROCESSOR)
                .cases(what, 100)
                .says("cte", "cooling")
                .object(OBSERVE);
    }

    private static EpcisEvent used(String id, int hour, int in, String made, int out) {
        return event(id)
                .at(hour)
                .step("commissioning")
                .at(PACKER)
                .cases(lot("P"), in)
                .intoCases(lot(made), out)
                .transformation();
    }

    private static EpcisEvent shipped(String id, int hour, String what, int cases) {
        return event(id)
                .at(hour)
                .step("shipping")
                .cases(what, cases)
                .paper("bol", "urn:bol:1")
                .between(PACKER, WAREHOUSE)
                .object(OBSERVE);
    }

    private static EpcisEvent shipped() {
        return shipped("shipped", 4, lot("P"), 40);
    }

    private static EpcisEvent referring(String id, String lot) {
        return event(id)
                .at(4)
                .step("shipping")
                .cases(lot, 40)
                .between(PACKER, WAREHOUSE)
                .says("tlcSourceReference", "FFRN:17")
                .object(OBSERVE);
    }

    private static EpcisEvent received(String id, int hour, int cases) {
        return event(id)
                .at(hour)
                .step("receiving")
                .at(WAREHOUSE)
                .cases(lot("P"), cases)
                .paper("bol", "urn:bol:1")
                .object(OBSERVE);
    }

    private static EpcisEvent observed(String id, String step) {
        return event(id).at(5).step(step).at(PACKER).cases(lot("P"), 1).object(OBSERVE);
    }

    static List<Case> cases() {
        String p = lot("P");
        EpcisEvent rework = used("rework", 5, 10, "P", 10);
        EpcisEvent back = event("back")
                .at(6)
                .step("commissioning")
                .cases(lot("Q"), 10)
                .intoCases(p, 10)
                .transformation();
        EpcisEvent tooMuch = received("too much", 6, 42);
        EpcisEvent second = used("second", 6, 40, "R", 40);
        EpcisEvent yield = used("yield", 5, 10, "Q", 30);
        EpcisEvent uncounted = event("uncounted")
                .at(4)
                .step("shipping")
                .ofUnknownQuantity(p)
                .between(PACKER, WAREHOUSE)
                .object(OBSERVE);
        EpcisEvent early = shipped("early", 1, p, 40);
        EpcisEvent elsewhere = packed("elsewhere", PROCESSOR, 3, p);
        EpcisEvent commissioned = event("commissioned")
                .at(2)
                .step("commissioning")
                .at(PACKER)
                .cases(p, 100)
                .object(ADD);
        EpcisEvent packedAfterCooling = event("packed after cooling")
                .at(2)
                .step("packing")
                .at(PACKER)
                .cases(lot("H"), 100)
                .intoCases(p, 100)
                .says("cte", "initialPacking")
                .says("received", List.of(new Extensions(Map.of("urn:lotledger:fsma204#cooledAt", PROCESSOR))))
                .transformation();
        EpcisEvent strange = observed("strange", "assembling");
        EpcisEvent labelled = event("labelled")
                .at(5)
                .step("inspecting")
                .at(PACKER)
                .cases(p, 1)
                .epc(serial("S1"))
                .object(OBSERVE);
        return List.of(
                new Case(
                        FindingKind.REWORK_SAME_TLC,
                        p,
                        List.of(packed(), rework),
                        List.of(errorDeclaration(rework, "urn:event:right"), used("right", 5, 10, "Q", 10))),
                new Case(
                        FindingKind.CYCLE,
                        p,
                        List.of(packed(), used("there", 5, 10, "Q", 10), back),
                        List.of(errorDeclaration(back))),
                new Case(
                        FindingKind.SHORT_RECEIPT,
                        p,
                        List.of(packed(), shipped(), received("most", 5, 38)),
                        List.of(received("the rest", 6, 2))),
                new Case(
                        FindingKind.OVER_RECEIPT,
                        p,
                        List.of(packed(), shipped(), tooMuch),
                        List.of(errorDeclaration(tooMuch), received("right", 6, 40))),
                new Case(FindingKind.UNMATCHED_SHIP, p, List.of(packed(), shipped()), List.of(received("late", 6, 40))),
                new Case(
                        FindingKind.UNMATCHED_RECEIVE,
                        p,
                        List.of(packed(), received("received", 6, 40)),
                        List.of(shipped())),
                new Case(FindingKind.UNMATCHED_COOLING, p, List.of(packedAfterCooling), List.of(cooled(lot("H")))),
                new Case(
                        FindingKind.UNMATCHED_COOLING,
                        OF_ROW,
                        List.of(cooled(OF_ROW)),
                        List.of(errorDeclaration(cooled(OF_ROW)))),
                new Case(
                        FindingKind.TLC_FIRST_SEEN_AT_SHIP,
                        p,
                        List.of(shipped(), received("received", 6, 40)),
                        List.of(packed())),
                new Case(
                        FindingKind.TLC_FIRST_SEEN_AT_RECEIVE,
                        p,
                        List.of(received("received", 6, 40)),
                        List.of(shipped(), packed())),
                new Case(
                        FindingKind.OVER_CONSUMPTION,
                        p,
                        List.of(packed(), used("first", 5, 80, "Q", 80), second),
                        List.of(errorDeclaration(second), used("right", 6, 20, "R", 20))),
                new Case(
                        FindingKind.YIELD_OUT_OF_BAND,
                        lot("Q"),
                        List.of(packed(), yield),
                        List.of(errorDeclaration(yield), used("right", 5, 30, "Q", 30))),
                new Case(
                        FindingKind.SERIAL_WITHOUT_LOT,
                        p,
                        List.of(packed(), labelled),
                        List.of(event("told")
                                .at(3)
                                .step("commissioning")
                                .at(PACKER)
                                .epc(serial("S1"))
                                .lotNumber("P")
                                .object(ADD))),
                new Case(
                        FindingKind.MISSING_TLC_SOURCE,
                        PLAIN,
                        List.of(shipped("shipped", 4, PLAIN, 40)),
                        List.of(packed("packed", PACKER, 2, PLAIN))),
                new Case(
                        FindingKind.MISSING_QUANTITY,
                        p,
                        List.of(packed(), uncounted),
                        List.of(errorDeclaration(uncounted), shipped())),
                new Case(
                        FindingKind.USE_BEFORE_CREATION,
                        p,
                        List.of(packed(), early),
                        List.of(errorDeclaration(early), shipped())),
                new Case(
                        FindingKind.SPLIT_LOT,
                        PLACED,
                        List.of(referring("placed", PLACED), referring("referred", REFERRED)),
                        List.of(errorDeclaration(referring("placed", PLACED)), shipped("right", 5, PLACED, 40))),
                new Case(
                        FindingKind.SPLIT_LOT,
                        REFERRED,
                        List.of(referring("referred", REFERRED), referring("placed", PLACED)),
                        List.of(errorDeclaration(referring("placed", PLACED)))),
                new Case(
                        FindingKind.SPLIT_LOT,
                        PLACED,
                        List.of(shipped("placed", 2, PLACED, 40), shipped("unknown", 3, WITHOUT_SOURCE, 40)),
                        List.of(
                                errorDeclaration(shipped("unknown", 3, WITHOUT_SOURCE, 40)),
                                shipped("right", 3, PLACED, 40))),
                new Case(
                        FindingKind.SPLIT_LOT,
                        WITHOUT_SOURCE,
                        List.of(shipped("unknown", 3, WITHOUT_SOURCE, 40), referring("referred", REFERRED)),
                        List.of(errorDeclaration(referring("referred", REFERRED)))),
                new Case(FindingKind.REUSED_TLC, p, List.of(packed(), elsewhere), List.of(errorDeclaration(elsewhere))),
                new Case(
                        FindingKind.AMBIGUOUS_CTE,
                        p,
                        List.of(commissioned),
                        List.of(
                                errorDeclaration(commissioned),
                                event("right")
                                        .at(2)
                                        .step("packing")
                                        .at(PACKER)
                                        .cases(p, 100)
                                        .object(ADD))),
                new Case(
                        FindingKind.UNCLASSIFIED_EVENT,
                        p,
                        List.of(packed(), strange),
                        List.of(errorDeclaration(strange), observed("right", "storing"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findingComesWithItsEventsAndGoesWithTheOneThatMendsIt(Case one) {
        ledger().reset();
        tell(one.broken());
        long broken = log.size();
        List<Finding> found = of(one, broken);
        assertThat(found).extracting(Finding::kind).contains(one.kind());
        assertThat(found).filteredOn(finding -> finding.kind() == one.kind()).allSatisfy(finding -> {
            assertThat(finding.eventIds()).isNotEmpty();
            assertThat(finding.message()).isNotBlank();
        });

        tell(one.mending());

        assertThat(of(one, log.size())).extracting(Finding::kind).doesNotContain(one.kind());
        assertThat(of(one, broken)).as("as it was known then").isEqualTo(found);
    }

    @Test
    void descriptionMendsAnUnknownPlaceAndProduct() {
        ledger().reset();
        tell(List.of(packed()));
        assertThat(kinds(lot("P"))).contains(FindingKind.UNKNOWN_LOCATION, FindingKind.UNKNOWN_PRODUCT);

        say("Location", PACKER, "name");
        assertThat(kinds(lot("P"))).contains(FindingKind.UNKNOWN_PRODUCT).doesNotContain(FindingKind.UNKNOWN_LOCATION);

        say("EPCClass", lot("P").replaceFirst("/10/.*", ""), "productName");
        assertThat(kinds(lot("P"))).doesNotContain(FindingKind.UNKNOWN_PRODUCT);
    }

    @Test
    void eventMendsTheDeclarationThatWaitedForIt() {
        ledger().reset();
        tell(List.of(packed(), errorDeclaration(shipped())));
        assertThat(ofDeclarations(FindingKind.DECLARATION_WITHOUT_EVENT, 0).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.eventIds()).containsExactly("urn:event:shipped"));

        tell(List.of(shipped()));
        assertThat(ofDeclarations(FindingKind.DECLARATION_WITHOUT_EVENT, 0).findings())
                .isEmpty();
    }

    @Test
    void correctionMendsTheDeclarationThatAnnouncedItWhicheverComesFirst() {
        EpcisEvent correction = shipped("right", 5, lot("P"), 38);
        EpcisEvent unit = event("loaded")
                .at(3)
                .step("packing")
                .in(pallet(1))
                .cases(lot("P"), 40)
                .aggregation(ADD);
        EpcisEvent gone = event("gone").at(4).step("shipping").epc(pallet(1)).object(OBSERVE);
        EpcisEvent declaration = errorDeclaration(gone, correction.eventID(), gone.eventID());
        for (List<EpcisEvent> order :
                List.of(List.of(packed(), unit, gone, declaration), List.of(declaration, gone, unit))) {
            ledger().reset();
            log.clear();
            tell(order);
            assertThat(ledger().findings.ofLot(ledger().lot(lot("P")), log.size(), NOW))
                    .filteredOn(finding -> finding.kind() == FindingKind.MISSING_CORRECTION)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.eventIds()).containsExactly("urn:event:gone");
                        assertThat(finding.message()).contains(correction.eventID());
                        assertThat(finding.details())
                                .containsEntry("corrective_event_ids", List.of(correction.eventID()));
                    });

            tell(List.of(correction));
            assertThat(ofDeclarations(FindingKind.MISSING_CORRECTION, 0).findings())
                    .isEmpty();
            assertThat(ledger().findings.ofLot(ledger().lot(lot("P")), log.size(), NOW))
                    .extracting(Finding::kind)
                    .doesNotContain(FindingKind.MISSING_CORRECTION);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void eventsThatCorrectOneAnotherInACircleLackACorrection(int length) {
        ledger().reset();
        List<EpcisEvent> events = IntStream.range(0, length)
                .mapToObj(n -> shipped("circle" + n, 4 + n, lot("P"), 40))
                .toList();
        List<String> ids = events.stream().map(EpcisEvent::eventID).toList();
        tell(List.of(packed()));
        tell(events);
        for (int n = 0; n < length; n++) tell(List.of(errorDeclaration(events.get(n), ids.get((n + 1) % length))));

        assertThat(ledger().findings.ofLot(ledger().lot(lot("P")), log.size(), NOW))
                .filteredOn(finding -> finding.kind() == FindingKind.MISSING_CORRECTION)
                .hasSize(length)
                .allSatisfy(finding -> {
                    assertThat(finding.eventIds()).containsExactlyInAnyOrderElementsOf(ids);
                    assertThat(finding.message()).contains(ids);
                });
        assertThat(ofDeclarations(FindingKind.MISSING_CORRECTION, 0).findings()).isNotEmpty();

        EpcisEvent right = shipped("right", 9, lot("P"), 38);
        tell(List.of(right, errorDeclaration(events.get(0), right.eventID())));
        assertThat(ledger().findings.ofLot(ledger().lot(lot("P")), log.size(), NOW))
                .extracting(Finding::kind)
                .doesNotContain(FindingKind.MISSING_CORRECTION);
    }

    @Test
    void declarationThatDoesNotRepeatItsEventIsFoundWhicheverComesFirst() {
        String other = "{\"eventID\":\"urn:event:shipped\",\"bizStep\":\"receiving\"}";
        EpcisEventCaptured declaration = ledger().captured(other, errorDeclaration(shipped()));
        EpcisEventCaptured event = ledger().captured(other.replace("receiving", "shipping"), shipped());
        for (List<Object> order : List.<List<Object>>of(List.of(event, declaration), List.of(declaration, event))) {
            ledger().reset();
            ledger().project(order, 2);
            assertThat(ledger().findings.ofLot(ledger().lot(lot("P")), 2, NOW))
                    .filteredOn(finding -> finding.kind() == FindingKind.DECLARATION_DIFFERS)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.eventIds()).containsExactly("urn:event:shipped");
                        assertThat(finding.message()).contains("bizStep").doesNotContain("errorDeclaration");
                    });
        }
    }

    @Test
    void findingsOfDeclarationsComePageByPage() {
        ledger().reset();
        tell(List.of(packed(), errorDeclaration(shipped()), errorDeclaration(shipped("other", 4, lot("P"), 1))));

        OfDeclarations first = ofDeclarations(FindingKind.DECLARATION_WITHOUT_EVENT, 0);
        assertThat(first.findings()).hasSize(1);
        OfDeclarations second =
                ofDeclarations(FindingKind.DECLARATION_WITHOUT_EVENT, Objects.requireNonNull(first.next()));
        assertThat(second.findings()).hasSize(1).doesNotContainAnyElementsOf(first.findings());
        assertThat(ofDeclarations(FindingKind.DECLARATION_WITHOUT_EVENT, Objects.requireNonNull(second.next()))
                        .next())
                .isNull();
    }

    @Test
    void everyKindIsShown() {
        Set<FindingKind> shown = EnumSet.copyOf(LotFindings.DECLARED);
        shown.addAll(Set.of(FindingKind.UNKNOWN_LOCATION, FindingKind.UNKNOWN_PRODUCT));
        cases().forEach(one -> shown.add(one.kind()));
        assertThat(shown).containsExactlyInAnyOrder(FindingKind.values());
    }

    private OfDeclarations ofDeclarations(FindingKind kind, long after) {
        return ledger().findings.ofDeclarations(ORGANISATION, Set.of(kind), after, 1, log.size());
    }

    private static Set<FindingKind> kinds(String lot) {
        return ledger().findings.of(ORGANISATION, List.of(ledger().lot(lot).id()), Long.MAX_VALUE, NOW).stream()
                .map(Finding::kind)
                .collect(Collectors.toSet());
    }

    private static List<Finding> of(Case one, long position) {
        return ledger().findings
                .of(ORGANISATION, List.of(ledger().lot(one.lot()).id()), position, NOW);
    }

    private void tell(List<EpcisEvent> events) {
        long first = log.size() + 1L;
        List<Object> told = new ArrayList<>();
        for (EpcisEvent event : events) told.add(ledger().captured(ORGANISATION, event));
        log.addAll(told);
        ledger().project(told, first, 3);
    }

    private void say(String vocabulary, String id, String attribute) {
        log.add(ledger().said(vocabulary, id, Map.of(attribute, List.of("Romaine"))));
        ledger().project(log.subList(log.size() - 1, log.size()), log.size(), 1);
    }

    private static ProjectedLedger ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}

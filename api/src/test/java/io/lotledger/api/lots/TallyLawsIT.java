package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.serial;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.SpreadsheetElements;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.findings.LotFindings.SerialsWithoutLot;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.tally.RequiredElements;
import io.lotledger.projections.tally.Tally;
import io.lotledger.projections.tally.TallyStep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** The tally equals a count worked out afresh, of generated chains, in any order of arrival and whenever it counts. */
class TallyLawsIT {
    private static final Instant MUCH_LATER = NOW.plus(Duration.ofDays(40));
    private static @Nullable ProjectedLedger ledger;

    @BeforeContainer
    static void open() {
        ledger = new ProjectedLedger("tally_laws");
    }

    @AfterContainer
    static void close() {
        ledger().close();
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void tallyIsTheCountWorkedOutAfresh(@ForAll long seed) {
        Random random = new Random(seed);
        List<Object> log = log(random);
        ledger().reset();
        TallyStep tally = ledger().tally(NOW);
        for (int from = 0; from < log.size(); ) {
            List<Object> some = log.subList(from, Math.min(log.size(), from + 1 + random.nextInt(9)));
            ledger().project(some, from + 1, 1 + random.nextInt(4));
            from += some.size();
            for (int steps = random.nextInt(3); steps > 0; steps--) tally.run();
        }
        finish(tally);
        assertThat(counted()).isEqualTo(afresh(log, NOW));

        finish(ledger().tally(MUCH_LATER)); // shipments become overdue by the clock alone
        assertThat(counted()).isEqualTo(afresh(log, MUCH_LATER));
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void recountLeavesTheSameCountsAndServesMeanwhile(@ForAll long seed) {
        List<Object> log = log(new Random(seed));
        ledger().reset();
        ledger().project(log, 10);
        TallyStep tally = ledger().tally(NOW);
        finish(tally);
        List<String> before = counted();

        tally.recount();
        assertThat(counted()).isEqualTo(before);
        ledger().jdbc.sql("delete from tally_event").update(); // the recount must count them afresh
        finish(tally);
        assertThat(counted()).isEqualTo(before);
        assertThat(new Tally(ledger().jdbc).progress().recountPercent()).isNull();
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void tallyThatWasDroppedIsCountedAgainFromTheLog(@ForAll long seed) {
        List<Object> log = log(new Random(seed));
        ledger().reset();
        ledger().project(log, 10);
        finish(ledger().tally(NOW));
        List<String> before = counted();

        ledger().dropTally();
        assertThat(counted()).isNotEqualTo(before);
        finish(ledger().tally(NOW));
        assertThat(counted()).isEqualTo(before);
    }

    /** A system that knows no date may send its last one. */
    @Example
    void shipmentOfTheLastDayThereIsIsCountedAndNeverOverdue() {
        String shipment = """
                {"type":"ObjectEvent","eventID":"urn:event:last","eventTime":"9999-12-31T12:00:00Z","eventTimeZoneOffset":"+00:00",\
                "epcList":[],"action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/LAST","quantity":1,"uom":"CS"}]}""";
        ledger().reset();
        ledger().project(List.of(ledger().json("urn:event:last", shipment)), 10);

        finish(ledger().tally(NOW));

        assertThat(ledger().jdbc
                        .sql("select overdue_from is null from tally_lot")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    @Example
    void lotWhoseCountFailsHoldsUpNoOther() {
        ledger().reset();
        ledger().project(List.of(shipment("A"), shipment("FAULTY"), shipment("Z")), 10);

        finish(ledger().tally(NOW, ctes -> {
            if (ctes.rows().stream()
                    .anyMatch(row -> "FAULTY".equals(row.basis().lot().lot())))
                throw new IllegalStateException("a lot that the code cannot count");
            return SpreadsheetElements.count(ctes);
        }));

        assertThat(ledger().jdbc
                        .sql("select l.lot from tally_lot t join lot l using (lot_id) order by l.lot")
                        .query(String.class)
                        .list())
                .containsExactly("A", "Z");
        assertThat(ledger().jdbc
                        .sql("select count(*) from tally_queue")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Its document was read when it was projected. */
    @Example
    void damagedEntryHoldsUpNoOtherCount() {
        EpcisEvent damaged =
                event("damaged").at(1).step("shipping").epc(serial("1")).event();
        EpcisEvent sound =
                event("sound").at(2).step("shipping").epc(serial("1")).event();
        List<Object> log = List.of(ledger().unreadable(damaged), ledger().captured(ORGANISATION, sound), shipment("A"));
        ledger().mend(damaged);
        ledger().reset();
        ledger().project(log, 10);

        ledger().unreadable(damaged);
        finish(ledger().tally(NOW));

        assertThat(ledger().jdbc
                        .sql("select position from tally_event order by position")
                        .query(Long.class)
                        .list())
                .containsExactly(2L);
        assertThat(counted()).anyMatch(count -> count.contains("lot"));
    }

    @Example
    void lotsShippedBesideAPalletAreCountedAgainWhenItsPackingComesLate() {
        String shipment = """
                {"type":"ObjectEvent","eventID":"urn:event:both","eventTime":"2026-04-01T12:00:00Z","eventTimeZoneOffset":"+00:00",\
                "epcList":["https://id.gs1.org/00/095060001343520018","https://id.gs1.org/00/095060001343520025"],\
                "action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"}}""";
        List<Object> log = List.of(
                packing("A", "095060001343520018"),
                ledger().json("urn:event:both", shipment),
                packing("B", "095060001343520025"));
        ledger().reset();
        TallyStep tally = ledger().tally(NOW);
        ledger().project(log.subList(0, 2), 1, 10);
        finish(tally);
        assertThat(counted()).anyMatch(count -> count.contains("serial_without_lot"));

        ledger().project(log.subList(2, 3), 3, 10);
        finish(tally);
        assertThat(counted()).noneMatch(count -> count.contains("serial_without_lot"));
    }

    @Example
    void palletShippedAloneIsCountedUntilItsPackingComes() {
        String shipment = """
                {"type":"ObjectEvent","eventID":"urn:event:alone","eventTime":"2026-04-01T12:00:00Z","eventTimeZoneOffset":"+00:00",\
                "epcList":["https://id.gs1.org/00/095060001343520018"],\
                "action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"}}""";
        ledger().reset();
        TallyStep tally = ledger().tally(NOW);
        ledger().project(List.of(ledger().json("urn:event:alone", shipment)), 1, 10);
        finish(tally);
        assertThat(counted()).anyMatch(count -> count.contains("serial_without_lot 0 lots, 0 overdue, 1 events"));

        ledger().project(List.of(packing("A", "095060001343520018")), 2, 10);
        finish(tally);
        assertThat(counted()).noneMatch(count -> count.contains("serial_without_lot"));
    }

    /** It names none of the lots that it links. */
    @Example
    void cycleThatAUnitMadeOfAUnitClosesIsCounted() {
        List<Object> log = Stream.of(
                        event("tank")
                                .at(1)
                                .cases(SampleKeys.lot("A"), 1)
                                .intoEpc(SampleKeys.pallet(1))
                                .transformation(),
                        event("cheese")
                                .at(3)
                                .epc(SampleKeys.pallet(2))
                                .intoCases(SampleKeys.lot("B"), 1)
                                .transformation(),
                        event("rework")
                                .at(4)
                                .cases(SampleKeys.lot("B"), 1)
                                .intoCases(SampleKeys.lot("A"), 1)
                                .transformation(),
                        event("crate")
                                .at(2)
                                .epc(SampleKeys.pallet(1))
                                .intoEpc(SampleKeys.pallet(2))
                                .transformation())
                .<Object>map(one -> ledger().captured(ORGANISATION, one))
                .toList();
        ledger().reset();
        TallyStep tally = ledger().tally(NOW);
        ledger().project(log.subList(0, 3), 1, 10);
        finish(tally);
        assertThat(counted()).noneMatch(count -> count.contains("cycle"));

        ledger().project(log.subList(3, 4), 4, 10);
        finish(tally);
        assertThat(counted()).anyMatch(count -> count.contains("cycle"));
        assertThat(counted()).isEqualTo(afresh(log, NOW));
    }

    /** Both have the finding, whichever came first, and neither when one of them is taken back. */
    @Example
    void lotThatIsRecordedAsTwoIsCountedTwice() {
        String placed = referring("placed", TextLot.uri(ORGANISATION, "9506000134352", "ROM"));
        String referred = referring("other", TextLot.uri(ORGANISATION, TextLot.referredSource("17"), "ROM"));
        String unknown = referring("other", TextLot.uri(ORGANISATION, TextLot.UNKNOWN_SOURCE, "ROM"));
        for (List<String> order : Stream.of(referred, unknown)
                .flatMap(other ->
                        Stream.of(List.of(placed, other, declared(other)), List.of(other, placed, declared(other))))
                .toList()) {
            ledger().reset();
            TallyStep tally = ledger().tally(NOW);
            List<Long> splitLots = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                String id = order.get(i).contains("urn:event:placed") ? "urn:event:placed" : "urn:event:other";
                ledger().project(List.of(ledger().json(id, order.get(i))), i + 1, 1);
                finish(tally);
                splitLots.add(ledger().jdbc
                        .sql("select count(*) from tally_finding where kind = 'split_lot'")
                        .query(Long.class)
                        .single());
            }
            assertThat(splitLots).containsExactly(0L, 2L, 0L);
        }
    }

    private static String declared(String event) {
        return event.replace(
                "\"action\"", "\"errorDeclaration\":{\"declarationTime\":\"2026-04-02T00:00:00Z\"},\"action\"");
    }

    private static String referring(String id, String lot) {
        return """
                {"@context":{"lotledger":"urn:lotledger:fsma204#"},"type":"ObjectEvent","eventID":"urn:event:%s",\
                "eventTime":"2026-04-01T12:00:00.0000001Z","eventTimeZoneOffset":"+00:00",\
                "epcList":[],"action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"%s","quantity":1,"uom":"XCS"}],"lotledger:tlcSourceReference":"FFRN:17"}""".formatted(id, lot);
    }

    @Example
    void productShippedWithoutItsLotIsCountedUntilTheShipmentIsDeclaredErroneous() {
        EpcisEvent shipment = event("loose")
                .at(1)
                .step("shipping")
                .cases("https://id.gs1.org/01/09506000134352", 40)
                .object(Action.OBSERVE);
        ledger().reset();
        TallyStep tally = ledger().tally(NOW);
        ledger().project(List.of(ledger().captured(ORGANISATION, shipment)), 1, 10);
        finish(tally);
        assertThat(counted()).anyMatch(count -> count.contains("serial_without_lot 0 lots, 0 overdue, 1 events"));
        assertThat(ledger().findings.serialsWithoutLot(ORGANISATION, 0, 10, 1).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("The shipment names a product without a lot, so it appears in no trace:"
                                + " https://id.gs1.org/01/09506000134352. Declare the event an error and send it with the lot"
                                + " in the class, as in https://id.gs1.org/01/09506000134352/10/{lot}."));

        ledger().project(List.of(ledger().captured(ORGANISATION, EventBuilder.errorDeclaration(shipment))), 2, 10);
        finish(tally);
        assertThat(counted()).noneMatch(count -> count.contains("serial_without_lot"));
        assertThat(ledger().findings.serialsWithoutLot(ORGANISATION, 0, 10, 2).findings())
                .isEmpty();
    }

    private static EpcisEventCaptured packing(String lot, String sscc) {
        return ledger().json("urn:event:packing-" + lot, """
                {"type":"AggregationEvent","eventID":"urn:event:packing-%s","eventTime":"2026-04-01T10:00:00Z","eventTimeZoneOffset":"+00:00",\
                "parentID":"https://id.gs1.org/00/%s","childEPCs":[],"action":"ADD","bizStep":"packing",\
                "childQuantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/%s","quantity":1,"uom":"CS"}]}""".formatted(lot, sscc, lot));
    }

    private static EpcisEventCaptured shipment(String lot) {
        return ledger().json("urn:event:" + lot, """
                {"type":"ObjectEvent","eventID":"urn:event:%s","eventTime":"2026-04-01T12:00:00Z","eventTimeZoneOffset":"+00:00",\
                "epcList":[],"action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/%s","quantity":1,"uom":"CS"}]}""".formatted(lot, lot));
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void eventsParkedAndTakenLaterAreCounted(@ForAll long seed) {
        assertParkedEventsAreCounted(seed);
    }

    /**
     * A declaration that is taken after the event it declares, which the log has later: its lots kept their counts. A serial in a
     * unit whose contents are declared an error.
     */
    @Example
    void declarationsParkedAndTakenLaterAreCounted() {
        for (long seed : new long[] {-1_339, -114_167}) assertParkedEventsAreCounted(seed);
    }

    private static void assertParkedEventsAreCounted(long seed) {
        Random random = new Random(seed);
        List<Object> log = log(random);
        List<EpcisEvent> stuck = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i) instanceof EpcisEventCaptured captured && random.nextInt(4) == 0) {
                EpcisEvent event = ledger().event(captured);
                stuck.add(event);
                log.set(i, ledger().unreadable(event));
            }
        }
        ledger().reset();
        ledger().project(log, 5);
        finish(ledger().tally(NOW));

        stuck.forEach(ledger()::mend);
        ledger().parked.retry(ORGANISATION, ledger().parking);
        finish(ledger().tally(NOW));
        assertThat(counted()).isEqualTo(afresh(log, NOW));
    }

    /** A shuffled chain, with places and products described before, between and after its events. */
    private static List<Object> log(Random random) {
        List<EpcisEvent> chain = random.nextBoolean() ? GeneratedChain.of(random) : GeneratedChain.ofEveryKind(random);
        List<Object> log = new ArrayList<>();
        for (EpcisEvent event : chain) log.add(ledger().captured(ORGANISATION, event));
        for (int i = random.nextInt(6); i > 0; i--) log.add(described(random));
        Collections.shuffle(log, random);
        return log;
    }

    private static Object described(Random random) {
        String place = random.nextBoolean() ? "urn:farm:1" : "urn:packer:1";
        if (random.nextBoolean()) {
            Map<String, List<String>> attributes = Map.of(
                    "urn:epcglobal:cbv:mda#name", List.of("Place " + random.nextInt(2)),
                    "urn:epcglobal:cbv:mda#telephone", List.of("+1 831 555 0145"));
            return ledger().said("urn:epcglobal:epcis:vtype:BusinessLocation", place, attributes);
        }
        String product = LotKey.of(SampleKeys.lot("L" + random.nextInt(6)))
                .map(lot ->
                        "https://id.gs1.org/01/" + requireNonNull(lot.gtin()).value())
                .orElseThrow();
        return ledger().said(
                        "urn:epcglobal:epcis:vtype:EPCClass",
                        product,
                        Map.of("urn:epcglobal:cbv:mda#descriptionShort", List.of("Romaine " + random.nextInt(2))));
    }

    private static void finish(TallyStep tally) {
        while (tally.run().counted()) {}
    }

    private static List<String> counted() {
        Tally tally = new Tally(ledger().jdbc);
        List<String> counted = new ArrayList<>();
        counted.add(tally.lots(ORGANISATION, Instant.EPOCH).total() + " lots");
        counted.add(tally.events(ORGANISATION) + " events");
        for (Tally.Findings found : tally.findings(ORGANISATION)) {
            counted.add(text(found.kind(), found.lots(), found.overdueLots(), found.events(), found.oldest()));
        }
        Tally.Readiness readiness = tally.readiness(ORGANISATION, LocalDate.EPOCH, 100);
        counted.add(readiness.lots() + " " + readiness.elements());
        readiness.foods().stream()
                .map(food -> food.gtin() + " " + food.lots() + " " + food.elements())
                .sorted()
                .forEach(counted::add);
        return counted;
    }

    private static String text(FindingKind kind, long lots, long overdue, long events, Instant oldest) {
        return "%s %d lots, %d overdue, %d events, %s".formatted(kind.word(), lots, overdue, events, oldest);
    }

    private static final class Kind {
        private int lots;
        private int overdue;
        private int events;
        private Instant oldest = Instant.MAX;

        void at(Instant time) {
            if (time.isBefore(oldest)) oldest = time;
        }
    }

    private static List<String> afresh(List<Object> log, Instant now) {
        long head = log.size();
        Map<String, Instant> times = new TreeMap<>();
        long events = 0;
        for (Object entry : log) {
            if (!(entry instanceof EpcisEventCaptured captured)) continue;
            EpcisEvent event = ledger().event(captured);
            times.put(event.eventID(), event.eventTime());
            events++;
        }
        Map<FindingKind, Kind> kinds = new TreeMap<>();
        List<Lot> lots = ledger().lots();
        for (Lot lot : lots) {
            Map<FindingKind, Boolean> ofLot = new TreeMap<>();
            for (Finding finding : ledger().findings.of(ORGANISATION, List.of(lot.id()), head, now)) {
                boolean overdue = Boolean.TRUE.equals(finding.details().get("overdue"));
                ofLot.merge(finding.kind(), overdue, Boolean::logicalOr);
                Kind kind = kinds.computeIfAbsent(finding.kind(), k -> new Kind());
                finding.eventIds().forEach(id -> kind.at(requireNonNull(times.get(id))));
            }
            ofLot.forEach((kind, overdue) -> {
                Kind of = requireNonNull(kinds.get(kind));
                of.lots++;
                if (overdue) of.overdue++;
            });
        }
        SerialsWithoutLot serials = ledger().findings.serialsWithoutLot(ORGANISATION, 0, 1_000, head);
        LotFindings.OfDeclarations declarations =
                ledger().findings.ofDeclarations(ORGANISATION, LotFindings.DECLARED, 0, 1_000, head);
        for (Finding finding : serials.findings()) {
            Kind kind = kinds.computeIfAbsent(finding.kind(), k -> new Kind());
            kind.events++;
            kind.at(requireNonNull(times.get(finding.eventIds().get(0))));
        }
        Map<String, Instant> declared = declarationTimes(log);
        for (Finding finding : declarations.findings()) {
            Kind kind = kinds.computeIfAbsent(finding.kind(), k -> new Kind());
            kind.events++;
            kind.at(requireNonNull(declared.get(finding.eventIds().get(0))));
        }
        List<String> counted = new ArrayList<>();
        counted.add(lots.size() + " lots");
        counted.add(events + " events");
        kinds.forEach((kind, of) -> counted.add(text(kind, of.lots, of.overdue, of.events, of.oldest)));
        counted.addAll(readiness(lots, head));
        return counted;
    }

    /** The chain declares all errors of one event at one time. */
    private static Map<String, Instant> declarationTimes(List<Object> log) {
        Map<String, Instant> times = new TreeMap<>();
        for (Object entry : log) {
            if (!(entry instanceof EpcisEventCaptured captured)) continue;
            EpcisEvent event = ledger().event(captured);
            var declaration = event.fields().errorDeclaration();
            if (declaration != null) times.put(event.eventID(), declaration.declarationTime());
        }
        return times;
    }

    private static List<String> readiness(List<Lot> lots, long head) {
        Map<String, long[]> sums = new TreeMap<>();
        long[] all = new long[7];
        Map<UUID, Lot> known = new TreeMap<>();
        lots.forEach(lot -> known.put(lot.id(), lot));
        if (lots.isEmpty()) return List.of("0 " + elements(all));
        ledger().evidence.ofEach(ORGANISATION, known.keySet(), head, true).forEach((id, evidence) -> {
            CriticalTrackingEvents ctes = TraceClassifier.of(evidence);
            if (ctes.rows().isEmpty()) return;
            RequiredElements elements = SpreadsheetElements.count(ctes);
            var gtin = requireNonNull(known.get(id)).key().gtin();
            add(elements, sums.computeIfAbsent(gtin == null ? "" : gtin.value(), g -> new long[7]));
            add(elements, all);
        });
        List<String> texts = new ArrayList<>();
        texts.add(all[6] + " " + elements(all));
        sums.forEach((gtin, sum) -> texts.add(gtin + " " + sum[6] + " " + elements(sum)));
        return texts;
    }

    private static void add(RequiredElements elements, long[] to) {
        to[0] += elements.all().required();
        to[1] += elements.all().present();
        to[2] += elements.codes().required();
        to[3] += elements.codes().present();
        to[4] += elements.sources().required();
        to[5] += elements.sources().present();
        to[6]++;
    }

    private static RequiredElements elements(long[] sum) {
        return new RequiredElements(
                new RequiredElements.Share(sum[0], sum[1]),
                new RequiredElements.Share(sum[2], sum[3]),
                new RequiredElements.Share(sum[4], sum[5]));
    }

    private static ProjectedLedger ledger() {
        return requireNonNull(ledger);
    }
}

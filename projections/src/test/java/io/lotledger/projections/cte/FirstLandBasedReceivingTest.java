package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.swordfish;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.lineage.Direction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstLandBasedReceivingTest {

    @Test
    void landingIsKnownByItsCatchAndNamesTheTrip() {
        CriticalTrackingEvents trace = Traced.of(
                swordfish(),
                swordfish()
                        .landedAt(DOCK)
                        .paper("cert", "urn:epcglobal:cbv:bt:9520018000004:C-1")
                        .paper("recadv", "urn:epcglobal:cbv:bt:9520018000004:R-1")
                        .paper("po", "urn:epcglobal:cbv:bt:9520018000004:P-1"),
                swordfish().shipped(DOCK, WAREHOUSE));

        assertThat(tabs(trace)).containsExactly("FirstLandBasedReceiving", "Shipping");
        FirstLandBasedReceiving row = only(trace, FirstLandBasedReceiving.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo(swordfish().key().printed());
        assertThat(text(row.species())).isEqualTo("SWORDFISH");
        assertThat(text(row.product().productName())).isEqualTo("n/a (Unpackaged)");
        assertThat(text(row.quantity())).isEqualTo("1000 pounds");
        assertThat(text(row.harvestDateStart())).isEqualTo("02/16/2026");
        assertThat(text(row.harvestDateEnd())).isEqualTo("02/18/2026");
        assertThat(text(row.harvestLocations())).isEqualTo("21.4R; 27.14.a");
        assertThat(text(row.receiver().businessName())).isEqualTo(named(DOCK));
        assertThat(text(row.sourceReference())).isEqualTo(swordfish().link());
        assertThat(text(row.landingDate())).isEqualTo("02/23/2026");
        assertThat(text(row.documents())).isEqualTo("Certificate C-1 | Receiving Advice; Purchase Order R-1; P-1");
        assertThat(text(only(trace, Shipping.class).source().businessName())).isEqualTo(named(DOCK));
    }

    @Test
    void packagedSeafoodIsDescribedAsAProduct() {
        KnownFacts known =
                KnownFacts.none().product(swordfish(), "productName", "Swordfish loins", "packagingSize", "10 lb");
        FirstLandBasedReceiving row = only(
                Traced.of(
                        swordfish(),
                        Direction.BOTH,
                        known,
                        add("landing").at(DOCK).of(swordfish().link(), "5", null)),
                FirstLandBasedReceiving.class);

        assertThat(text(row.species())).isEqualTo("n/a (Packaged)");
        assertThat(text(row.product().productName())).isEqualTo("Swordfish loins");
        assertThat(text(row.quantity())).isEqualTo("5 each");
        assertThat(row.basis().reason()).contains("names no catch area");
    }

    @Test
    void catchAreasAreFoundInsideTheListOfVessels() {
        Extensions vessel = new Extensions(Map.of(
                "urn:epcglobal:cbv:mda#catchArea", "urn:gdst:fao:77", "urn:epcglobal:cbv:mda#vesselName", "Albacora"));
        FirstLandBasedReceiving row = only(
                Traced.of(
                        swordfish(),
                        add("commissioning")
                                .at(DOCK)
                                .of(swordfish().link(), "5", "KGM")
                                .ilmd(
                                        "urn:epcglobal:cbv:mda#vesselCatchInformationList",
                                        new Extensions(Map.of(
                                                "urn:epcglobal:cbv:mda#vesselCatchInformation", List.of(vessel))))
                                .ilmd("urn:epcglobal:cbv:mda#harvestStartDate", "2026-02-01")
                                .ilmd("urn:epcglobal:cbv:mda#harvestEndDate", "2026-02-03")),
                FirstLandBasedReceiving.class);

        assertThat(text(row.harvestLocations())).isEqualTo("urn:gdst:fao:77");
        assertThat(text(row.harvestDateStart())).isEqualTo("02/01/2026");
        assertThat(text(row.harvestDateEnd())).isEqualTo("02/03/2026");
    }

    @Test
    void landingOfAnEarlierCatchTakesTheTripFromTheCatch() {
        CriticalTrackingEvents trace = Traced.of(
                swordfish(),
                add("urn:gdst:bizStep:fishingEvent")
                        .on("2026-02-16T09:00:00-05:00")
                        .of(swordfish().link(), "1000", "LBR")
                        .ilmd("catchArea", "FAO 21"),
                observe("urn:gdst:bizStep:landing")
                        .on("2026-02-23T09:00:00-05:00")
                        .at(DOCK)
                        .of(swordfish().link(), "1000", "LBR"),
                swordfish().shipped(DOCK, WAREHOUSE));

        assertThat(tabs(trace)).containsExactly("Harvesting", "FirstLandBasedReceiving", "Shipping");
        FirstLandBasedReceiving row = only(trace, FirstLandBasedReceiving.class);
        assertThat(row.basis().reason()).startsWith("ambiguous");
        assertThat(text(row.harvestLocations())).isEqualTo("FAO 21");
    }

    @Test
    void receiptOfItsOwnLandingIsNoRecordOfTheFirstLandBasedReceiver() {
        EventBuilder landed = swordfish().landedAt(DOCK).paper("cert", "urn:cert:1");
        EventBuilder received = received("2026-02-23T12:00:00-05:00", "1000").paper("recadv", "urn:recadv:1");

        CriticalTrackingEvents trace = Traced.of(swordfish(), landed, received);
        assertThat(tabs(trace)).containsExactly("FirstLandBasedReceiving");
        assertThat(text(only(trace, FirstLandBasedReceiving.class).documents()))
                .isEqualTo("Certificate urn:cert:1 | Receiving Advice urn:recadv:1");
        assertThat(reasons(trace)).anyMatch(reason -> reason.contains("21 CFR 1.1345(c)"));
        assertThat(onHand(landed, received)).isEqualTo("1000");
        assertThat(findings(landed, received)).doesNotContain(FindingKind.UNMATCHED_RECEIVE);
    }

    @Test
    void receiptOfTheMorningBeforeTheLandingIsNoUseBeforeTheLotWasMade() {
        EventBuilder landed = swordfish().landedAt(DOCK);
        EventBuilder received = received("2026-02-23T10:00:00-05:00", "1000");

        assertThat(tabs(Traced.of(swordfish(), landed, received))).containsExactly("FirstLandBasedReceiving");
        assertThat(onHand(landed, received)).isEqualTo("1000");
        assertThat(findings(landed, received))
                .doesNotContain(FindingKind.UNMATCHED_RECEIVE, FindingKind.USE_BEFORE_CREATION);
    }

    @Test
    void catchThatTheVesselShipsIsLandedAndReceivedOnce() {
        EventBuilder caught = add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-16T09:00:00-05:00")
                .at(FARM)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder sent = observe("shipping")
                .on("2026-02-22T09:00:00-05:00")
                .of(swordfish().link(), "1000", "LBR")
                .from(FARM)
                .to(DOCK)
                .paper("bol", "urn:bol:1");
        EventBuilder landed = observe("urn:gdst:bizStep:landing")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "1000", "LBR");
        for (String time : List.of("2026-02-23T10:00:00-05:00", "2026-02-23T12:00:00-05:00")) {
            EventBuilder received = received(time, "1000").paper("bol", "urn:bol:1");

            assertThat(tabs(Traced.of(swordfish(), caught, sent, landed, received)))
                    .doesNotContain("Receiving");
            assertThat(onHand(caught, sent, landed, received)).isEqualTo("1000");
            assertThat(findings(caught, sent, landed, received))
                    .doesNotContain(
                            FindingKind.OVER_RECEIPT, FindingKind.UNMATCHED_RECEIVE, FindingKind.UNMATCHED_SHIP);
        }
    }

    @Test
    void catchThatNoEventRecordsIsMadeOnTheVesselThatShipsIt() {
        EventBuilder sent = observe("shipping")
                .on("2026-02-22T09:00:00-05:00")
                .of(swordfish().link(), "1010", "LBR")
                .from(FARM)
                .to(DOCK);
        EventBuilder landed = swordfish().landedAt(DOCK);

        Balance balance = Traced.lot(swordfish(), sent, landed, received("2026-02-23T12:00:00-05:00", "1000"))
                .balance()
                .balances()
                .get(0);
        assertThat(balance.produced()).isEqualByComparingTo("1010");
        assertThat(balance.received()).isEqualByComparingTo("1000");
        assertThat(balance.shortfall()).isEqualByComparingTo("10");
        assertThat(balance.onHand()).isEqualByComparingTo("1000");
        assertThat(balance.notes()).isEmpty();
        assertThat(balance.unexplained()).isZero();
    }

    @Test
    void landingIsReceivedInPartsThatShareItsDocument() {
        EventBuilder landed = swordfish().landedAt(DOCK).paper("recadv", "urn:recadv:1");
        EventBuilder first = received("2026-02-23T12:00:00-05:00", "600").paper("recadv", "urn:recadv:1");
        EventBuilder second = received("2026-02-23T13:00:00-05:00", "400").paper("recadv", "urn:recadv:1");
        EventBuilder more = received("2026-02-23T14:00:00-05:00", "100").paper("recadv", "urn:recadv:1");

        assertThat(onHand(landed, first, second)).isEqualTo("1000");
        assertThat(onHand(landed, first, second, more)).isEqualTo("1100");
    }

    @Test
    void landedCatchThatCameBackIsReceived() {
        EventBuilder[] told = {
            swordfish().landedAt(DOCK),
            observe("shipping")
                    .on("2026-02-24T09:00:00-05:00")
                    .of(swordfish().link(), "1000", "LBR")
                    .from(DOCK)
                    .to(WAREHOUSE),
            observe("receiving")
                    .on("2026-02-24T12:00:00-05:00")
                    .of(swordfish().link(), "1000", "LBR")
                    .at(WAREHOUSE),
            observe("shipping")
                    .on("2026-02-25T09:00:00-05:00")
                    .of(swordfish().link(), "1000", "LBR")
                    .from(WAREHOUSE)
                    .to(DOCK),
            received("2026-02-25T12:00:00-05:00", "1000")
        };

        assertThat(tabs(Traced.of(swordfish(), told)))
                .filteredOn("Receiving"::equals)
                .hasSize(2);
        assertThat(onHand(told)).isEqualTo("1000");
    }

    private static EventBuilder received(String time, String pounds) {
        return observe("receiving").on(time).at(DOCK).of(swordfish().link(), pounds, "LBR");
    }

    private static String onHand(EventBuilder... told) {
        return Traced.lot(swordfish(), told)
                .balance()
                .balances()
                .get(0)
                .onHand()
                .toPlainString();
    }

    private static List<FindingKind> findings(EventBuilder... told) {
        return Traced.findings(swordfish(), told).stream().map(Finding::kind).toList();
    }

    @Test
    void fishFromAPondIsHarvestedNotLanded() {
        assertThat(tabs(Traced.of(swordfish(), swordfish().landedAt(FARM).says("containerName", "Pond 9"))))
                .containsExactly("Harvesting");
    }
}

package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.ReceivingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import org.junit.jupiter.api.Test;

class ReceivingTest {
    private static final String EVENING = "2026-04-19T18:00:00-05:00";

    private static EventBuilder palletOf(String cases) {
        return unit(PALLET, Action.ADD, "packing")
                .on("2026-04-19T08:00:00-05:00")
                .of(packedRomaine().link(), cases, "CS");
    }

    private static EventBuilder receivedPallet() {
        return unit(PALLET, Action.OBSERVE, "receiving").on(EVENING).at(WAREHOUSE);
    }

    @Test
    void childrenOfAReceivedPalletTakePrecedenceOverItsPacking() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().packedAt(PACKER, packedRomaine()),
                palletOf("500"),
                receivedPallet()
                        .of(packedRomaine().link(), "480", "CS")
                        .from(PACKER)
                        .to(WAREHOUSE)
                        .paper("recadv", "urn:epcglobal:cbv:bt:9520016000006:861-1"));

        Receiving row = only(trace, Receiving.class);
        assertThat(text(row.traceabilityLotCode()))
                .isEqualTo(packedRomaine().key().printed());
        assertThat(text(row.quantity())).isEqualTo("480 cases");
        assertThat(text(row.previousSource().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.receivedAt().businessName())).isEqualTo(named(WAREHOUSE));
        assertThat(text(row.receivingDate())).isEqualTo("04/19/2026");
        assertThat(text(row.source().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.sourceReference())).isEqualTo(packedRomaine().link());
        assertThat(text(row.documents())).isEqualTo("Receiving Advice 861-1 | n/a n/a");
    }

    @Test
    void documentThatATransactionEventAddsIsOnTheRowOfTheReceipt() {
        Receiving row = only(
                Traced.of(
                        packedRomaine(),
                        palletOf("500"),
                        receivedPallet().named("received").paper("bol", "urn:epcglobal:cbv:bt:9520014000008:B1"),
                        transaction(Action.ADD, "receiving")
                                .named("advised")
                                .on("2026-04-19T20:00:00-05:00")
                                .at(WAREHOUSE)
                                .epc(PALLET)
                                .paper("recadv", "urn:epcglobal:cbv:bt:9520016000006:R1")),
                Receiving.class);

        assertThat(row.basis().eventID()).isEqualTo("received");
        assertThat(text(row.documents())).isEqualTo("Bill of Lading B1 | Receiving Advice R1");
    }

    @Test
    void palletReceivedWithoutChildrenHoldsItsPackedContents() {
        CriticalTrackingEvents byUnit = Traced.of(packedRomaine(), palletOf("500"), receivedPallet());
        CriticalTrackingEvents byObject = Traced.of(
                packedRomaine(),
                palletOf("500"),
                observe("receiving").on(EVENING).at(WAREHOUSE).epc(PALLET));
        CriticalTrackingEvents childrenUnknown =
                Traced.of(packedRomaine(), palletOf("500"), receivedPallet().epc(CASE_ONE));

        assertThat(text(only(byUnit, Receiving.class).quantity())).isEqualTo("500 cases");
        assertThat(text(only(byObject, Receiving.class).quantity())).isEqualTo("500 cases");
        assertThat(text(only(childrenUnknown, Receiving.class).quantity())).isEqualTo("500 cases");
    }

    /** As a warehouse counts that scans the pallet and the cases' GTIN. */
    @Test
    void productCountedOnAReceivedPalletIsItsLot() {
        String product = "https://id.gs1.org/01/"
                + requireNonNull(packedRomaine().key().gtin()).value();
        EventBuilder counted =
                receivedPallet().of(product, "480", "CS").from(PACKER).to(WAREHOUSE);

        Receiving row = only(Traced.of(packedRomaine(), palletOf("500"), counted), Receiving.class);

        assertThat(text(row.traceabilityLotCode()))
                .isEqualTo(packedRomaine().key().printed());
        assertThat(text(row.quantity())).isEqualTo("480 cases");
        assertThat(text(row.previousSource().businessName())).isEqualTo(named(PACKER));
    }

    /** Nobody knows of which lot a case is missing. */
    @Test
    void productCountedOnAPalletOfSeveralOfItsLotsLeavesThemAsPacked() {
        String product = "https://id.gs1.org/01/"
                + requireNonNull(packedRomaine().key().gtin()).value();

        Receiving row = only(
                Traced.of(
                        packedRomaine("P-1"),
                        palletOf("500")
                                .of(packedRomaine("P-1").link(), "20", "CS")
                                .of(packedRomaine("P-2").link(), "30", "CS"),
                        receivedPallet().of(product, "49", "CS")),
                Receiving.class);

        assertThat(text(row.quantity())).isEqualTo("20 cases");
    }

    @Test
    void receiptOfAnInputOfADeclaredInitialPackingIsContext() {
        EventBuilder received = romaine().receivedAt(PACKER).from(FARM);
        EventBuilder packed = romaine().packedAt(PACKER, packedRomaine()).says("cte", "initialPackingExempt");

        CriticalTrackingEvents trace = Traced.of(packedRomaine(), received, packed);

        assertThat(tabs(trace)).containsExactly("InitialPackingExempt");
        assertThat(reasons(trace)).singleElement().asString().contains("21 CFR 1.1345(c)");
    }

    @Test
    void previousSourceFallsBackOnTheShipmentThatMatches() {
        EventBuilder received = observe("accepting")
                .on(EVENING)
                .at(WAREHOUSE)
                .of(packedRomaine().link(), "500", "CS")
                .paper("desadv", "urn:epcglobal:cbv:bt:9520014000008:7");
        Receiving row = only(
                Traced.of(
                        packedRomaine(),
                        packedRomaine()
                                .shipped(PACKER, WAREHOUSE)
                                .paper("desadv", "urn:epcglobal:cbv:bt:9520014000008:7"),
                        packedRomaine()
                                .shipped(FARM, WAREHOUSE)
                                .on("2026-04-19T09:00:00-04:00")
                                .paper("desadv", "urn:epcglobal:cbv:bt:9520011000001:8"),
                        packedRomaine().shipped(STORE, FARM).on("2026-04-19T10:00:00-04:00"),
                        received),
                Receiving.class);

        assertThat(text(row.previousSource().businessName())).isEqualTo(named(PACKER));
    }

    @Test
    void previousSourcesAreTheShipmentsThatTheBalanceMatches() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packedRomaine().shipped(PACKER, STORE).of(packedRomaine().link(), "40", "CS"),
                packedRomaine().shipped(WAREHOUSE, STORE).on("2026-04-19T09:00:00-04:00"),
                received("2026-04-19T16:00:00-04:00", "540"),
                received("2026-04-19T17:00:00-04:00", "500"));

        assertThat(Rows.of(trace, Receiving.class))
                .extracting(row -> text(row.quantity()) + " from "
                        + text(row.previousSource().businessName()))
                .containsExactly("540 cases from " + named(PACKER), "500 cases from " + named(WAREHOUSE));
    }

    @Test
    void receiptOfTwoShipmentsHasARowForEachSource() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packedRomaine().shipped(PACKER, STORE),
                packedRomaine().shipped(WAREHOUSE, STORE).on("2026-04-19T09:00:00-04:00"),
                received("2026-04-19T16:00:00-04:00", "1000"));

        assertThat(Rows.of(trace, Receiving.class))
                .extracting(row -> text(row.previousSource().businessName()))
                .containsExactly(named(PACKER), named(WAREHOUSE));
        assertThat(Rows.of(trace, Receiving.class))
                .allMatch(row -> row.basis()
                        .reason()
                        .endsWith("shipments from 2 places; each has a row with the whole quantity"));
    }

    private static EventBuilder received(String time, String cases) {
        return observe("receiving").on(time).at(STORE).of(packedRomaine().link(), cases, "CS");
    }

    @Test
    void shipmentElsewhereOrLaterIsNotAPreviousSource() {
        Receiving row = only(
                Traced.of(
                        packedRomaine(),
                        packedRomaine().shipped(PACKER, STORE),
                        packedRomaine().shipped(PACKER, WAREHOUSE).on("2026-04-20T08:00:00-04:00"),
                        observe("receiving")
                                .on(EVENING)
                                .at(WAREHOUSE)
                                .of(packedRomaine().link(), "500", "CS")),
                Receiving.class);

        assertThat(text(row.previousSource().businessName())).isEqualTo("missing");
    }

    @Test
    void arrivingAloneIsNotAReceiptButADocumentAddedToReceivedGoodsIs() {
        CriticalTrackingEvents arriving = Traced.of(
                packedRomaine(),
                observe("arriving").at(WAREHOUSE).of(packedRomaine().link(), "500", "CS"));
        CriticalTrackingEvents documents = Traced.of(
                packedRomaine(),
                transaction(Action.ADD, "receiving")
                        .at(WAREHOUSE)
                        .of(packedRomaine().link(), "500", "CS"));

        assertThat(arriving.rows()).isEmpty();
        assertThat(reasons(arriving)).containsExactly("arriving alone is not a receipt");
        assertThat(only(documents, Receiving.class).basis().reason()).isEqualTo("TransactionEvent ADD receiving");
        assertThat(only(
                                Traced.of(
                                        packedRomaine(),
                                        EventBuilder.unit(Food.PALLET, Action.ADD, "receiving")
                                                .at(WAREHOUSE)
                                                .of(packedRomaine().link(), "500", "CS")),
                                Receiving.class)
                        .basis()
                        .reason())
                .isEqualTo("AggregationEvent ADD receiving");
    }

    @Test
    void receiptThatCreatesTheLotIsFromAnExemptPerson() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                add("receiving")
                        .at(WAREHOUSE)
                        .of(packedRomaine().link(), "12", "CR")
                        .from(FARM),
                packedRomaine().shipped(WAREHOUSE, STORE));

        assertThat(tabs(trace)).containsExactly("ReceivingExempt", "Shipping");
        ReceivingExempt row = only(trace, ReceivingExempt.class);
        assertThat(text(row.quantity())).isEqualTo("12 crates");
        assertThat(text(row.previousSource().businessName())).isEqualTo(named(FARM));
        assertThat(text(row.receivedAt().businessName())).isEqualTo(named(WAREHOUSE));
        assertThat(text(row.sourceReference())).isEqualTo(packedRomaine().link());
        assertThat(text(only(trace, Shipping.class).source().businessName()))
                .as("the receiver is the traceability lot code source")
                .isEqualTo(named(WAREHOUSE));
    }

    @Test
    void exemptSourceOnAReceiptMakesItExempt() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(), packedRomaine().arrivedAt(WAREHOUSE, FARM).says("exemptSource", true));

        assertThat(tabs(trace)).containsExactly("ReceivingExempt");
    }

    @Test
    void exemptReceiptBeforePackingIsContext() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().receivedAt(PACKER).from(FARM).says("exemptSource", true));

        assertThat(tabs(trace)).containsExactly("Harvesting");
        assertThat(reasons(trace)).anyMatch(reason -> reason.contains("1.1345(c)"));
    }

    @Test
    void receiptOfAHarvestLotBesideAPackedOneNamesTheLotItIsContextFor() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine()),
                packedRomaine().arrivedAt(WAREHOUSE, PACKER).of(romaine().link(), "1", "LBR"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking", "Receiving");
        assertThat(reasons(trace))
                .anyMatch(reason -> reason.startsWith(romaine().key().printed() + ": receiving of a harvest lot"));
    }
}

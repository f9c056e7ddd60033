package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static io.lotledger.projections.cte.UnitEvents.NOON;
import static io.lotledger.projections.cte.UnitEvents.packed;
import static io.lotledger.projections.cte.UnitEvents.shippedUnit;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a shipment, and the cells of its row. */
class ShippingTest {
    @Test
    void transactionThatAddsADocumentToWhatLeavesIsAShipment() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                transaction(Action.ADD, "shipping")
                        .on(NOON)
                        .readAt(PACKER)
                        .of(packedRomaine().link(), "25", "CS")
                        .to(WAREHOUSE));

        assertThat(only(trace, Shipping.class).basis().reason()).isEqualTo("TransactionEvent ADD shipping");
    }

    private static EventBuilder documented(Action action, String id, int hour, String type, String number) {
        return transaction(action, "shipping")
                .named(id)
                .on("2026-04-19T%02d:00:00-05:00".formatted(hour))
                .readAt(PACKER)
                .epc(PALLET)
                .to(WAREHOUSE)
                .paper(type, "urn:epcglobal:cbv:bt:9520014000008:" + number);
    }

    private static Shipping shippedWith(EventBuilder... documented) {
        List<EventBuilder> told = new ArrayList<>(List.of(
                packed(PALLET).of(packedRomaine().link(), "25", "CS"),
                shippedUnit(PALLET).named("ship").paper("bol", "urn:epcglobal:cbv:bt:9520014000008:B1")));
        told.addAll(List.of(documented));
        return only(Traced.of(packedRomaine(), told.toArray(EventBuilder[]::new)), Shipping.class);
    }

    @Test
    void documentThatATransactionEventAddsIsOnTheRowOfTheShipment() {
        EventBuilder invoiced = documented(Action.ADD, "invoiced", 14, "inv", "I1");

        Shipping row = shippedWith(invoiced);
        assertThat(row.basis().eventID()).isEqualTo("ship");
        assertThat(text(row.documents())).isEqualTo("Bill of Lading B1 | Invoice I1");
        assertThat(text(shippedWith(documented(Action.ADD, "again", 14, "bol", "B1"))
                        .documents()))
                .as("the bill of lading again")
                .isEqualTo("Bill of Lading B1 | n/a n/a");
        assertThat(text(shippedWith(documented(Action.ADD, "ordered", 12, "po", "P1"), invoiced)
                        .documents()))
                .as("an order added as the goods left")
                .isEqualTo("Bill of Lading B1 | Purchase Order; Invoice P1; I1");
    }

    @Test
    void documentThatATransactionEventTakesAwayLeavesTheShipment() {
        EventBuilder invoiced = documented(Action.ADD, "invoiced", 14, "inv", "I1");
        EventBuilder cancelled = documented(Action.DELETE, "cancelled", 15, "inv", "I1");

        assertThat(text(shippedWith(invoiced, cancelled).documents())).isEqualTo("Bill of Lading B1 | n/a n/a");
        assertThat(text(shippedWith(invoiced, cancelled, documented(Action.ADD, "corrected", 16, "inv", "I2"))
                        .documents()))
                .isEqualTo("Bill of Lading B1 | Invoice I2");
    }

    @Test
    void destinationThatOnlyTheTransactionEventNamesIsOnTheRow() {
        Shipping row = only(
                Traced.of(
                        packedRomaine(),
                        observe("shipping")
                                .named("ship")
                                .on(NOON)
                                .readAt(PACKER)
                                .of(packedRomaine().link(), "25", "CS")
                                .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:B1"),
                        transaction(Action.ADD, "shipping")
                                .named("invoiced")
                                .on("2026-04-19T14:00:00-05:00")
                                .readAt(PACKER)
                                .of(packedRomaine().link(), "25", "CS")
                                .to(WAREHOUSE)
                                .paper("inv", "urn:epcglobal:cbv:bt:9520014000008:I1")),
                Shipping.class);

        assertThat(text(row.recipient().businessName())).isEqualTo(named(WAREHOUSE));
        assertThat(text(row.documents())).isEqualTo("Invoice I1 | Bill of Lading B1");
    }

    @Test
    void referenceThatWasNeverSentIsAGap() {
        Shipping ofNoSource =
                only(Traced.of(packedRomaine(), packedRomaine().shipped(PACKER, WAREHOUSE)), Shipping.class);
        assertThat(ofNoSource.sourceReference()).isEqualTo(Kde.MISSING);
        assertThat(ofNoSource.source()).isEqualTo(LocationDescription.missing());

        Food ownLink = new Food(packedRomaine().link().replace("id.gs1.org", "trace.brand.example"), "CS");
        Shipping ofBrand = only(Traced.of(ownLink, ownLink.shipped(PACKER, WAREHOUSE)), Shipping.class);
        assertThat(text(ofBrand.sourceReference())).isEqualTo(ownLink.link());
        assertThat(text(ofBrand.source().businessName())).isEqualTo("n/a (See Traceability Lot Code Source Reference)");
    }

    @Test
    void lotShippedInTwoUnitsOfMeasureIsARowForEach() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packedRomaine().shipped(PACKER, WAREHOUSE).of(packedRomaine().link(), "80", "KGM"));

        assertThat(Rows.of(trace, Shipping.class))
                .extracting(row -> text(row.quantity()))
                .containsExactly("500 cases", "80 kilograms");
    }

    @Test
    void serialsAreCountedWithAndWithoutTheirLot() {
        String gtin = packedRomaine().link().substring(0, packedRomaine().link().indexOf("/10/"));
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                EventBuilder.add("packing")
                        .at(PACKER)
                        .epc(gtin + "/21/A")
                        .epc(gtin + "/21/B")
                        .ilmd("cbvmda:lotNumber", "P-0418"),
                observe("shipping")
                        .on(NOON)
                        .readAt(PACKER)
                        .epc(gtin + "/21/A")
                        .epc(packedRomaine().link() + "/21/C"));

        assertThat(tabs(trace)).containsExactly("InitialPacking", "Shipping");
        assertThat(text(only(trace, CriticalTrackingEvent.InitialPacking.class).packedQuantity()))
                .isEqualTo("2 each");
        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("2 each");
    }

    @Test
    void absentQuantityIsMissing() {
        Shipping row = only(
                Traced.of(
                        packedRomaine(),
                        observe("shipping")
                                .readAt(PACKER)
                                .ofUnknownQuantity(packedRomaine().link())),
                Shipping.class);

        assertThat(text(row.quantity())).isEqualTo("missing missing");
        assertThat(text(row.recipient().businessName())).isEqualTo("missing");
        assertThat(text(row.shippedFrom().businessName())).isEqualTo(named(PACKER));
    }

    @Test
    void partOfUnknownQuantityLeavesTheSumUnknown() {
        Shipping row = only(
                Traced.of(
                        packedRomaine(),
                        observe("shipping")
                                .of(packedRomaine().link(), "5", null)
                                .ofUnknownQuantity(packedRomaine().link())),
                Shipping.class);

        assertThat(text(row.quantity())).isEqualTo("missing missing");
    }

    @Test
    void recipientIsThePlaceThenThePossessingThenTheOwningParty() {
        EventBuilder shipment =
                observe("shipping").of(packedRomaine().link(), "5", "CS").destination("owning_party", STORE);

        assertThat(text(only(Traced.of(packedRomaine(), shipment), Shipping.class)
                        .recipient()
                        .businessName()))
                .isEqualTo(named(STORE));
        shipment.destination("possessing_party", WAREHOUSE);
        assertThat(text(only(Traced.of(packedRomaine(), shipment), Shipping.class)
                        .recipient()
                        .businessName()))
                .isEqualTo(named(WAREHOUSE));
        shipment.to(PACKER);
        assertThat(text(only(Traced.of(packedRomaine(), shipment), Shipping.class)
                        .recipient()
                        .businessName()))
                .isEqualTo(named(PACKER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"departing", "urn:epcglobal:cbv:bizstep:shipping", "https://ref.gs1.org/cbv/BizStep-departing"})
    void aliasesAreShipments(String bizStep) {
        assertThat(tabs(Traced.of(
                        packedRomaine(), observe(bizStep).of(packedRomaine().link(), "5", "CS"))))
                .containsExactly("Shipping");
    }

    @Test
    void aggregationsAndTransactionsCanBeShipments() {
        CriticalTrackingEvents byUnit = Traced.of(
                packedRomaine(),
                unit(PALLET, Action.OBSERVE, "shipping").of(packedRomaine().link(), "5", "CS"));
        CriticalTrackingEvents byPaper = Traced.of(
                packedRomaine(),
                transaction(Action.OBSERVE, "shipping")
                        .of(packedRomaine().link(), "5", "CS")
                        .paper("po", "urn:epcglobal:cbv:bt:9520014000008:1"));
        CriticalTrackingEvents added = Traced.of(
                packedRomaine(),
                unit(PALLET, Action.ADD, "shipping").of(packedRomaine().link(), "5", "CS"));

        assertThat(tabs(byUnit)).containsExactly("Shipping");
        assertThat(tabs(byPaper)).containsExactly("Shipping");
        assertThat(tabs(added)).containsExactly("Shipping");
        assertThat(reasons(Traced.of(
                        packedRomaine(),
                        unit(PALLET, Action.DELETE, "shipping")
                                .of(packedRomaine().link(), "5", "CS"))))
                .containsExactly(
                        "AggregationEvent DELETE shipping does not match the pattern of a CTE: a shipment is an OBSERVE, or an ADD of an AggregationEvent or TransactionEvent");
    }
}

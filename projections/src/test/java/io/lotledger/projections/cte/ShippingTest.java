package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.CASE_TWO;
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
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippingTest {
    private static final String NOON = "2026-04-19T12:00:00-05:00";

    private static EventBuilder packed(String parent) {
        return unit(parent, Action.ADD, "packing").on(NOON);
    }

    private static EventBuilder shippedUnit(String sscc) {
        return observe("shipping")
                .on(NOON)
                .readAt(PACKER)
                .epc(sscc)
                .from(PACKER)
                .to(WAREHOUSE);
    }

    @Test
    void palletShippedAtTheInstantItIsBuiltCarriesWhatWasPackedIntoIt() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                romaine().packedAt(PACKER, packedRomaine("P-1")),
                packed(PALLET)
                        .of(packedRomaine("P-1").link(), "25", "CS")
                        .of(packedRomaine("P-2").link(), "25", "CS"),
                shippedUnit(PALLET)
                        .paper("desadv", "urn:epcglobal:cbv:bt:9520014000008:856-1")
                        .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:211-1"));

        assertThat(tabs(trace)).containsExactly("Transformation", "Shipping");
        Shipping row = only(trace, Shipping.class);
        assertThat(text(row.traceabilityLotCode()))
                .isEqualTo(packedRomaine("P-1").key().printed());
        assertThat(text(row.quantity())).isEqualTo("25 cases");
        assertThat(text(row.recipient().businessName())).isEqualTo(named(WAREHOUSE));
        assertThat(text(row.shippedFrom().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.shippingDate())).isEqualTo("04/19/2026");
        assertThat(text(row.source().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.sourceReference())).isEqualTo(packedRomaine("P-1").link());
        assertThat(text(row.documents())).isEqualTo("Advance Shipping Notice 856-1 | Bill of Lading 211-1");
        assertThat(reasons(trace)).containsExactly("holding or packing into a logistic unit, not a CTE");
    }

    @Test
    void palletShippedAsAQuantityOfOneCarriesWhatWasPackedIntoIt() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(PALLET).of(packedRomaine().link(), "25", "CS"),
                observe("shipping")
                        .on(NOON)
                        .readAt(PACKER)
                        .of(PALLET, "1", null)
                        .from(PACKER)
                        .to(WAREHOUSE));

        Shipping row = only(trace, Shipping.class);
        assertThat(text(row.quantity())).isEqualTo("25 cases");
        assertThat(text(row.recipient().businessName())).isEqualTo(named(WAREHOUSE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"ADD", "OBSERVE"})
    void shipmentThatListsAPartOfThePalletIsOfTheWholePallet(Action action) {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                packed(CASE_ONE).named("case").of(packedRomaine("P-1").link(), "6", "CS"),
                packed(PALLET).named("begun").epc(CASE_ONE),
                unit(PALLET, action, "shipping")
                        .named("loaded")
                        .on("2026-04-19T13:00:00-05:00")
                        .readAt(PACKER)
                        .of(packedRomaine("P-2").link(), "9", "CS")
                        .to(WAREHOUSE));

        Shipping row = only(trace, Shipping.class);
        assertThat(row.basis().eventID()).isEqualTo("loaded");
        assertThat(row.basis().reason()).isEqualTo("AggregationEvent " + action + " shipping");
        assertThat(text(row.quantity())).isEqualTo("6 cases");
        assertThat(text(row.recipient().businessName())).isEqualTo(named(WAREHOUSE));
    }

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
    void lotInSeveralUnitsOfOneShipmentIsOneRowAndCountedOnce() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(CASE_ONE).named("1").of(packedRomaine().link(), "3", "CS"),
                packed(CASE_TWO).named("2").of(packedRomaine().link(), "4.5", "CS"),
                packed(PALLET).named("3").epc(CASE_ONE).epc(CASE_TWO),
                shippedUnit(PALLET).epc(CASE_ONE).epc(CASE_TWO));

        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("7.5 cases");
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
    void lotNamedBesideItsPalletIsNotCountedTwice() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(PALLET).of(packedRomaine().link(), "25", "CS"),
                shippedUnit(PALLET).of(packedRomaine().link(), "25", "CS"));

        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("25 cases");
    }

    @Test
    void reusedPalletCarriesOnlyWhatItHeldThen() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                packed(PALLET).named("a").of(packedRomaine("P-1").link(), "25", "CS"),
                shippedUnit(PALLET).named("first"),
                unit(PALLET, Action.DELETE, "unpacking").on("2026-04-20T12:00:00-05:00"),
                packed(PALLET)
                        .on("2026-04-21T12:00:00-05:00")
                        .named("b")
                        .of(packedRomaine("P-2").link(), "9", "CS"),
                shippedUnit(PALLET).on("2026-04-21T13:00:00-05:00").named("second"));

        assertThat(only(trace, Shipping.class).basis().eventID()).isEqualTo("first");
        assertThat(reasons(trace)).hasSize(2).containsOnly("holding or packing into a logistic unit, not a CTE");
    }

    @Test
    void palletReceivedByListingItsChildrenIsShippedOnWithThemOnce() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                packed(PALLET).named("pack").of(packedRomaine("P-1").link(), "40", "CS"),
                shippedUnit(PALLET).named("first"),
                unit(PALLET, Action.ADD, "receiving")
                        .on("2026-04-20T12:00:00-05:00")
                        .named("receive")
                        .at(WAREHOUSE)
                        .of(packedRomaine("P-1").link(), "40", "CS"),
                shippedUnit(PALLET).on("2026-04-21T12:00:00-05:00").named("second"));

        assertThat(Rows.of(trace, Shipping.class))
                .extracting(row -> text(row.quantity()))
                .containsExactly("40 cases", "40 cases");
    }

    @Test
    void palletShippedByListingItsChildrenIsReceivedWithThemOnce() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                packed(PALLET).named("pack").of(packedRomaine("P-1").link(), "40", "CS"),
                unit(PALLET, Action.ADD, "urn:epcglobal:cbv:bizstep:shipping")
                        .on("2026-04-19T13:00:00-05:00")
                        .named("ship")
                        .readAt(PACKER)
                        .of(packedRomaine("P-1").link(), "40", "CS")
                        .to(WAREHOUSE),
                observe("receiving")
                        .on("2026-04-20T12:00:00-05:00")
                        .named("receive")
                        .at(WAREHOUSE)
                        .epc(PALLET));

        assertThat(text(only(trace, CriticalTrackingEvent.Receiving.class).quantity()))
                .isEqualTo("40 cases");
    }

    @Test
    void palletWithoutKnownContentsIsListedWithItsReason() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(PALLET)
                        .on("2026-04-20T12:00:00-05:00")
                        .of(packedRomaine().link(), "25", "CS"),
                shippedUnit(PALLET));

        assertThat(trace.rows()).isEmpty();
        assertThat(reasons(trace)).anyMatch(reason -> reason.contains("without a known lot at that time"));
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

    @Nested
    class Voided {
        private final EventBuilder shipment =
                packedRomaine().shipped(PACKER, WAREHOUSE).named("ship");

        private EventBuilder voidShipping() {
            return observe("void_shipping")
                    .on("2026-04-19T20:00:00-04:00")
                    .named("void")
                    .readAt(PACKER);
        }

        @Test
        void voidedShipmentHasNoRowAndBothEventsHaveAReason() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(), shipment, voidShipping().of(packedRomaine().link(), "500", "CS"));

            assertThat(trace.rows()).isEmpty();
            assertThat(reasons(trace)).containsExactly("shipment voided by void", "void_shipping voids ship");
        }

        @Test
        void palletIsVoidedEvenAfterItWasUnpacked() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    packed(PALLET).of(packedRomaine().link(), "25", "CS"),
                    shippedUnit(PALLET).named("ship"),
                    unit(PALLET, Action.DELETE, "unpacking").on("2026-04-19T15:00:00-04:00"),
                    voidShipping().epc(PALLET));

            assertThat(trace.rows()).isEmpty();
            assertThat(reasons(trace)).contains("shipment voided by void");
        }

        @Test
        void partialVoidLeavesTheRest() {
            Shipping row = only(
                    Traced.of(
                            packedRomaine(),
                            shipment,
                            voidShipping().of(packedRomaine().link(), "120", "CS")),
                    Shipping.class);

            assertThat(text(row.quantity())).isEqualTo("380 cases");
            assertThat(row.basis().reason()).contains("partly voided by void");
        }

        @Test
        void palletIsVoidedAfterAnotherLotOfItsShipment() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine("P-2"),
                    packed(PALLET)
                            .named("pallet")
                            .of(packedRomaine("P-1").link(), "25", "CS")
                            .of(packedRomaine("P-2").link(), "10", "CS"),
                    packed(CASE_ONE).named("case").of(packedRomaine("P-2").link(), "5", "CS"),
                    shippedUnit(PALLET).epc(CASE_ONE).named("ship"),
                    voidShipping().of(packedRomaine("P-1").link(), "25", "CS"),
                    voidShipping()
                            .named("later")
                            .on("2026-04-19T21:00:00-04:00")
                            .epc(PALLET));

            Shipping row = only(trace, Shipping.class);
            assertThat(text(row.quantity())).isEqualTo("5 cases");
            assertThat(row.basis().reason()).contains("partly voided by later");
        }

        @Test
        void otherLotsOfTheShipmentStay() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine("P-1"),
                    packedRomaine("P-1")
                            .shipped(PACKER, WAREHOUSE)
                            .of(packedRomaine("P-2").link(), "5", "CS"),
                    voidShipping().of(packedRomaine("P-2").link(), "5", "CS"));

            assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("500 cases");
        }

        @Test
        void onlyTheLatestShipmentIsVoided() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    shipment,
                    packedRomaine()
                            .shipped(PACKER, STORE)
                            .on("2026-04-19T10:00:00-04:00")
                            .named("later"),
                    packedRomaine()
                            .shipped(PACKER, STORE)
                            .on("2026-04-20T10:00:00-04:00")
                            .named("after the void"),
                    voidShipping().of(packedRomaine().link(), "500", "CS"));

            assertThat(Rows.of(trace, Shipping.class))
                    .extracting(row -> row.basis().eventID())
                    .containsExactly("ship", "after the void");
        }

        @Test
        void quantityOfTwoShipmentsVoidsBothAndTheRestIsNamed() {
            EventBuilder later = packedRomaine()
                    .shipped(PACKER, WAREHOUSE)
                    .on("2026-04-19T10:00:00-04:00")
                    .named("later");

            CriticalTrackingEvents part = Traced.of(
                    packedRomaine(),
                    shipment,
                    later,
                    voidShipping().of(packedRomaine().link(), "800", "CS"));
            CriticalTrackingEvents more = Traced.of(
                    packedRomaine(),
                    shipment,
                    later,
                    voidShipping().of(packedRomaine().link(), "1020", "CS"));

            assertThat(text(only(part, Shipping.class).quantity())).isEqualTo("200 cases");
            assertThat(only(part, Shipping.class).basis().eventID()).isEqualTo("ship");
            assertThat(more.rows()).isEmpty();
            assertThat(reasons(more))
                    .contains("void_shipping voids later, ship; 20 cases more than matching shipments carried");
        }

        private EventBuilder shippedCases(String id, int hour, String cases, String to) {
            return observe("shipping")
                    .named(id)
                    .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                    .readAt(PACKER)
                    .of(packedRomaine().link(), cases, "CS")
                    .to(to);
        }

        private List<String> shipped(EventBuilder... told) {
            return Rows.of(Traced.of(packedRomaine(), told), Shipping.class).stream()
                    .map(row -> row.basis().eventID() + " " + text(row.quantity()))
                    .toList();
        }

        @Test
        void destinationSelectsTheVoidedShipment() {
            EventBuilder toStore = shippedCases("to the store", 8, "20", STORE);
            EventBuilder toWarehouse = shippedCases("to the warehouse", 9, "20", WAREHOUSE);
            EventBuilder taken = voidShipping().of(packedRomaine().link(), "20", "CS");

            assertThat(shipped(toStore, toWarehouse, taken.to(STORE))).containsExactly("to the warehouse 20 cases");
            assertThat(shipped(
                            toStore.paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"),
                            toWarehouse.paper("bol", "urn:epcglobal:cbv:bt:9520014000008:2"),
                            taken.to(STORE)))
                    .containsExactly("to the warehouse 20 cases");
            assertThat(shipped(toWarehouse, taken.to(STORE)))
                    .as("no shipment went there")
                    .containsExactly("to the warehouse 20 cases");
        }

        @Test
        void quantitySelectsTheVoidedShipmentOfThoseThatItCanMean() {
            EventBuilder first = shippedCases("first", 8, "20", WAREHOUSE);
            EventBuilder second = shippedCases("second", 9, "15", WAREHOUSE);

            assertThat(shipped(first, second, voidShipping().of(packedRomaine().link(), "20", "CS")))
                    .containsExactly("second 15 cases");
            assertThat(shipped(first, second, voidShipping().of(packedRomaine().link(), "15", "CS")))
                    .containsExactly("first 20 cases");
            assertThat(shipped(
                            first,
                            shippedCases("to the store", 9, "15", STORE),
                            voidShipping()
                                    .of(packedRomaine().link(), "20", "CS")
                                    .to(STORE)))
                    .as("the destination precedes the quantity")
                    .containsExactly("first 20 cases");
        }

        @Test
        void sharedDocumentPrecedesALaterShipmentWithoutOne() {
            assertThat(shipped(
                            shippedCases("billed", 8, "20", WAREHOUSE)
                                    .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"),
                            shippedCases("later", 9, "30", WAREHOUSE),
                            voidShipping()
                                    .of(packedRomaine().link(), "30", "CS")
                                    .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1")))
                    .containsExactly("later 30 cases");
        }

        @Test
        void documentsOfOneLotSelectNothingForAnother() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    packedRomaine("P-9")
                            .shipped(PACKER, WAREHOUSE)
                            .named("billed")
                            .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"),
                    shipment,
                    voidShipping()
                            .of(packedRomaine().link(), "500", "CS")
                            .of(packedRomaine("P-9").link(), "500", "CS")
                            .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"));

            assertThat(trace.rows()).isEmpty();
        }

        @Test
        void documentSelectsTheVoidedShipment() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    shipment.paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"),
                    packedRomaine()
                            .shipped(PACKER, STORE)
                            .on("2026-04-19T10:00:00-04:00")
                            .named("later")
                            .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:2"),
                    voidShipping()
                            .of(packedRomaine().link(), "500", "CS")
                            .paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"));

            assertThat(only(trace, Shipping.class).basis().eventID()).isEqualTo("later");
        }

        @Test
        void documentAloneVoidsItsShipments() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    shipment.paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"),
                    voidShipping().paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"));

            assertThat(reasons(trace)).containsExactly("shipment voided by void", "void_shipping voids ship");
        }

        @Test
        void shipmentFromAnotherPlaceIsNotVoided() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    packedRomaine().shipped(FARM, WAREHOUSE),
                    voidShipping().of(packedRomaine().link(), "500", "CS"));

            assertThat(tabs(trace)).containsExactly("Shipping");
            assertThat(reasons(trace)).containsExactly("void_shipping without a known matching shipment");
        }

        @Test
        void voidedShipmentIsNotAPreviousSource() {
            CriticalTrackingEvents trace = Traced.of(
                    packedRomaine(),
                    shipment,
                    voidShipping()
                            .on("2026-04-19T09:00:00-04:00")
                            .of(packedRomaine().link(), "500", "CS"),
                    observe("receiving")
                            .on("2026-04-19T16:00:00-04:00")
                            .at(WAREHOUSE)
                            .of(packedRomaine().link(), "500", "CS"));

            assertThat(text(only(trace, CriticalTrackingEvent.Receiving.class)
                            .previousSource()
                            .businessName()))
                    .isEqualTo("missing");
        }
    }

    @Test
    void palletShippedOnADateAndPackedAndUnpackedLaterThatDayIsShippedAndReceived() {
        CriticalTrackingEvents events = Traced.of(
                packedRomaine(),
                unit(PALLET, Action.ADD, "packing")
                        .on("2026-04-19T10:00:00-04:00")
                        .at(PACKER)
                        .of(packedRomaine().link(), "40", "CS"),
                observe("shipping")
                        .on("2026-04-19T00:00:00-04:00")
                        .readAt(PACKER)
                        .epc(PALLET)
                        .to(WAREHOUSE),
                observe("receiving")
                        .on("2026-04-19T00:00:00-04:00")
                        .at(WAREHOUSE)
                        .epc(PALLET),
                unit(PALLET, Action.DELETE, "unpacking")
                        .on("2026-04-19T15:00:00-04:00")
                        .at(WAREHOUSE));

        assertThat(text(only(events, Shipping.class).quantity())).isEqualTo("40 cases");
        assertThat(text(only(events, Receiving.class).quantity())).isEqualTo("40 cases");
    }

    @Test
    void palletUnpackedOnADateWasShippedWithItsLotsThatDay() {
        CriticalTrackingEvents events = Traced.of(
                packedRomaine(),
                unit(PALLET, Action.ADD, "packing")
                        .on("2026-04-19T00:00:00-04:00")
                        .at(PACKER)
                        .of(packedRomaine().link(), "40", "CS"),
                observe("shipping")
                        .on("2026-04-19T09:00:00-04:00")
                        .readAt(PACKER)
                        .epc(PALLET)
                        .to(WAREHOUSE),
                unit(PALLET, Action.DELETE, "unpacking")
                        .on("2026-04-19T00:00:00-04:00")
                        .at(WAREHOUSE));

        assertThat(text(only(events, Shipping.class).quantity())).isEqualTo("40 cases");
    }
}

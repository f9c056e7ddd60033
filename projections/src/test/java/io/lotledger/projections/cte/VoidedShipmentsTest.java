package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static io.lotledger.projections.cte.UnitEvents.packed;
import static io.lotledger.projections.cte.UnitEvents.shippedUnit;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which shipments a {@code void_shipping} takes back, whole or in part. */
class VoidedShipmentsTest {
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
                voidShipping().named("later").on("2026-04-19T21:00:00-04:00").epc(PALLET));

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
                        voidShipping().of(packedRomaine().link(), "20", "CS").to(STORE)))
                .as("the destination precedes the quantity")
                .containsExactly("first 20 cases");
    }

    @Test
    void sharedDocumentPrecedesALaterShipmentWithoutOne() {
        assertThat(shipped(
                        shippedCases("billed", 8, "20", WAREHOUSE).paper("bol", "urn:epcglobal:cbv:bt:9520014000008:1"),
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

package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.CASE_TWO;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
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
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pallets and cases that are shipped, and the lots that they carried at that time. */
class ShippedPalletsTest {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unitPackedOnASecondPalletThatDayIsShippedOnceWithBoth(boolean isFirstPalletListedFirst) {
        String[] pallets = isFirstPalletListedFirst ? new String[] {PALLET, CASE_TWO} : new String[] {CASE_TWO, PALLET};
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(CASE_ONE).named("case").of(packedRomaine().link(), "1", "CS"),
                packed(PALLET).named("first").epc(CASE_ONE).of(packedRomaine().link(), "14", "CS"),
                packed(CASE_TWO).on("2026-04-20T00:00:00-05:00").named("second").epc(CASE_ONE),
                observe("shipping")
                        .on("2026-04-20T00:00:00-05:00")
                        .readAt(PACKER)
                        .epc(pallets)
                        .to(WAREHOUSE));

        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("15 cases");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void palletOfWhichAPartWasUsedIsShippedWithTheRest(boolean isPackedAgain) {
        EventBuilder use = transformation("commissioning")
                .named("use")
                .on("2026-04-19T13:00:00-05:00")
                .at(PACKER)
                .epc(PALLET)
                .of(packedRomaine("P-1").link(), "4", "CS")
                .into(packedRomaine("P-3").link(), "3", "CS");
        EventBuilder again = packed(isPackedAgain ? PALLET : CASE_ONE)
                .named("again")
                .on("2026-04-19T14:00:00-05:00")
                .of(packedRomaine("P-2").link(), "3", "CS");
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine("P-1"),
                packed(PALLET).of(packedRomaine("P-1").link(), "10", "CS"),
                use,
                again,
                shippedUnit(PALLET).named("ship").on("2026-04-19T15:00:00-05:00"));

        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("6 cases");
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"ADD", "OBSERVE"})
    void movementsThatListExactlyWhatWasPackedAreOfTheWholePallet(Action action) {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(CASE_ONE).named("1").of(packedRomaine().link(), "1", "CS"),
                packed(CASE_TWO).named("2").of(packedRomaine().link(), "3", "CS"),
                packed(PALLET)
                        .named("3")
                        .on("2026-04-19T13:00:00-05:00")
                        .epc(CASE_ONE, CASE_TWO)
                        .of(packedRomaine().link(), "1", "CS"),
                repeated(action, "shipping", "2026-04-19T14:00:00-05:00")
                        .readAt(PACKER)
                        .to(WAREHOUSE),
                repeated(action, "receiving", "2026-04-20T14:00:00-05:00").at(WAREHOUSE));

        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("5 cases");
        assertThat(text(only(trace, Receiving.class).quantity())).isEqualTo("5 cases");
    }

    private static EventBuilder repeated(Action action, String step, String time) {
        return unit(PALLET, action, step)
                .named(step)
                .on(time)
                .epc(CASE_TWO, CASE_ONE)
                .of(packedRomaine().link(), "1", "CS");
    }

    @Test
    void amountThatThePalletIsNotKnownToHoldLooseIsThatOfTheWholePallet() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packed(CASE_ONE).named("1").of(packedRomaine().link(), "1", "CS"),
                packed(CASE_TWO).named("2").of(packedRomaine().link(), "3", "CS"),
                packed(PALLET)
                        .named("3")
                        .on("2026-04-19T13:00:00-05:00")
                        .epc(CASE_ONE)
                        .of(packedRomaine().link(), "2", "CS"),
                repeated(Action.OBSERVE, "shipping", "2026-04-19T14:00:00-05:00")
                        .readAt(PACKER)
                        .to(WAREHOUSE));

        assertThat(text(only(trace, Shipping.class).quantity())).isEqualTo("1 cases");
    }
}

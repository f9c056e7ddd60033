package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The owner or possessor of goods is not another place: a movement that names it is not another movement. */
class PartiesOfMovementsTest {
    private static final Food LOT = packedRomaine();
    private static final String BUYER = "urn:epc:id:pgln:9521111.00001";
    private static final String OTHER_BUYER = "urn:epc:id:pgln:9521111.00002";

    @Test
    void transactionEventThatNamesTheOwnerOfAShipmentAddsItsDocument() {
        EventBuilder[] told = {
            packed(),
            shipped("shipping", 8).to(WAREHOUSE).destination("owning_party", BUYER),
            transaction(Action.OBSERVE, "shipping")
                    .named("invoiced")
                    .on("2026-04-19T09:00:00-04:00")
                    .readAt(PACKER)
                    .of(LOT.link(), "40", "CS")
                    .destination("owning_party", BUYER)
                    .paper("bol", "urn:bol:1")
                    .paper("inv", "urn:inv:1")
        };

        assertThat(balance(told).shipped()).isEqualByComparingTo("40");
        Shipping row = only(Traced.of(LOT, told), Shipping.class);
        assertThat(text(row.recipient().businessName())).isEqualTo(named(WAREHOUSE));
        assertThat(text(row.documents())).isEqualTo("Bill of Lading urn:bol:1 | Invoice urn:inv:1");
    }

    @Test
    void transactionEventThatNamesThePlaceOfABuyersGoodsHasTheRow() {
        EventBuilder[] told = {
            packed(),
            shipped("shipping", 8).destination("owning_party", BUYER),
            transaction(Action.ADD, "shipping")
                    .named("noted")
                    .on("2026-04-19T09:00:00-04:00")
                    .readAt(PACKER)
                    .of(LOT.link(), "40", "CS")
                    .to(WAREHOUSE)
                    .paper("bol", "urn:bol:1")
        };

        assertThat(balance(told).shipped()).isEqualByComparingTo("40");
        assertThat(text(only(Traced.of(LOT, told), Shipping.class).recipient().businessName()))
                .isEqualTo(named(WAREHOUSE));
    }

    @Test
    void shipmentToABuyerIsReceivedAtAPlaceOfIt() {
        EventBuilder[] told = {
            packed(),
            palletized(),
            pallet("shipping", 8).destination("owning_party", BUYER),
            observe("receiving")
                    .on("2026-04-19T12:00:00-04:00")
                    .at(WAREHOUSE)
                    .epc(PALLET)
                    .to(WAREHOUSE)
                    .destination("owning_party", BUYER)
                    .paper("bol", "urn:bol:1")
        };

        Balance balance = balance(told);
        assertThat(balance.received()).isEqualByComparingTo("40");
        assertThat(balance.inTransit().add(balance.overdue())).isZero();
        assertThat(balance.unexplained()).isZero();
        assertThat(findings(told)).doesNotContain(FindingKind.UNMATCHED_SHIP, FindingKind.UNMATCHED_RECEIVE);
        assertThat(text(only(Traced.of(LOT, told), Receiving.class)
                        .previousSource()
                        .businessName()))
                .isEqualTo(named(PACKER));
        assertThat(Traced.network(LOT, told).deliveries())
                .as("one way through the warehouse")
                .hasSize(1)
                .allMatch(delivery -> delivery.arrival() != null);
    }

    @Test
    void receiptForAnotherBuyerIsNotOfTheShipment() {
        EventBuilder[] told = {
            packed(),
            shipped("shipping", 8).destination("owning_party", BUYER),
            observe("receiving")
                    .on("2026-04-19T12:00:00-04:00")
                    .at(WAREHOUSE)
                    .of(LOT.link(), "40", "CS")
                    .destination("owning_party", OTHER_BUYER)
        };

        assertThat(findings(told)).contains(FindingKind.UNMATCHED_SHIP, FindingKind.UNMATCHED_RECEIVE);
    }

    private static EventBuilder receivedAtTheStore() {
        return observe("receiving").on("2026-04-19T12:00:00-04:00").at(STORE).of(LOT.link(), "40", "CS");
    }

    @Test
    void receiptFromAnotherPlaceIsNotOfAShipmentThatNamesNoPlace() {
        EventBuilder toABuyer = shipped("shipping", 8).destination("owning_party", BUYER);

        assertThat(findings(packed(), toABuyer, receivedAtTheStore().from(WAREHOUSE)))
                .contains(FindingKind.UNMATCHED_RECEIVE);
        assertThat(findings(
                        packed(), shipped("shipping", 8), receivedAtTheStore().from(WAREHOUSE)))
                .as("to nobody")
                .contains(FindingKind.UNMATCHED_RECEIVE);
        assertThat(findings(packed(), toABuyer, receivedAtTheStore().from(PACKER)))
                .doesNotContain(FindingKind.UNMATCHED_RECEIVE);
        assertThat(findings(packed(), toABuyer, receivedAtTheStore())).doesNotContain(FindingKind.UNMATCHED_RECEIVE);
        assertThat(findings(
                        packed(),
                        shipped("shipping", 8).to(STORE).destination("owning_party", BUYER),
                        receivedAtTheStore().from(WAREHOUSE)))
                .as("at the place of the shipment")
                .doesNotContain(FindingKind.UNMATCHED_RECEIVE);
    }

    @Test
    void receiptOfAnotherBillOfLadingIsNotOfAShipmentThatNamesNoPlace() {
        EventBuilder toABuyer = shipped("shipping", 8).destination("owning_party", BUYER);

        assertThat(findings(packed(), toABuyer, receivedAtTheStore().paper("bol", "urn:bol:2")))
                .contains(FindingKind.UNMATCHED_RECEIVE);
        assertThat(findings(packed(), toABuyer, receivedAtTheStore().paper("recadv", "urn:recadv:2")))
                .as("a receiving advice is another kind of document")
                .doesNotContain(FindingKind.UNMATCHED_RECEIVE);
    }

    @Test
    void receiptMatchesTheShipmentToItsBuyerBeforeAnEarlierOneToNobody() {
        List<Boolean> matched = Traced.lot(
                        LOT,
                        packed(),
                        shipped("shipping", 7).named("to nobody"),
                        shipped("shipping", 8).named("to the buyer").destination("owning_party", BUYER),
                        observe("receiving")
                                .on("2026-04-19T12:00:00-04:00")
                                .at(WAREHOUSE)
                                .of(LOT.link(), "40", "CS")
                                .destination("owning_party", BUYER))
                .reconciliation()
                .all()
                .stream()
                .map(shipment -> shipment.isMatched())
                .toList();

        assertThat(matched).containsExactly(false, true);
    }

    @Test
    void shipmentThatLeavesForABuyerAndIsShippedToItsPlaceIsOne() {
        EventBuilder[] told = {
            packed(),
            shipped("departing", 8).destination("owning_party", BUYER),
            shipped("shipping", 9).to(WAREHOUSE).paper("inv", "urn:inv:1")
        };

        assertThat(balance(told).shipped()).isEqualByComparingTo("40");
        Shipping row = only(Traced.of(LOT, told), Shipping.class);
        assertThat(text(row.recipient().businessName())).isEqualTo(named(WAREHOUSE));
        assertThat(text(row.documents())).contains("urn:bol:1", "urn:inv:1");
    }

    @Test
    void palletLoadedForAPlaceAndShippedToABuyerIsOneShipment() {
        EventBuilder[] told = {
            packed(),
            unit(PALLET, Action.ADD, "shipping")
                    .on("2026-04-19T08:00:00-04:00")
                    .readAt(PACKER)
                    .of(LOT.link(), "40", "CS")
                    .to(WAREHOUSE),
            pallet("shipping", 9).destination("owning_party", BUYER)
        };

        assertThat(balance(told).shipped()).isEqualByComparingTo("40");
        assertThat(text(only(Traced.of(LOT, told), Shipping.class).recipient().businessName()))
                .isEqualTo(named(WAREHOUSE));
    }

    @Test
    void recordsThatNameDifferentPlacesAreTwoShipments() {
        Balance balance = balance(
                packed(),
                shipped("departing", 8).to(STORE).destination("owning_party", BUYER),
                shipped("shipping", 9).to(WAREHOUSE).destination("owning_party", BUYER));

        assertThat(balance.shipped()).isEqualByComparingTo("80");
    }

    @Test
    void adviceThatNamesTheSellerMovesNothing() {
        Balance balance = balance(
                packed(),
                shipped("shipping", 8).to(WAREHOUSE),
                observe("receiving")
                        .on("2026-04-19T12:00:00-04:00")
                        .at(WAREHOUSE)
                        .of(LOT.link(), "40", "CS")
                        .from(PACKER),
                transaction(Action.OBSERVE, "receiving")
                        .on("2026-04-19T13:00:00-04:00")
                        .locatedAt(WAREHOUSE)
                        .of(LOT.link(), "40", "CS")
                        .source("owning_party", OTHER_BUYER)
                        .paper("recadv", "urn:recadv:1"));

        assertThat(balance.received()).isEqualByComparingTo("40");
    }

    private static EventBuilder packed() {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS");
    }

    private static EventBuilder palletized() {
        return unit(PALLET, Action.ADD, "packing")
                .on("2026-04-19T07:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "40", "CS");
    }

    private static EventBuilder shipped(String step, int hour) {
        return moved(step, hour).of(LOT.link(), "40", "CS");
    }

    private static EventBuilder pallet(String step, int hour) {
        return moved(step, hour).epc(PALLET);
    }

    private static EventBuilder moved(String step, int hour) {
        return observe(step)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .readAt(PACKER)
                .paper("bol", "urn:bol:1");
    }

    private static Balance balance(EventBuilder... told) {
        return Traced.lot(LOT, told).balance().balances().get(0);
    }

    private static List<FindingKind> findings(EventBuilder... told) {
        return Traced.findings(LOT, told).stream().map(Finding::kind).toList();
    }

    @Test
    void voidForOneOfTwoDestinationsLeavesTheShipmentToTheOther() {
        EventBuilder[] told = {
            leaves("shipping", "ships").to(WAREHOUSE).to(STORE),
            leaves("void_shipping", "not to the store")
                    .on("2026-04-19T10:00:00-04:00")
                    .to(STORE)
        };

        assertThat(Rows.of(Traced.of(packedRomaine(), told), Shipping.class))
                .extracting(row -> text(row.recipient().businessName()))
                .containsExactly(named(WAREHOUSE));
        assertThat(shippedCases(told)).isEqualByComparingTo("40");
        assertThat(shippedCases(
                        told[0],
                        told[1],
                        leaves("void_shipping", "nor to the warehouse")
                                .on("2026-04-19T11:00:00-04:00")
                                .to(WAREHOUSE)))
                .isZero();
        assertThat(shippedCases(told[0], leaves("void_shipping", "not at all").on("2026-04-19T10:00:00-04:00")))
                .isZero();
    }

    private static EventBuilder leaves(String step, String id) {
        return observe(step)
                .named(id)
                .on("2026-04-19T08:00:00-04:00")
                .readAt(PACKER)
                .of(packedRomaine().link(), "40", "CS");
    }

    private static BigDecimal shippedCases(EventBuilder... told) {
        return Traced.lot(packedRomaine(), told).balance().balances().stream()
                .map(Balance::shipped)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

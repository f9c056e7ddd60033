package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.findings.FoundInFood.LOT;
import static io.lotledger.projections.cte.findings.FoundInFood.PACKED;
import static io.lotledger.projections.cte.findings.FoundInFood.found;
import static io.lotledger.projections.cte.findings.FoundInFood.kinds;
import static io.lotledger.projections.cte.findings.FoundInFood.received;
import static io.lotledger.projections.cte.findings.FoundInFood.shipped;
import static io.lotledger.projections.cte.model.FindingKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.KnownFacts;
import io.lotledger.projections.cte.Rows;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.Finding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shipments and receipts that do not match, or not in full, and which belong together. */
class UnmatchedMovementsTest {
    @Test
    void shipmentIsUnmatchedUntilItsReceipt() {
        Finding finding = found(LOT, PACKED, shipped(40)).get(0);

        assertThat(finding.kind()).isEqualTo(UNMATCHED_SHIP);
        assertThat(finding.eventIds()).containsExactly("shipped 40");
        assertThat(finding.message()).contains("40 cases");
    }

    @Test
    void shipmentWithoutReceiptForThirtyDaysIsOverdue() {
        Finding inTime = found(LOT, PACKED, shipped(40)).get(0);
        assertThat(inTime.details()).containsEntry("overdue", false);
        Finding late =
                Traced.findings(Instant.parse("2026-05-20T12:00:00Z"), KnownFacts.none(), LOT, PACKED, shipped(40))
                        .stream()
                        .filter(finding -> finding.kind() == UNMATCHED_SHIP)
                        .findFirst()
                        .orElseThrow();

        assertThat(late.details()).containsEntry("overdue", true);
        assertThat(late.message()).contains("30 days after it left").contains("overdue");
    }

    @Test
    void findingNamesTheProblemTheQuantityAndTheKeepers() {
        KnownFacts known = KnownFacts.none().place(WAREHOUSE, "name", "North Warehouse", "telephone", "+1 555 0100");
        Finding shortReceipt = Traced.findings(Traced.NOW, known, LOT, PACKED, shipped(40), received(38)).stream()
                .filter(finding -> finding.kind() == SHORT_RECEIPT)
                .findFirst()
                .orElseThrow();

        assertThat(shortReceipt.kind().title()).isEqualTo("Less received than shipped");
        assertThat(shortReceipt.quantities()).isEqualTo("shipped 40 cases, received 38 cases, short 2 cases");
        assertThat(Rows.text(shortReceipt.ask().get(0).businessName())).isEqualTo("North Warehouse");
        assertThat(Rows.text(shortReceipt.ask().get(0).phone())).isEqualTo("+1 555 0100");
    }

    @Test
    void receiptOfLessIsShortAndOfMoreIsOver() {
        Finding under = found(LOT, PACKED, shipped(40), received(38)).get(0);
        assertThat(under.kind()).isEqualTo(SHORT_RECEIPT);
        assertThat(under.eventIds()).containsExactly("shipped 40", "received 38");
        assertThat(under.details())
                .containsEntry("ship_to", Gln.of(WAREHOUSE).orElseThrow().value());

        assertThat(kinds(LOT, PACKED, shipped(40), received(42))).containsExactly(OVER_RECEIPT);
    }

    @Test
    void lotMissingFromTheListOfAReceivedPalletIsShort() {
        EventBuilder packed = unit(PALLET, Action.ADD, "packing")
                .on("2026-04-18T12:00:00-04:00")
                .of(LOT.link(), "30", "CS")
                .of(salad().link(), "20", "CS");
        EventBuilder sent = observe("shipping")
                .on("2026-04-19T08:00:00-04:00")
                .epc(PALLET)
                .from(PACKER)
                .to(WAREHOUSE);
        EventBuilder listed = unit(PALLET, Action.OBSERVE, "receiving")
                .named("listed")
                .on("2026-04-19T12:00:00-04:00")
                .at(WAREHOUSE)
                .of(salad().link(), "20", "CS");

        List<Finding> found = found(LOT, PACKED, packed, sent, listed);
        assertThat(found).extracting(Finding::kind).containsExactly(SHORT_RECEIPT);
        assertThat(found.get(0).eventIds()).contains("listed");
    }

    @Test
    void receiptWithoutShipmentIsUnmatched() {
        assertThat(kinds(LOT, PACKED, received(40))).containsExactly(UNMATCHED_RECEIVE);
    }

    @Test
    void shipmentOfNothingNeedsNoReceipt() {
        assertThat(kinds(LOT, PACKED, shipped(0))).isEmpty();
    }

    /** A row of FDA's spreadsheet: its date at midnight, and the words of its document. */
    private static EventBuilder row(String step, String date, String number) {
        return observe(step)
                .named(step + " row")
                .on(date + "T00:00:00Z")
                .says("cte", step)
                .of(LOT.link(), "40", "CS")
                .paper("urn:lotledger:document:Bill%20of%20Lading%20%28BOL%29", "urn:epcglobal:cbv:bt:" + number);
    }

    private static EventBuilder shippedUnder(String number) {
        return shipped(40).paper("bol", "urn:epcglobal:cbv:bt:9520014000006:" + number);
    }

    @Test
    void receiptKnownByItsDateMatchesTheShipmentOfThatDay() {
        assertThat(kinds(
                        LOT,
                        PACKED,
                        shipped(40),
                        row("receiving", "2026-04-19", "B1").at(WAREHOUSE)))
                .isEmpty();
        assertThat(kinds(
                        LOT,
                        PACKED,
                        shipped(40),
                        row("receiving", "2026-04-18", "B1").at(WAREHOUSE)))
                .containsExactlyInAnyOrder(UNMATCHED_SHIP, UNMATCHED_RECEIVE);
    }

    @Test
    void documentOfTheSpreadsheetIsTheOneWithThePartnersGln() {
        EventBuilder other = shippedUnder("B2").named("other").on("2026-04-19T06:00:00-04:00");
        EventBuilder receipt = row("receiving", "2026-04-19", "B1").at(WAREHOUSE);

        List<Finding> found = found(LOT, PACKED, other, shippedUnder("B1"), receipt);

        assertThat(found).extracting(Finding::kind).containsExactly(UNMATCHED_SHIP);
        assertThat(found.get(0).eventIds()).containsExactly("other");
    }

    @Test
    void sameNumberOfTwoPartnersIsTwoDocuments() {
        EventBuilder late = shippedUnder("B1").on("2026-04-19T18:00:00-04:00");
        EventBuilder receipt = received(40).paper("bol", "urn:epcglobal:cbv:bt:9520015000005:B1");

        assertThat(kinds(LOT, PACKED, late, receipt)).containsExactlyInAnyOrder(UNMATCHED_SHIP, UNMATCHED_RECEIVE);
    }

    @Test
    void shipmentKnownByItsDateIsNotBeforeThePackingOfThatDay() {
        EventBuilder sameDay =
                row("shipping", "2026-04-18", "B1").readAt(PACKER).to(WAREHOUSE);
        EventBuilder dayBefore =
                row("shipping", "2026-04-17", "B1").readAt(PACKER).to(WAREHOUSE);

        assertThat(kinds(LOT, PACKED, sameDay)).containsExactly(UNMATCHED_SHIP);
        assertThat(kinds(LOT, PACKED, dayBefore)).contains(USE_BEFORE_CREATION);
    }
}

package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One movement told in several units of measure is no gain. No quantity is converted. */
class UnitsOfMeasureTest {
    private static final Food LOT = packedRomaine();

    private static EventBuilder packed(String quantity, String uom) {
        return add("packing")
                .named("packed")
                .on("2026-04-01T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), quantity, uom);
    }

    private static EventBuilder leaves(String step, int hour, String quantity, String uom) {
        return observe(step)
                .named(step + " at " + hour)
                .on("2026-04-02T%02d:00:00-04:00".formatted(hour))
                .readAt(PACKER)
                .to(WAREHOUSE)
                .of(LOT.link(), quantity, uom);
    }

    private static EventBuilder arrives(String quantity, String uom) {
        return arrives(3, quantity, uom);
    }

    private static EventBuilder arrives(int day, String quantity, String uom) {
        return observe("receiving")
                .named("arrives " + quantity)
                .on("2026-04-%02dT08:00:00-04:00".formatted(day))
                .at(WAREHOUSE)
                .of(LOT.link(), quantity, uom);
    }

    private static Balance only(Food lot, EventBuilder... told) {
        List<Balance> balances = Traced.lot(lot, told).balance().balances();
        assertThat(balances).hasSize(1);
        return balances.get(0);
    }

    private static List<FindingKind> kinds(Food lot, EventBuilder... told) {
        return Traced.findings(lot, told).stream().map(Finding::kind).toList();
    }

    @Test
    void movementInPoundsAndInKilogramsIsOneOfOneDocument() {
        EventBuilder[] told = {
            packed("2500", "LBR"),
            leaves("departing", 8, "100", "LBR").paper("bol", "urn:bol:1"),
            leaves("shipping", 9, "45.36", "KGM").paper("bol", "urn:bol:1"),
            arrives("45.36", "KGM").paper("bol", "urn:bol:1")
        };

        Balance balance = only(LOT, told);
        assertThat(balance.uom()).isEqualTo("LBR");
        assertThat(balance.shipped()).isEqualByComparingTo("100");
        assertThat(balance.received()).isEqualByComparingTo("100");
        assertThat(balance.unexplained()).isZero();
        assertThat(balance.onHand()).isEqualByComparingTo("2500");
        assertThat(Rows.of(Traced.of(LOT, told), Shipping.class)).hasSize(1);
        assertThat(kinds(LOT, told)).doesNotContain(FindingKind.OVER_RECEIPT, FindingKind.SHORT_RECEIPT);
    }

    @Test
    void receiptOfClearlyFewerKilogramsIsNotAllOfTheShipmentInPounds() {
        List<Balance> balances = Traced.lot(
                        LOT, packed("2500", "LBR"), leaves("shipping", 9, "100", "LBR"), arrives("40.8", "KGM"))
                .balance()
                .balances();

        assertThat(balances).as("nothing is converted: a line for each unit").hasSize(2);
        assertThat(balances)
                .filteredOn(balance -> "LBR".equals(balance.uom()))
                .singleElement()
                .satisfies(pounds -> assertThat(pounds.inTransit()).isEqualByComparingTo("100"));
        assertThat(balances)
                .filteredOn(balance -> "KGM".equals(balance.uom()))
                .singleElement()
                .satisfies(kilograms -> assertThat(kilograms.received()).isEqualByComparingTo("40.8"));
    }

    private static EventBuilder[] withBill(EventBuilder... told) {
        for (int i = 1; i < told.length; i++) told[i].paper("bol", "urn:bol:1");
        return told;
    }

    @Test
    void partsInAnotherUnitAreOfTheShipmentOfTheirDocument() {
        EventBuilder[] told = withBill(
                packed("2500", "LBR"),
                leaves("shipping", 9, "100", "LBR"),
                arrives("20", "KGM"),
                arrives(4, "15", "KGM"));

        List<Finding> findings = Traced.findings(LOT, told);
        assertThat(findings).extracting(Finding::kind).doesNotContain(FindingKind.UNMATCHED_RECEIVE);
        assertThat(findings)
                .filteredOn(finding -> finding.kind() == FindingKind.UNMATCHED_SHIP)
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).contains("35 kilograms", "another unit of measure"));
        List<Balance> balances = Traced.lot(LOT, told).balance().balances();
        assertThat(balances)
                .filteredOn(balance -> "LBR".equals(balance.uom()))
                .singleElement()
                .satisfies(pounds -> {
                    assertThat(pounds.inTransit()).isEqualByComparingTo("100");
                    assertThat(pounds.received()).as("nothing is converted").isZero();
                    assertThat(pounds.notes()).anyMatch(note -> note.contains("may have arrived"));
                });
        assertThat(balances)
                .filteredOn(balance -> "KGM".equals(balance.uom()))
                .singleElement()
                .satisfies(kilograms -> {
                    assertThat(kilograms.received()).isEqualByComparingTo("35");
                    assertThat(kilograms.notes()).anyMatch(note -> note.contains("of a shipment in pounds"));
                });
    }

    @Test
    void partsThatTogetherAreTheShipmentLeaveNoFinding() {
        EventBuilder[] told = withBill(
                packed("2500", "LBR"),
                leaves("shipping", 9, "100", "LBR"),
                arrives("20", "KGM"),
                arrives(4, "25.36", "KGM"));

        assertThat(kinds(LOT, told))
                .doesNotContain(FindingKind.UNMATCHED_SHIP, FindingKind.UNMATCHED_RECEIVE, FindingKind.SHORT_RECEIPT);
    }

    @Test
    void secondReceiptInAnotherUnitOfOneDocumentIsNoGain() {
        EventBuilder[] told = withBill(
                packed("100", "CS"),
                leaves("shipping", 9, "40", "CS"),
                arrives("500", "LBR"),
                arrives(4, "480", "LBR"));

        assertThat(only(LOT, told).received()).isEqualByComparingTo("40");
        assertThat(kinds(LOT, told)).doesNotContain(FindingKind.UNMATCHED_RECEIVE, FindingKind.OVER_RECEIPT);
    }

    @Test
    void receiptInAnotherUnitWithoutADocumentNamesTheShipmentThatItMayBeOf() {
        EventBuilder[] told = {packed("2500", "LBR"), leaves("shipping", 9, "100", "LBR"), arrives("20", "KGM")};

        List<Finding> findings = Traced.findings(LOT, told);
        assertThat(findings)
                .filteredOn(finding -> finding.kind() == FindingKind.UNMATCHED_RECEIVE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message())
                            .contains("20 kilograms", "100 pounds", "no document")
                            .doesNotContain("no matching shipment is known");
                    assertThat(finding.eventIds()).containsExactly("shipping at 9", "arrives 20");
                });
        assertThat(findings)
                .filteredOn(finding -> finding.kind() == FindingKind.UNMATCHED_SHIP)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("another unit of measure"));
    }

    @Test
    void receiptInAnotherUnitBeyondAShipmentThatHasArrivedSaysSo() {
        EventBuilder[] told = withBill(
                packed("2500", "LBR"),
                leaves("shipping", 9, "100", "LBR"),
                arrives("100", "LBR"),
                arrives(4, "20", "KGM"));

        assertThat(Traced.findings(LOT, told))
                .filteredOn(finding -> finding.kind() == FindingKind.UNMATCHED_RECEIVE)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("all of it has arrived"));
    }

    @Test
    void movementInCasesAndInPoundsIsOneOfOneDocument() {
        EventBuilder[] told = {
            packed("100", "CS"),
            leaves("departing", 8, "1000", "LBR").paper("bol", "urn:bol:1"),
            leaves("shipping", 9, "40", "CS").paper("bol", "urn:bol:1"),
            arrives("40", "CS").paper("bol", "urn:bol:1")
        };

        Balance balance = only(LOT, told);
        assertThat(balance.uom()).as("as it was packed").isEqualTo("CS");
        assertThat(balance.shipped()).isEqualByComparingTo("40");
        assertThat(balance.onHand()).isEqualByComparingTo("100");
        assertThat(balance.unexplained()).isZero();
        assertThat(Rows.of(Traced.of(LOT, told), Shipping.class)).hasSize(1);
        assertThat(Rows.of(
                        Traced.of(
                                LOT,
                                packed("100", "CS"),
                                leaves("departing", 8, "1000", "LBR"),
                                leaves("shipping", 9, "40", "CS")),
                        Shipping.class))
                .as("without a document")
                .hasSize(2);
    }

    @Test
    void receiptInAnotherUnitIsNoGain() {
        EventBuilder[] told = {packed("100", "CS"), leaves("shipping", 9, "40", "CS"), arrives("1000", "LBR")};

        Balance balance = only(LOT, told);
        assertThat(balance.received()).isEqualByComparingTo("40");
        assertThat(balance.unexplained()).isZero();
        assertThat(balance.onHand()).isEqualByComparingTo("100");
        assertThat(balance.notes()).anyMatch(note -> note.contains("1000 pounds"));
        List<Balance> twice = Traced.lot(LOT, told[0], told[1], told[2], arrives(5, "900", "LBR"))
                .balance()
                .balances();
        assertThat(twice).as("a second receipt has other goods").hasSize(2);
        assertThat(twice.get(1).received()).isEqualByComparingTo("900");
    }

    @Test
    void receiptOfOneAmountInTwoUnitsBringsItOnce() {
        for (boolean first : List.of(true, false)) {
            EventBuilder arrives = first
                    ? arrives("40", "CS").of(LOT.link(), "1000", "LBR")
                    : arrives("1000", "LBR").of(LOT.link(), "40", "CS");

            assertThat(only(LOT, packed("100", "CS"), leaves("shipping", 9, "40", "CS"), arrives)
                            .received())
                    .isEqualByComparingTo("40");
        }
    }

    @ParameterizedTest
    @CsvSource({"4, BI, 4 bins left", "2500, LBR, 2500 pounds left"})
    void harvestInKilogramsThatIsPackedInAnotherUnitIsNotUsedBeyondWhatThereWas(
            String quantity, String uom, String note) {
        EventBuilder[] told = {
            add("commissioning")
                    .named("harvest")
                    .on("2026-03-31T10:00:00-04:00")
                    .at(PACKER)
                    .of(romaine().link(), "1134", "KGM"),
            packing(quantity, uom)
        };

        assertThat(kinds(romaine(), told)).doesNotContain(FindingKind.OVER_CONSUMPTION);
        assertThat(Traced.lot(romaine(), told).balance().balances())
                .filteredOn(balance -> uom.equals(balance.uom()))
                .singleElement()
                .satisfies(balance -> assertThat(balance.notes())
                        .singleElement()
                        .asString()
                        .contains(note, "counted in another unit"));
    }

    private static EventBuilder packing(String quantity, String uom) {
        return transformation("packing")
                .named("packs")
                .on("2026-04-01T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), quantity, uom)
                .into(LOT.link(), "100", "CS");
    }
}

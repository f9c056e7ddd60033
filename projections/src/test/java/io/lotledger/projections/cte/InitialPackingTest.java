package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.FIELD;
import static io.lotledger.projections.cte.Food.HARVESTER;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.croutons;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Food.sprouts;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingSprouts;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Direction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialPackingTest {

    @Test
    void upstreamEventsFillThePackersColumns() {
        KnownFacts known = KnownFacts.none()
                .place(HARVESTER, "partyName", "Hands & Sons", "phone", "831-555-0199")
                .place(PACKER, "organizationName", "Pack It", "contactPhone", "831-555-0104")
                .product(romaine(), "productName", "Romaine, bulk", "commodity", "Lettuce", "variety", "Romaine")
                .product(
                        packedRomaine(),
                        "productName",
                        "Romaine hearts",
                        "brandName",
                        "Pack It",
                        "packagingSize",
                        "24 ct",
                        "packagingStyle",
                        "Case");
        InitialPacking row = only(
                Traced.of(
                        packedRomaine(),
                        Direction.BOTH,
                        known,
                        romaine().harvestedAt(FARM).locatedAt(FIELD),
                        romaine().takenFrom(FARM, COOLER),
                        romaine()
                                .receivedAt(COOLER)
                                .on("2026-04-17T10:00:00-04:00")
                                .from(FARM),
                        romaine().cooledAt(COOLER),
                        romaine().transported(COOLER, PACKER).source("owning_party", COOLER),
                        romaine()
                                .receivedAt(PACKER)
                                .on("2026-04-18T07:00:00-04:00")
                                .from(COOLER),
                        romaine()
                                .packedAt(PACKER, packedRomaine())
                                .on("2026-04-18T23:30:00-04:00")
                                .paper("prodorder", "urn:epcglobal:cbv:bt:9520014000008:PK-1")),
                InitialPacking.class);

        assertThat(text(row.receivedCommodity())).isEqualTo("Lettuce");
        assertThat(text(row.receivedVariety())).isEqualTo("Romaine");
        assertThat(text(row.receiveDate())).isEqualTo("04/18/2026");
        assertThat(text(row.receivedQuantity())).isEqualTo("25000 pounds");
        assertThat(text(row.farm().businessName())).isEqualTo(named(FARM));
        assertThat(text(row.field())).isEqualTo(named(FIELD));
        assertThat(text(row.container())).isEqualTo("n/a");
        assertThat(text(row.harvesterName())).isEqualTo("Hands & Sons");
        assertThat(text(row.harvesterPhone())).isEqualTo("831-555-0199");
        assertThat(text(row.harvestDate())).isEqualTo("04/17/2026");
        assertThat(text(row.cooledAt().businessName())).isEqualTo(named(COOLER));
        assertThat(text(row.coolingDate())).isEqualTo("04/17/2026");
        assertThat(text(row.traceabilityLotCode()))
                .isEqualTo(packedRomaine().key().printed());
        assertThat(text(row.product().productName())).isEqualTo("Romaine hearts");
        assertThat(text(row.product().brand())).isEqualTo("Pack It");
        assertThat(text(row.product().commodity())).isEqualTo("n/a");
        assertThat(text(row.product().packagingSize())).isEqualTo("24 ct");
        assertThat(text(row.product().packagingStyle())).isEqualTo("Case");
        assertThat(text(row.packedQuantity())).isEqualTo("500 cases");
        assertThat(text(row.packedAt().businessName())).isEqualTo("Pack It");
        assertThat(text(row.packedAt().phone())).isEqualTo("831-555-0104");
        assertThat(text(row.sourceReference())).isEqualTo(packedRomaine().link());
        assertThat(text(row.packingDate())).isEqualTo("04/18/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order PK-1 | n/a n/a");
        assertThat(row.basis().lot()).isEqualTo(packedRomaine().key());
        assertThat(row.basis().reason())
                .contains("harvest lots never packed before")
                .doesNotContain("ambiguous");
    }

    @Test
    void eventsWithOnlyADateAreStillMatched() {
        String day = "2026-04-18T00:00:00-04:00";
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM).on(day),
                romaine().takenFrom(FARM, COOLER).on(day),
                romaine().receivedAt(COOLER).on(day).named("z received").from(FARM),
                romaine().cooledAt(COOLER).on(day).named("m cooled"),
                romaine().transported(COOLER, PACKER).on(day).named("a transported"),
                romaine().receivedAt(PACKER).on(day).from(COOLER),
                romaine().packedAt(PACKER, packedRomaine()).on(day));

        InitialPacking row = only(trace, InitialPacking.class);
        assertThat(text(row.receiveDate())).isEqualTo("04/18/2026");
        assertThat(text(row.cooledAt().businessName())).isEqualTo(named(COOLER));
        assertThat(text(row.harvesterName())).isEqualTo("GLN " + HARVESTER.substring(HARVESTER.lastIndexOf('/') + 1));
        assertThat(text(only(trace, CriticalTrackingEvent.Cooling.class)
                        .recipient()
                        .businessName()))
                .isEqualTo(named(PACKER));
        assertThat(text(only(trace, CriticalTrackingEvent.Harvesting.class)
                        .recipient()
                        .businessName()))
                .isEqualTo(named(COOLER));
    }

    @Test
    void receiveDateIsMissingWhenOnlyTheCoolerReceived() {
        InitialPacking row = only(
                Traced.of(
                        packedRomaine(),
                        romaine().harvestedAt(FARM),
                        romaine().receivedAt(COOLER).from(FARM),
                        romaine().packedAt(PACKER, packedRomaine())),
                InitialPacking.class);

        assertThat(text(row.receiveDate())).isEqualTo("missing");
        assertThat(text(row.receivedQuantity()))
                .as("what went into the packing")
                .isEqualTo("25000 pounds");
        assertThat(text(row.cooledAt().businessName())).isEqualTo("n/a");
        assertThat(text(row.coolingDate())).isEqualTo("n/a");
        assertThat(text(row.harvesterName())).isEqualTo("missing");
    }

    @Test
    void writtenDeliveryHasAFieldOrAContainerAsItsFoodIsGrown() {
        InitialPacking produce = packedFrom(Map.of("growingAreaName", "Field 1"));
        InitialPacking shrimp = packedFrom(Map.of("containerName", "Pond 9"));
        InitialPacking unnamed = packedFrom(Map.of());
        InitialPacking unnamedContainer = packedFrom(Map.of("growingAreaName", "n/a"));

        assertThat(List.of(text(produce.field()), text(produce.container()))).containsExactly("Field 1", "n/a");
        assertThat(List.of(text(shrimp.field()), text(shrimp.container()))).containsExactly("n/a", "Pond 9");
        assertThat(unnamed.field().isGap()).isTrue();
        assertThat(text(unnamed.container())).as("as on Harvesting").isEqualTo("n/a");
        assertThat(text(unnamedContainer.field())).isEqualTo("n/a");
        assertThat(unnamedContainer.container().isGap()).isTrue();
    }

    private static InitialPacking packedFrom(Map<String, String> delivery) {
        Map<String, Object> received = new HashMap<>(Map.of("urn:lotledger:fsma204#commodity", "Food"));
        delivery.forEach((name, value) -> received.put("urn:lotledger:fsma204#" + name, value));
        return only(
                Traced.of(
                        packedRomaine(),
                        romaine()
                                .packedAt(PACKER, packedRomaine())
                                .says("cte", "initialPacking")
                                .says("received", List.of(new Extensions(received)))),
                InitialPacking.class);
    }

    @Test
    void oneLotPackedFromFourDeliveriesIsFourRowsWithTheOutputRepeated() {
        List<InitialPacking> rows = Rows.of(
                Traced.of(
                        packedRomaine(),
                        romaine("H-1").harvestedAt(FARM).named("h1"),
                        romaine("H-2").harvestedAt(FARM).named("h2"),
                        romaine("H-3").harvestedAt(FARM).named("h3"),
                        romaine("H-1").receivedAt(PACKER).named("r1"),
                        romaine("H-2").receivedAt(PACKER).named("r2"),
                        romaine("H-3").receivedAt(PACKER).named("r3a"),
                        romaine("H-3")
                                .receivedAt(PACKER)
                                .on("2026-04-18T06:00:00-04:00")
                                .named("r3b"),
                        romaine("H-1")
                                .packedAt(PACKER, packedRomaine())
                                .of(romaine("H-2").link(), "100", "LBR")
                                .of(romaine("H-3").link(), "100", "LBR")),
                InitialPacking.class);

        assertThat(rows).hasSize(4);
        assertThat(rows).extracting(row -> text(row.packedQuantity())).containsOnly("500 cases");
        assertThat(rows)
                .extracting(row -> text(row.receiveDate()))
                .containsExactly("04/17/2026", "04/17/2026", "04/17/2026", "04/18/2026");
    }

    @Test
    void harvestLotPackedInTwoSessionsIsAnInitialPackingBothTimes() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine("P-1")),
                romaine().packedAt(PACKER, packedRomaine("P-2")).on("2026-04-19T10:00:00-04:00"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking", "InitialPacking");
    }

    @Test
    void packingAPackedLotAgainIsATransformation() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine("P-1")),
                packedRomaine("P-1").usedAt(PROCESSOR, packedRomaine("P-2")));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking", "Transformation");
    }

    @Test
    void inputKnownOnlyFromItsCoolingMakesAnAmbiguousInitialPacking() {
        InitialPacking row = only(
                Traced.of(
                        packedRomaine(),
                        romaine()
                                .receivedAt(COOLER)
                                .on("2026-04-17T10:00:00-04:00")
                                .from(FARM),
                        romaine().cooledAt(COOLER),
                        romaine().packedAt(PACKER, packedRomaine())),
                InitialPacking.class);

        assertThat(row.basis().reason()).startsWith("ambiguous").contains("harvest is not known");
        assertThat(text(row.farm().businessName())).isEqualTo(named(FARM));
        assertThat(text(row.harvestDate())).isEqualTo("missing");
    }

    @Test
    void inputOfUnknownOriginMakesATransformation() {
        assertThat(tabs(Traced.of(packedRomaine(), romaine().packedAt(PACKER, packedRomaine()))))
                .containsExactly("Transformation");
    }

    @Test
    void harvestLotsMixedWithOthersMakeAnAmbiguousTransformation() {
        CriticalTrackingEvents trace = Traced.of(
                salad(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, salad()).of(packedRomaine().link(), "5", "CS"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "Transformation", "Transformation");
        assertThat(trace.rows().get(1).basis().reason()).startsWith("ambiguous");
    }

    @Test
    void packagingOffTheListDoesNotMakeAPackingATransformation() {
        KnownFacts known = KnownFacts.none().product(croutons(), "foodTraceabilityListCategory", "none");
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                Direction.BACKWARD,
                known,
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine()).of(croutons().link(), "5", "CS"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking");
    }

    @Test
    void otherStepMakesATransformationOfHarvestLots() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                transformation("commingling")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PACKER)
                        .of(romaine().link(), "1", "LBR")
                        .into(packedRomaine().link(), "1", "CS"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "Transformation");
    }

    @Test
    void lotPackedUnderItsHarvestCodeIsHarvestedPackedAndThenShipped() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().takenFrom(FARM, PACKER),
                romaine().receivedAt(PACKER).from(FARM),
                add("packing")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PACKER)
                        .of(romaine().link(), "500", "CS"),
                romaine().shipped(PACKER, WAREHOUSE));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking", "Shipping");
        InitialPacking row = only(trace, InitialPacking.class);
        assertThat(text(row.receiveDate())).isEqualTo("04/17/2026");
        assertThat(text(row.farm().businessName())).isEqualTo(named(FARM));
        assertThat(text(only(trace, CriticalTrackingEvent.Shipping.class)
                        .source()
                        .businessName()))
                .isEqualTo(named(PACKER));
    }

    @Test
    void lotPackedWithNothingBeforeItIsAnInitialPackingFullOfGaps() {
        InitialPacking row = only(
                Traced.of(
                        packedRomaine(),
                        add("packing").at(PACKER).of(packedRomaine().link(), "500", "CS")),
                InitialPacking.class);

        assertThat(row.basis().reason()).contains("no known harvest");
        assertThat(text(row.farm().businessName())).isEqualTo("missing");
        assertThat(text(row.receivedQuantity())).isEqualTo("missing missing");
        assertThat(text(row.packedAt().businessName())).isEqualTo(named(PACKER));
    }

    @Test
    void commissioningALotOfATransformationIsNotASecondCreation() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine()),
                add("commissioning")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PACKER)
                        .of(packedRomaine().link(), "500", "CS"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking");
        assertThat(reasons(trace)).anyMatch(reason -> reason.contains("not new here"));
    }

    @Test
    void packingFromAnExemptPersonHasItsOwnTab() {
        InitialPackingExempt row = only(
                Traced.of(
                        packedRomaine(),
                        romaine().harvestedAt(FARM),
                        romaine().receivedAt(PACKER).from(FARM),
                        romaine().packedAt(PACKER, packedRomaine()).says("exemptSource", true)),
                InitialPackingExempt.class);

        assertThat(text(row.receivedFrom().businessName())).isEqualTo(named(FARM));
        assertThat(text(row.receiveDate())).isEqualTo("04/17/2026");
        assertThat(text(row.packedAt().businessName())).isEqualTo(named(PACKER));
    }

    @Test
    void documentThatATransactionEventAddsToAReceiptIsNoSecondDelivery() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                romaine().receivedAt(PACKER).from(FARM).paper("bol", "urn:epcglobal:cbv:bt:9520014000008:B1"),
                transaction(Action.ADD, "receiving")
                        .named("advised")
                        .on("2026-04-17T17:00:00-04:00")
                        .at(PACKER)
                        .of(romaine().link(), "25000", "LBR")
                        .paper("recadv", "urn:epcglobal:cbv:bt:9520014000008:R1"),
                romaine().packedAt(PACKER, packedRomaine()));

        assertThat(Rows.of(trace, InitialPacking.class)).hasSize(1);
    }

    @Test
    void packingOfANewLotFromAnExemptPersonHasItsOwnTab() {
        EventBuilder packed = add("packing")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(packedRomaine().link(), "50", "CS")
                .says("exemptSource", true);

        InitialPackingExempt row = only(Traced.of(packedRomaine(), packed), InitialPackingExempt.class);
        assertThat(row.basis().reason())
                .isEqualTo("ObjectEvent ADD packing of a lot with no known harvest;"
                        + " lotledger:exemptSource declares an exempt person as source");
        assertThat(Traced.lot(
                                packedRomaine(),
                                packed,
                                add("packing")
                                        .named("more")
                                        .on("2026-04-18T11:00:00-04:00")
                                        .at(PACKER)
                                        .of(packedRomaine().link(), "20", "CS"))
                        .balance()
                        .balances()
                        .get(0)
                        .produced())
                .isEqualByComparingTo("70");
    }

    @Test
    void declaredInitialPackingFromAnExemptPersonHasItsOwnTab() {
        CriticalTrackingEvents transformed = Traced.of(
                packedRomaine(),
                romaine()
                        .packedAt(PACKER, packedRomaine())
                        .says("cte", "initialPacking")
                        .says("exemptSource", true));
        CriticalTrackingEvents added = Traced.of(
                packedRomaine(),
                add("packing")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PACKER)
                        .of(packedRomaine().link(), "50", "CS")
                        .says("cte", "initialPacking")
                        .says("exemptSource", true));

        for (CriticalTrackingEvents trace : List.of(transformed, added)) {
            assertThat(only(trace, InitialPackingExempt.class).basis().reason())
                    .isEqualTo("lotledger:cte is initialPacking;"
                            + " lotledger:exemptSource declares an exempt person as source");
            assertThat(Rows.of(trace, InitialPacking.class)).isEmpty();
        }
    }

    @Test
    void exemptSourceMakesAPackingWhenInputsAreUnknown() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().packedAt(PACKER, packedRomaine()).from(FARM).says("exemptSource", "true"));

        InitialPackingExempt row = only(trace, InitialPackingExempt.class);
        assertThat(row.basis().reason()).startsWith("ambiguous");
        assertThat(text(row.receivedFrom().businessName())).isEqualTo(named(FARM));
    }

    @Test
    void sproutsHaveARowOnBothTabsJoinedByTheirDocument() {
        Extensions seed = new Extensions(Map.ofEntries(
                Map.entry("urn:lotledger:fsma204#grower", FARM),
                Map.entry("urn:lotledger:fsma204#harvestDate", "2025-09-01"),
                Map.entry("urn:lotledger:fsma204#conditioner", "Clean Seed Co"),
                Map.entry("urn:lotledger:fsma204#conditionerLot", "C-1"),
                Map.entry("urn:lotledger:fsma204#conditionerDate", "2025-10-01"),
                Map.entry("urn:lotledger:fsma204#packinghouse", PACKER),
                Map.entry("urn:lotledger:fsma204#packingDate", "2025-10-09"),
                Map.entry("urn:lotledger:fsma204#packingLot", "PL-1"),
                Map.entry("urn:lotledger:fsma204#supplier", PROCESSOR),
                Map.entry("urn:lotledger:fsma204#masterLot", "M-1"),
                Map.entry("urn:lotledger:fsma204#newLot", "N-1"),
                Map.entry("urn:lotledger:fsma204#taxon", "Vigna radiata"),
                Map.entry("urn:lotledger:fsma204#growingSpecifications", "GAP"),
                Map.entry("urn:lotledger:fsma204#packaging", "50 lb bag"),
                Map.entry("urn:lotledger:fsma204#antimicrobialTreatment", "Calcium hypochlorite"),
                Map.entry("urn:lotledger:fsma204#receiveDate", "2026-03-01T08:00:00-05:00")));
        CriticalTrackingEvents trace = Traced.of(
                sprouts(),
                add("packing")
                        .at(PACKER)
                        .of(sprouts().link(), "40", "CS")
                        .says("seed", seed)
                        .paper("prodorder", "urn:epcglobal:cbv:bt:9520014000008:SPR-1"));

        assertThat(tabs(trace)).containsExactlyInAnyOrder("InitialPacking", "InitialPackingSprouts");
        InitialPackingSprouts row = only(trace, InitialPackingSprouts.class);
        assertThat(text(row.grower().businessName())).isEqualTo(named(FARM));
        assertThat(text(row.seedHarvestDate())).isEqualTo("09/01/2025");
        assertThat(text(row.conditioner().businessName())).isEqualTo("Clean Seed Co");
        assertThat(text(row.conditionerLot())).isEqualTo("C-1");
        assertThat(text(row.conditioningDate())).isEqualTo("10/01/2025");
        assertThat(text(row.packinghouse().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.seedPackingDate())).isEqualTo("10/09/2025");
        assertThat(text(row.packinghouseLot())).isEqualTo("PL-1");
        assertThat(text(row.repacker().city())).isEqualTo("n/a");
        assertThat(text(row.repackingDate())).isEqualTo("n/a");
        assertThat(text(row.supplier().businessName())).isEqualTo(named(PROCESSOR));
        assertThat(text(row.supplierMasterLot())).isEqualTo("M-1");
        assertThat(text(row.supplierSubLot())).isEqualTo("n/a");
        assertThat(text(row.sprouterLot())).isEqualTo("N-1");
        assertThat(text(row.seedType())).isEqualTo("Vigna radiata");
        assertThat(text(row.growingSpecifications())).isEqualTo("GAP");
        assertThat(text(row.packaging())).isEqualTo("50 lb bag");
        assertThat(text(row.antimicrobialTreatment())).isEqualTo("Calcium hypochlorite");
        assertThat(text(row.receiveDate())).isEqualTo("03/01/2026");
        assertThat(row.documents()).isEqualTo(only(trace, InitialPacking.class).documents());
    }

    @Test
    void explicitHarvesterNeedsNoTransport() {
        InitialPacking row = only(
                Traced.of(
                        packedRomaine(),
                        romaine().harvestedAt(FARM).says("harvester", "Hands & Sons"),
                        romaine().packedAt(PACKER, packedRomaine())),
                InitialPacking.class);

        assertThat(text(row.harvesterName())).isEqualTo("Hands & Sons");
        assertThat(text(row.harvesterPhone())).isEqualTo("missing");
    }
}

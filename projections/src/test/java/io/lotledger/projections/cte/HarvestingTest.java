package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.FIELD;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.swordfish;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarvestingTest {
    private static final KnownFacts KNOWN = KnownFacts.none()
            .place(
                    FARM,
                    "name",
                    "Sunny Farm",
                    "telephone",
                    "831-555-0101",
                    "streetAddress",
                    "1 Field Rd",
                    "city",
                    "Salinas",
                    "state",
                    "CA",
                    "postalCode",
                    "01234",
                    "countryCode",
                    "US")
            .place(FIELD, "name", "Block 7")
            .product(romaine(), "productName", "Romaine hearts", "commodity", "Lettuce", "variety", "Romaine");

    @ParameterizedTest
    @ValueSource(strings = {"GTIN 09506000134352", "urn:example:lot:7"})
    void identifierInPlaceOfACommodityDescribesNothing(String identifier) {
        Harvesting row = only(
                Traced.of(
                        romaine(),
                        Direction.BOTH,
                        KnownFacts.none().product(romaine(), "commodity", identifier),
                        romaine().harvestedAt(FARM)),
                Harvesting.class);

        assertThat(text(row.commodity())).isEqualTo(identifier);
        assertThat(row.commodity().isGap()).isTrue();
        assertThat(text(row.variety())).isEqualTo("missing");
    }

    @Test
    void harvestIsReadWithItsFarmFieldRecipientAndDate() {
        Harvesting row = only(
                Traced.of(
                        romaine(),
                        Direction.BOTH,
                        KNOWN,
                        romaine()
                                .harvestedAt(FARM)
                                .locatedAt(FIELD)
                                .paper("prodorder", "urn:epcglobal:cbv:bt:9520011000001:H-77"),
                        romaine().takenFrom(FARM, COOLER)),
                Harvesting.class);

        assertThat(text(row.farm().businessName())).isEqualTo("Sunny Farm");
        assertThat(text(row.farm().phone())).isEqualTo("831-555-0101");
        assertThat(text(row.farm().street())).isEqualTo("1 Field Rd");
        assertThat(text(row.farm().city())).isEqualTo("Salinas");
        assertThat(text(row.farm().state())).isEqualTo("CA");
        assertThat(text(row.farm().zip())).isEqualTo("01234");
        assertThat(text(row.farm().country())).isEqualTo("US");
        assertThat(text(row.field())).isEqualTo("Block 7");
        assertThat(text(row.container())).isEqualTo("n/a");
        assertThat(text(row.recipient().businessName())).isEqualTo(named(COOLER));
        assertThat(text(row.commodity())).isEqualTo("Lettuce");
        assertThat(text(row.variety())).isEqualTo("Romaine");
        assertThat(text(row.quantity())).isEqualTo("25000 pounds");
        assertThat(text(row.harvestDate())).isEqualTo("04/17/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order H-77 | n/a n/a");
        assertThat(row.basis().reason()).contains("ADD creating_class_instance");
        assertThat(row.basis().lot()).isEqualTo(romaine().key());
    }

    @Test
    void recipientComesFromTheFirstTransportAndNotFromTheCoolers() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().transported(COOLER, PACKER),
                romaine().cooledAt(COOLER),
                romaine().takenFrom(FARM, COOLER),
                romaine().harvestedAt(FARM));

        assertThat(text(only(trace, Harvesting.class).recipient().businessName()))
                .isEqualTo(named(COOLER));
        assertThat(text(only(trace, Cooling.class).recipient().businessName())).isEqualTo(named(PACKER));
    }

    @Test
    void harvestDividedBetweenTwoRecipientsHasARowForEach() {
        List<Harvesting> rows = Rows.of(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        romaine().takenFrom(FARM, COOLER),
                        romaine().takenFrom(FARM, PACKER).on("2026-04-17T09:00:00-04:00")),
                Harvesting.class);

        assertThat(rows)
                .extracting(row -> text(row.recipient().businessName()))
                .containsExactly(named(COOLER), named(PACKER));
        assertThat(rows).extracting(row -> text(row.quantity())).containsOnly("25000 pounds");
    }

    @Test
    void shippingOfAHarvestLotIsContextThatNamesTheRecipient() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().shipped(FARM, PACKER),
                romaine().arrivedAt(PACKER, FARM));

        assertThat(tabs(trace)).containsExactly("Harvesting");
        assertThat(text(only(trace, Harvesting.class).recipient().businessName()))
                .isEqualTo(named(PACKER));
        assertThat(reasons(trace))
                .hasSize(2)
                .allMatch(reason -> reason.contains("harvest lot before its initial packing"))
                .anyMatch(reason -> reason.contains("1.1340(c)"))
                .anyMatch(reason -> reason.contains("1.1345(c)"));
    }

    @Test
    void growingAreaAndContainerAreReadByName() {
        Harvesting produce = only(
                Traced.of(romaine(), romaine().harvestedAt(FARM).says("growingAreaName", "Ranch 3")), Harvesting.class);
        Harvesting fish = only(
                Traced.of(romaine(), romaine().harvestedAt(FARM).says("containerName", "Pond 9")), Harvesting.class);

        assertThat(text(produce.field())).isEqualTo("Ranch 3");
        assertThat(text(produce.container())).isEqualTo("n/a");
        assertThat(text(fish.field())).isEqualTo("n/a");
        assertThat(text(fish.container())).isEqualTo("Pond 9");
    }

    @Test
    void fieldThatIsAnExtensionOfTheFarmsGlnHasItsName() {
        Harvesting row = only(
                Traced.of(romaine(), romaine().harvestedAt(FARM).locatedAt(FARM + "/254/BLOCK-12")), Harvesting.class);

        assertThat(text(row.field())).isEqualTo("BLOCK-12");
        assertThat(text(row.farm().businessName())).isEqualTo(named(FARM));
    }

    @Test
    void fieldWithMasterDataOfItsOwnIsCalledByItsNameAndNotByTheFarms() {
        String field = FARM + "/254/F12";
        KnownFacts farmOnly = KnownFacts.none().place(FARM, "name", "Sunny Farm");
        KnownFacts both = KnownFacts.none().place(FARM, "name", "Sunny Farm").place(field, "name", "North Field 12");
        EventBuilder harvest = romaine().harvestedAt(FARM).locatedAt(field);

        assertThat(text(only(Traced.of(romaine(), Direction.BOTH, both, harvest), Harvesting.class)
                        .field()))
                .isEqualTo("North Field 12");
        assertThat(text(only(Traced.of(romaine(), Direction.BOTH, farmOnly, harvest), Harvesting.class)
                        .field()))
                .isEqualTo("F12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epcglobal:cbv:bizstep:creating_class_instance",
                "https://ref.gs1.org/cbv/BizStep-creating_class_instance",
                "harvesting",
                "urn:epcglobal:cbv:bizstep:harvesting",
                "urn:gdst:bizStep:farmHarvest",
                "urn:gdst:bizStep:fishingEvent"
            })
    void harvestIsKnownByAnyFormOfItsStep(String bizStep) {
        assertThat(tabs(Traced.of(romaine(), add(bizStep).at(FARM).of(romaine().link(), "10", "LBR"))))
                .containsExactly("Harvesting");
    }

    @Test
    void commissioningIsHarvestingIfTheFieldDiffersFromTheFarm() {
        CriticalTrackingEvents field = Traced.of(
                romaine(),
                add("commissioning").readAt(FARM).locatedAt(FIELD).of(romaine().link(), "10", "LBR"));
        CriticalTrackingEvents named = Traced.of(
                romaine(),
                add("commissioning")
                        .at(FARM)
                        .says("growingAreaName", "Ranch 3")
                        .of(romaine().link(), "10", "LBR"));
        CriticalTrackingEvents neither = Traced.of(
                romaine(), add("commissioning").at(PACKER).of(romaine().link(), "10", "LBR"));

        assertThat(only(field, Harvesting.class).basis().reason()).startsWith("ambiguous");
        assertThat(only(named, Harvesting.class).basis().reason()).startsWith("ambiguous");
        assertThat(only(neither, InitialPacking.class).basis().reason()).startsWith("ambiguous");
    }

    @Test
    void harvestRecordedAsATransformationIsAHarvest() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                transformation("urn:gdst:bizStep:farmHarvest")
                        .at(FARM)
                        .of(packedRomaine("SEED").link(), "1", null)
                        .into(romaine().link(), "10", "LBR"),
                observe("receiving")
                        .on("2026-04-18T09:00:00-04:00")
                        .at(PACKER)
                        .of(romaine().link(), "10", "LBR"));

        assertThat(tabs(trace)).containsExactly("Harvesting");
    }

    @Test
    void dateIsTheCivilDateAtThePlaceNotInUtc() {
        Harvesting evening = only(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM).on("2026-04-18T03:30:00Z").offset("-07:00")),
                Harvesting.class);
        Harvesting overseas = only(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM).on("2026-04-17T20:30:00Z").offset("+05:30")),
                Harvesting.class);

        assertThat(text(evening.harvestDate())).isEqualTo("04/17/2026");
        assertThat(text(overseas.harvestDate())).isEqualTo("04/18/2026");
    }

    @Test
    void harvestPackedOnTheFarmUnderItsOwnCodeHasNoApplicableRecipientHoweverItIsSold() {
        Harvesting row = only(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        add("packing")
                                .on("2026-04-18T10:00:00-04:00")
                                .at(FARM)
                                .of(romaine().link(), "25000", "LBR"),
                        romaine().shipped(FARM, STORE),
                        romaine().arrivedAt(STORE, FARM)),
                Harvesting.class);

        assertThat(text(row.recipient().businessName())).isEqualTo("n/a (Initially packed at the same location)");
    }

    @Test
    void catchGoesToTheLandingAndNotToTheBuyerOfTheLandedFish() {
        Harvesting row = only(
                Traced.of(
                        swordfish(),
                        add("urn:gdst:bizStep:fishingEvent")
                                .on("2026-02-18T06:00:00-05:00")
                                .readAt(FARM)
                                .of(swordfish().link(), "1000", "LBR"),
                        add("landing")
                                .on("2026-02-23T11:00:00-05:00")
                                .at(DOCK)
                                .of(swordfish().link(), "980", "LBR")
                                .ilmd("cbvmda:catchArea", "FAO21"),
                        swordfish().shipped(DOCK, PROCESSOR),
                        swordfish().arrivedAt(PROCESSOR, DOCK)),
                Harvesting.class);

        assertThat(text(row.recipient().businessName())).isEqualTo(named(DOCK));
    }

    @Test
    void harvestPackedOnTheFarmHasNoApplicableRecipient() {
        Harvesting row = only(
                Traced.of(romaine(), romaine().harvestedAt(FARM), romaine().packedAt(FARM, packedRomaine())),
                Harvesting.class);

        assertThat(text(row.recipient().businessName())).isEqualTo("n/a (Initially packed at the same location)");
    }
}

package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Coolings that a packing names, and those that none names. */
class UnmatchedCoolingsTest {
    private static final Food LOT = packedRomaine();
    private static final Food F1 = harvest("9520011000006", "Harvest Lettuce F1 04/16/2026");
    private static final Food F2 = harvest("9520011000006", "Harvest Lettuce F2 04/16/2026");

    @Test
    void packingThatNamesACoolingWithoutItsEventHasTheFinding() {
        List<Finding> found = coolings(LOT, packed(received("F1", "04/17/2026")).of(F1.link(), "100", "BN"));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("on 04/17/2026", "Capture the row of Cooling");
            assertThat(finding.details()).containsEntry("location", COOLER).containsEntry("date", "04/17/2026");
        });
    }

    @Test
    void coolingOfWhatWasPackedAtThePlaceAndOnTheDayIsTheOne() {
        EventBuilder packed = packed(received("F1", "04/17/2026")).of(F1.link(), "100", "BN");

        assertThat(coolings(LOT, cooled(F1, "17", COOLER), packed)).isEmpty();
        assertThat(coolings(LOT, cooled(F1, "16", COOLER), packed))
                .as("on another day")
                .hasSize(1);
        assertThat(coolings(LOT, cooled(F1, "17", PACKER), packed))
                .as("at another place")
                .hasSize(1);
    }

    @Test
    void coolingOfOneOfTwoHarvestsThatWerePackedIsNotThatOfTheOther() {
        EventBuilder packed = packed(received("F1", "04/17/2026"), received("F2", "04/17/2026"))
                .of(F1.link(), "50", "BN")
                .of(F2.link(), "50", "BN");

        assertThat(coolings(LOT, cooled(F1, "17", COOLER), packed)).hasSize(1);
        assertThat(coolings(LOT, cooled(F1, "17", COOLER), cooled(F2, "17", COOLER), packed))
                .isEmpty();
    }

    @Test
    void packingOfFoodThatWasNotCooledHasNone() {
        Extensions notCooled = new Extensions(Map.of("urn:lotledger:fsma204#cooledAt", "n/a"));

        assertThat(coolings(LOT, packed(notCooled).of(F1.link(), "100", "BN"))).isEmpty();
        assertThat(coolings(LOT, packed().of(romaine().link(), "100", "BN"))).isEmpty();
    }

    @Test
    void coolingThatIsJoinedWithNoHarvestHasTheFinding() {
        Food alone = harvest(TextLot.sourceOfRow("17"), "Harvest Lettuce 04/17/2026");

        assertThat(coolings(alone, cooled(alone, "17", COOLER)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("joined with no harvest"));
        assertThat(coolings(F1, cooled(F1, "17", COOLER))).isEmpty();
        assertThat(coolings(
                        alone,
                        cooled(alone, "17", COOLER),
                        packed(received("F1", "04/17/2026")).of(alone.link(), "100", "BN")))
                .as("packed from a row that does not say the date of its harvest")
                .isEmpty();
    }

    private static Food harvest(String source, String code) {
        return new Food(TextLot.uri(new UUID(1, 1), source, code), "BN");
    }

    private static EventBuilder cooled(Food food, String day, String place) {
        return observe("other")
                .named("cooled " + food.link() + day)
                .on("2026-04-" + day + "T00:00:00Z")
                .says("cte", "cooling")
                .at(place)
                .of(food.link(), "100", "BN");
    }

    private static EventBuilder packed(Object... received) {
        return transformation("creating_class_instance")
                .named("packed")
                .on("2026-04-18T00:00:00Z")
                .says("cte", "initialPacking")
                .at(PACKER)
                .into(LOT.link(), "30", "CS")
                .says("received", List.of(received));
    }

    private static Extensions received(String field, String cooled) {
        return new Extensions(Map.of(
                "urn:lotledger:fsma204#commodity", "Lettuce",
                "urn:lotledger:fsma204#growingAreaName", field,
                "urn:lotledger:fsma204#harvestDate", "04/16/2026",
                "urn:lotledger:fsma204#cooledAt", COOLER,
                "urn:lotledger:fsma204#coolingDate", cooled));
    }

    private static List<Finding> coolings(Food lot, EventBuilder... told) {
        return FoundInFood.found(lot, told).stream()
                .filter(finding -> finding.kind() == FindingKind.UNMATCHED_COOLING)
                .toList();
    }
}

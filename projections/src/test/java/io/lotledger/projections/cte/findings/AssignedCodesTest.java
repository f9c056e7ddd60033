package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.findings.FoundInFood.LOT;
import static io.lotledger.projections.cte.findings.FoundInFood.PACKED;
import static io.lotledger.projections.cte.findings.FoundInFood.found;
import static io.lotledger.projections.cte.findings.FoundInFood.kinds;
import static io.lotledger.projections.cte.findings.FoundInFood.madeInto;
import static io.lotledger.projections.cte.findings.FoundInFood.received;
import static io.lotledger.projections.cte.findings.FoundInFood.shipped;
import static io.lotledger.projections.cte.model.FindingKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes that nobody assigned before the lot moved, or that were assigned twice. */
class AssignedCodesTest {
    @Test
    void lotFirstSeenWhenItMovesHasAnUnassignedCode() {
        Finding shipped = found(LOT, shipped(40), received(40)).get(0);
        assertThat(shipped.kind()).isEqualTo(TLC_FIRST_SEEN_AT_SHIP);
        assertThat(shipped.cfr()).isEqualTo("1.1320");

        assertThat(kinds(LOT, received(40))).contains(TLC_FIRST_SEEN_AT_RECEIVE);
        EventBuilder ordered = transaction(Action.ADD, "shipping")
                .named("ordered")
                .on("2026-04-19T07:00:00-04:00")
                .readAt(PACKER)
                .of(LOT.link(), "40", "CS")
                .paper("po", "urn:po:1");
        assertThat(kinds(LOT, ordered, shipped(40)))
                .as("a transaction event that adds its document is not the first movement")
                .contains(TLC_FIRST_SEEN_AT_SHIP);
        assertThat(kinds(LOT, PACKED, shipped(40), received(40))).isEmpty();
    }

    @Test
    void harvestLotMovesWithoutACodeYet() {
        assertThat(kinds(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        romaine().takenFrom(FARM, PACKER),
                        romaine().receivedAt(PACKER)))
                .isEmpty();
    }

    @Test
    void initialPackingThatKeepsTheNumberOfTheHarvestIsNoRework() {
        Food harvest = romaine();
        EventBuilder first = repacked(harvest, "first", 18);
        EventBuilder second = repacked(harvest, "second", 19);

        assertThat(kinds(harvest, harvest.harvestedAt(FARM), first)).isEmpty();
        Finding rework =
                found(harvest, harvest.harvestedAt(FARM), first, second).get(0);
        assertThat(rework.kind()).isEqualTo(REWORK_SAME_TLC);
        assertThat(rework.eventIds()).containsExactly("second");
    }

    private static EventBuilder repacked(Food lot, String id, int day) {
        return transformation("packing")
                .named(id)
                .on("2026-04-%dT10:00:00-04:00".formatted(day))
                .at(FARM)
                .of(lot.link(), "25000", lot.uom())
                .into(lot.link(), "25000", lot.uom());
    }

    @Test
    void reworkUnderTheSameCodeIsFound() {
        assertThat(kinds(LOT, PACKED, madeInto(LOT, "rework", 10))).containsExactly(REWORK_SAME_TLC);
    }

    @Test
    void codeAssignedAtTwoPlacesIsReused() {
        EventBuilder elsewhere = transformation("packing")
                .named("elsewhere")
                .on("2026-04-19T10:00:00-04:00")
                .at(PROCESSOR)
                .of(romaine("H-2").link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS");

        Finding finding = found(LOT, PACKED, elsewhere).get(0);
        assertThat(finding.kind()).isEqualTo(REUSED_TLC);
        assertThat(finding.eventIds()).containsExactly("packed", "elsewhere");
    }

    @Test
    void codeOfATransformationAssignedAgainByAPackingElsewhereIsReused() {
        for (String time : List.of("2026-04-19T10:00:00-04:00", "2026-04-17T10:00:00-04:00")) {
            Finding finding = found(LOT, PACKED, addedAt(PROCESSOR, time)).get(0);
            assertThat(finding.kind()).isEqualTo(REUSED_TLC);
            assertThat(finding.eventIds()).containsExactlyInAnyOrder("packed", "added");
            assertThat(kinds(LOT, PACKED, addedAt(PACKER, time))).doesNotContain(REUSED_TLC);
        }
    }

    private static EventBuilder addedAt(String place, String time) {
        return add("packing").named("added").on(time).at(place).of(LOT.link(), "70", "CS");
    }

    @Test
    void lotMovedBeforeItWasMadeIsFound() {
        EventBuilder early = observe("shipping")
                .named("early")
                .on("2026-04-17T08:00:00-04:00")
                .of(LOT.link(), "40", "CS")
                .readAt(PACKER)
                .from(PACKER)
                .to(STORE);

        assertThat(kinds(LOT, PACKED, early)).contains(USE_BEFORE_CREATION);
    }
}

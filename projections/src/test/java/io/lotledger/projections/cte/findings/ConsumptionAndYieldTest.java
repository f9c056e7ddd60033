package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.findings.FoundInFood.LOT;
import static io.lotledger.projections.cte.findings.FoundInFood.PACKED;
import static io.lotledger.projections.cte.findings.FoundInFood.found;
import static io.lotledger.projections.cte.findings.FoundInFood.kinds;
import static io.lotledger.projections.cte.findings.FoundInFood.madeInto;
import static io.lotledger.projections.cte.findings.FoundInFood.received;
import static io.lotledger.projections.cte.findings.FoundInFood.shipped;
import static io.lotledger.projections.cte.model.FindingKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More used or sent than there is, and yields that no kitchen has. */
class ConsumptionAndYieldTest {
    @Test
    void usingMoreThanThereIsIsOverConsumption() {
        Finding finding = found(LOT, PACKED, madeInto(salad("A"), "a", 80), madeInto(salad("B"), "b", 40))
                .get(0);

        assertThat(finding.kind()).isEqualTo(OVER_CONSUMPTION);
        assertThat(finding.message()).startsWith("20 cases more");
        assertThat(finding.eventIds()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shortDeliveryOfALotOfUnknownOriginIsNotOverConsumption() {
        assertThat(kinds(LOT, shipped(40), received(38)))
                .contains(SHORT_RECEIPT)
                .doesNotContain(OVER_CONSUMPTION);
        assertThat(kinds(LOT, shipped(40), received(40), shippedOn(40))).doesNotContain(OVER_CONSUMPTION);
    }

    @Test
    void moreUsedOrSentThanAPlaceReceivedIsOverConsumptionWhateverTheOriginOfTheLot() {
        assertThat(kinds(LOT, shipped(40), received(38), madeInto(salad(), "made", 50)))
                .contains(OVER_CONSUMPTION);
        assertThat(kinds(LOT, shipped(40), received(40), shippedOn(45))).contains(OVER_CONSUMPTION);
    }

    private static EventBuilder shippedOn(int cases) {
        return observe("shipping")
                .named("shipped on")
                .on("2026-04-20T08:00:00-04:00")
                .of(LOT.link(), "" + cases, "CS")
                .readAt(WAREHOUSE)
                .from(WAREHOUSE)
                .to(STORE);
    }

    @Test
    void yieldOutsideTheBandIsFoundOnTheLotMade() {
        EventBuilder more = transformation("commissioning")
                .on("2026-04-20T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "10", "CS")
                .into(salad().link(), "30", "CS");

        Finding finding = found(salad(), PACKED, more).get(0);
        assertThat(finding.kind()).isEqualTo(YIELD_OUT_OF_BAND);
        assertThat(finding.lots()).containsExactly(salad().key(), LOT.key());
        assertThat(kinds(salad(), PACKED, madeInto(salad(), "even", 10))).isEmpty();
    }

    @Test
    void yieldOfATransformationIsOneFindingOfAllLotsMade() {
        EventBuilder more = transformation("commissioning")
                .on("2026-04-20T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "10", "CS")
                .into(salad("A").link(), "15", "CS")
                .into(salad("B").link(), "15", "CS");

        Finding finding = found(salad("A"), PACKED, more).get(0);

        assertThat(found(salad("B"), PACKED, more)).containsExactly(finding);
        assertThat(finding.lots()).containsExactly(salad("A").key(), salad("B").key(), LOT.key());
        assertThat(finding.details())
                .containsEntry(
                        "outputs",
                        List.of(salad("A").key().printed(), salad("B").key().printed()));
    }
}

package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.BizStepVocabulary.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partner's own business steps, mapped by configuration. */
class VocabularyTest {
    private static final BizStepVocabulary ACME = BizStepVocabulary.of(List.of(
            new Entry("urn:acme:step:despatch", "shipping"),
            new Entry("urn:acme:step:recall-despatch", "void_shipping"),
            new Entry("urn:acme:step:cut", "harvesting"),
            new Entry("urn:acme:step:chill", "cooling"),
            new Entry("urn:acme:step:box", "initialPacking"),
            new Entry("urn:acme:step:polish", "none")));

    private static EventBuilder despatched(Food food) {
        return observe("urn:acme:step:despatch")
                .of(food.link(), "5", "CS")
                .from(PACKER)
                .to(STORE)
                .paper("bol", "urn:bol:1");
    }

    @Test
    void mappedStepIsClassifiedByItsMeaningAndTheReasonQuotesIt() {
        CriticalTrackingEvents trace = Traced.of(ACME, packedRomaine(), despatched(packedRomaine()));

        assertThat(tabs(trace)).containsExactly("Shipping");
        assertThat(trace.rows().get(0).basis().reason())
                .isEqualTo(
                        "ObjectEvent OBSERVE shipping; bizStep urn:acme:step:despatch means shipping by lotledger.vocabulary");
        assertThat(Traced.of(packedRomaine(), despatched(packedRomaine())).rows())
                .as("unmapped, it is not known what it is")
                .isEmpty();
    }

    @Test
    void chainInAPartnersStepsIsClassifiedAsInCbv() {
        CriticalTrackingEvents trace = Traced.of(
                ACME,
                packedRomaine(),
                add("urn:acme:step:cut").at(FARM).of(romaine().link(), "9", "CS"),
                observe("urn:acme:step:chill").at(FARM).of(romaine().link(), "9", "CS"),
                transformation("urn:acme:step:box")
                        .on("2026-04-21T10:00:00-04:00")
                        .at(PACKER)
                        .of(romaine().link(), "9", "CS")
                        .into(packedRomaine().link(), "9", "CS"),
                observe("urn:acme:step:polish").of(packedRomaine().link(), "1", "CS"));

        assertThat(tabs(trace)).containsExactlyInAnyOrder("Harvesting", "Cooling", "InitialPacking");
        assertThat(reasons(trace)).singleElement().asString().contains("urn:acme:step:polish means holding");
    }

    @Test
    void voidByAPartnersStepVoidsItsShipment() {
        CriticalTrackingEvents trace = Traced.of(
                ACME,
                packedRomaine(),
                despatched(packedRomaine()),
                observe("urn:acme:step:recall-despatch").paper("bol", "urn:bol:1"));

        assertThat(trace.rows()).isEmpty();
        assertThat(reasons(trace)).anyMatch(reason -> reason.startsWith("shipment voided by "));
    }

    @Test
    void movementBeforePackingIsStillContext() {
        CriticalTrackingEvents trace = Traced.of(
                ACME,
                romaine(),
                add("urn:acme:step:cut").at(FARM).of(romaine().link(), "9", "CS"),
                despatched(romaine()));

        assertThat(tabs(trace)).containsExactly("Harvesting");
        assertThat(reasons(trace)).anyMatch(reason -> reason.contains("21 CFR 1.1340(c)"));
    }
}

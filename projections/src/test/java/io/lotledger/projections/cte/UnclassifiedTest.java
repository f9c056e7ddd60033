package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.association;
import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Rows.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is dropped: an event that is not a CTE has a reason. */
class UnclassifiedTest {

    private static String reason(EventBuilder told) {
        CriticalTrackingEvents trace =
                Traced.of(packedRomaine(), told.of(packedRomaine().link(), "1", "CS"));
        assertThat(trace.rows()).isEmpty();
        assertThat(trace.unclassified()).hasSize(1);
        return reasons(trace).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "inspecting,inspecting is holding",
        "stocking,stocking is holding",
        "storing,storing is holding",
        "arriving,arriving alone",
        "retail_selling,ends the lot's chain",
        "destroying,ends the lot's chain",
        "decommissioning,ends the lot's chain",
        "urn:acme:step:polishing,OBSERVE polishing matches no CTE",
        ",without bizStep"
    })
    void observationsThatAreNotACteHaveAReason(@Nullable String bizStep, String reason) {
        assertThat(reason(observe(bizStep).at(STORE))).contains(reason);
    }

    @Test
    void otherTypesAndActionsHaveAReason() {
        assertThat(reason(delete("stocking"))).contains("DELETE ends the lot's chain");
        assertThat(reason(delete("shipping")))
                .contains("a shipment is an OBSERVE", "Nothing counts as moved or destroyed", "erroneous");
        assertThat(reason(unit(PALLET, Action.ADD, "packing"))).contains("packing into a logistic unit");
        assertThat(reason(unit(PALLET, Action.ADD, "destroying")))
                .contains("packs and ends the lot at once", "Nothing counts as ended");
        assertThat(reason(unit(PALLET, Action.DELETE, "destroying"))).contains("ends the lot's chain");
        assertThat(reason(unit(PALLET, Action.DELETE, "unpacking"))).contains("packing into a logistic unit");
        assertThat(reason(association("https://id.gs1.org/8003/9520000000001", "installing")))
                .contains("association with an asset");
        assertThat(reason(add("inspecting"))).contains("does not match the pattern of a CTE");
        assertThat(reason(add(null))).contains("without bizStep");
    }

    @Test
    void eventsOfLotsOutsideTheTraceAreLeftOut() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                salad().shipped(FARM, STORE),
                observe("storing").of(salad().link(), "1", "CS"));

        assertThat(trace.rows()).isEmpty();
        assertThat(trace.unclassified()).isEmpty();
    }
}

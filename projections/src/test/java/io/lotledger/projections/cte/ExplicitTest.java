package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.AdHocPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmToSchool;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lotledger:cte} takes precedence over every pattern. */
class ExplicitTest {

    @ParameterizedTest
    @CsvSource({
        "harvesting,Harvesting",
        "cooling,Cooling",
        "initialPacking,InitialPacking",
        "initialPackingExempt,InitialPackingExempt",
        "firstLandBasedReceiving,FirstLandBasedReceiving",
        "shipping,Shipping",
        "receiving,Receiving",
        "receivingExempt,ReceivingExempt",
        "transformation,Transformation",
        "farmPurchase,FarmPurchase",
        "adHocPurchase,AdHocPurchase",
        "farmToSchool,FarmToSchool"
    })
    void declaredCteDecides(String word, String tab) {
        CriticalTrackingEvents object = Traced.of(
                packedRomaine(),
                observe("inspecting")
                        .at(STORE)
                        .of(packedRomaine().link(), "5", "CS")
                        .says("cte", word));
        CriticalTrackingEvents transformed =
                Traced.of(salad(), packedRomaine().usedAt(STORE, salad()).says("cte", word));

        assertThat(tabs(object)).containsExactly(tab);
        assertThat(object.rows().get(0).basis().reason()).isEqualTo("lotledger:cte is " + word);
        assertThat(tabs(transformed)).containsExactly(tab);
    }

    @Test
    void sproutsAreOnBothTabs() {
        assertThat(tabs(Traced.of(
                        packedRomaine(),
                        observe(null).of(packedRomaine().link(), "5", "CS").says("cte", "initialPackingSprouts"))))
                .containsExactly("InitialPacking", "InitialPackingSprouts");
    }

    @Test
    void noneMeansNone() {
        CriticalTrackingEvents trace =
                Traced.of(packedRomaine(), packedRomaine().shipped(STORE, FARM).says("cte", "none"));

        assertThat(trace.rows()).isEmpty();
        assertThat(reasons(trace)).containsExactly("lotledger:cte is none");
    }

    @Test
    void unknownDeclarationLeavesThePatternToDecide() {
        assertThat(tabs(Traced.of(
                        packedRomaine(), packedRomaine().shipped(STORE, FARM).says("cte", "shiping"))))
                .containsExactly("Shipping");
    }

    @Test
    void declaredShipmentOfAHarvestLotIsAShipment() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().shipped(FARM, STORE).says("cte", "shipping"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "Shipping");
    }

    @Test
    void purchasesReadTheirFoodFarmAndDate() {
        KnownFacts known =
                KnownFacts.none().product(romaine(), "productName", "Romaine").place(FARM, "name", "Sunny Farm");
        EventBuilder bought = observe("receiving")
                .on("2026-04-19T16:00:00-04:00")
                .at(STORE)
                .of(romaine().link(), "5", "CS")
                .from(FARM);

        FarmPurchase farm = only(
                Traced.of(romaine(), Direction.BOTH, known, bought.says("cte", "farmPurchase")), FarmPurchase.class);
        AdHocPurchase adHoc = only(
                Traced.of(romaine(), Direction.BOTH, known, bought.says("cte", "adHocPurchase")), AdHocPurchase.class);
        FarmToSchool school = only(Traced.of(romaine(), bought.says("cte", "farmToSchool")), FarmToSchool.class);

        assertThat(text(farm.food())).isEqualTo("Romaine");
        assertThat(text(farm.farm().businessName())).isEqualTo("Sunny Farm");
        assertThat(text(adHoc.product())).isEqualTo("Romaine");
        assertThat(text(adHoc.purchaseDate())).isEqualTo("04/19/2026");
        assertThat(text(adHoc.place().businessName())).isEqualTo("Sunny Farm");
        assertThat(text(school.food())).startsWith("GTIN ");
        assertThat(text(school.farm().businessName())).isEqualTo(named(FARM));
    }
}

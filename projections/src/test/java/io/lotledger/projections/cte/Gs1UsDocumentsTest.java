package io.lotledger.projections.cte;

import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seven documents of GS1 US's recommendations for FSMA 204, each with every KDE it carries. */
class Gs1UsDocumentsTest {
    private static final String RAW = "https://id.gs1.org/01/00860009999923/10/ABC1234";
    private static final String CASES = "https://id.gs1.org/01/10860009999920/10/ABC1234";
    private static final String SWORDFISH = "https://id.gs1.org/01/00860009997004/10/SWF-2026-0223";
    private static final String SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";

    private static final String FARM = "GLN 0860009999060";
    private static final String COOLER = "GLN 0860009999077";
    private static final String PACKER = "GLN 0860009999992";
    private static final String WAREHOUSE = "GLN 0860009998001";

    @Test
    void harvest() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("harvest-cte.jsonld"), RAW);

        assertThat(tabs(trace)).containsExactly("Harvesting");
        Harvesting row = only(trace, Harvesting.class);
        assertThat(text(row.recipient().businessName())).isEqualTo(PACKER);
        assertThat(text(row.commodity())).isEqualTo("GTIN 00860009999923");
        assertThat(text(row.quantity())).isEqualTo("25000 pounds");
        assertThat(text(row.farm().businessName())).isEqualTo(FARM);
        assertThat(text(row.field())).as("the same GLN as the farm").isEqualTo("missing");
        assertThat(text(row.harvestDate())).isEqualTo("04/17/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order HARVEST-2026-0417 | n/a n/a");
    }

    @Test
    void cooling() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("cooling-cte.jsonld"), RAW);

        assertThat(tabs(trace)).containsExactly("Cooling");
        Cooling row = only(trace, Cooling.class);
        assertThat(text(row.recipient().businessName())).isEqualTo(PACKER);
        assertThat(text(row.commodity())).isEqualTo("GTIN 00860009999923");
        assertThat(text(row.quantity())).isEqualTo("25000 pounds");
        assertThat(text(row.cooledAt().businessName())).isEqualTo(COOLER);
        assertThat(text(row.coolingDate())).isEqualTo("04/16/2026");
        assertThat(text(row.farm().businessName())).isEqualTo(FARM);
        assertThat(text(row.documents())).isEqualTo("Receiving Advice 861-100037169 | n/a n/a");
    }

    @Test
    void initialPacking() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("initial-packing-cte.jsonld"), CASES);

        assertThat(tabs(trace)).containsExactly("Harvesting", "Cooling", "InitialPacking");
        InitialPacking row = only(trace, InitialPacking.class);
        assertThat(text(row.receivedCommodity())).isEqualTo("GTIN 00860009999923");
        assertThat(text(row.receiveDate())).isEqualTo("04/17/2026");
        assertThat(text(row.receivedQuantity())).isEqualTo("25000 pounds");
        assertThat(text(row.farm().businessName())).isEqualTo(FARM);
        assertThat(text(row.harvesterName())).isEqualTo(FARM);
        assertThat(text(row.harvestDate())).isEqualTo("04/17/2026");
        assertThat(text(row.cooledAt().businessName())).isEqualTo(PACKER);
        assertThat(text(row.coolingDate())).isEqualTo("04/17/2026");
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)10860009999920(10)ABC1234");
        assertThat(text(row.packedQuantity())).isEqualTo("500 cases");
        assertThat(text(row.packedAt().businessName())).isEqualTo(PACKER);
        assertThat(text(row.sourceReference())).isEqualTo(CASES);
        assertThat(text(row.packingDate())).isEqualTo("04/18/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order PACK-20260418-042 | n/a n/a");
    }

    @Test
    void firstLandBasedReceiver() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("first-land-based-receiver-cte.jsonld"), SWORDFISH);

        assertThat(tabs(trace)).containsExactly("FirstLandBasedReceiving");
        FirstLandBasedReceiving row = only(trace, FirstLandBasedReceiving.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)00860009997004(10)SWF-2026-0223");
        assertThat(text(row.species())).isEqualTo("SWORDFISH");
        assertThat(text(row.quantity())).isEqualTo("1000 pounds");
        assertThat(text(row.harvestDateStart())).isEqualTo("02/16/2026");
        assertThat(text(row.harvestDateEnd())).isEqualTo("02/18/2026");
        assertThat(text(row.harvestLocations())).isEqualTo("21.4R; 27.14.a");
        assertThat(text(row.receiver().businessName())).isEqualTo("GLN 0860009997004");
        assertThat(text(row.sourceReference())).isEqualTo(SWORDFISH);
        assertThat(text(row.landingDate())).isEqualTo("02/23/2026");
        assertThat(text(row.documents()))
                .isEqualTo(
                        "Certificate cert-100037169 | Receiving Advice; Purchase Order 861-100037169; 850-100037169");
    }

    @Test
    void shipping() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("shipping-cte.jsonld"), CASES);

        assertThat(tabs(trace)).containsExactly("Transformation", "Shipping");
        Shipping row = only(trace, Shipping.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)10860009999920(10)ABC1234");
        assertThat(text(row.quantity())).isEqualTo("25 cases");
        assertThat(text(row.product().productName())).isEqualTo("GTIN 10860009999920");
        assertThat(text(row.recipient().businessName())).isEqualTo(WAREHOUSE);
        assertThat(text(row.shippedFrom().businessName())).isEqualTo(PACKER);
        assertThat(text(row.shippingDate())).isEqualTo("04/19/2026");
        assertThat(text(row.source().businessName())).isEqualTo(PACKER);
        assertThat(text(row.sourceReference())).isEqualTo(CASES);
        assertThat(text(row.documents()))
                .isEqualTo("Advance Shipping Notice 856-100037169 | Bill of Lading 211-101037170");
    }

    @Test
    void receiving() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("receiving-cte.jsonld"), CASES);

        assertThat(tabs(trace)).containsExactly("Transformation", "Receiving");
        Receiving row = only(trace, Receiving.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)10860009999920(10)ABC1234");
        assertThat(text(row.quantity())).isEqualTo("500 cases");
        assertThat(text(row.product().productName())).isEqualTo("GTIN 10860009999920");
        assertThat(text(row.previousSource().businessName())).isEqualTo(PACKER);
        assertThat(text(row.receivedAt().businessName())).isEqualTo(WAREHOUSE);
        assertThat(text(row.receivingDate())).isEqualTo("04/20/2026");
        assertThat(text(row.source().businessName())).isEqualTo(PACKER);
        assertThat(text(row.sourceReference())).isEqualTo(CASES);
        assertThat(text(row.documents())).isEqualTo("Receiving Advice 861-100037169 | n/a n/a");
    }

    @Test
    void transformation() {
        CriticalTrackingEvents trace = Posted.traced(Posted.gs1us("transformation-cte.jsonld"), SALAD);

        assertThat(tabs(trace)).containsExactly("Transformation", "Transformation");
        List<Transformation> rows = Rows.of(trace, Transformation.class);
        assertThat(rows)
                .extracting(
                        row -> text(row.inputLotCode()),
                        row -> text(row.inputQuantity()),
                        row -> text(row.newQuantity()))
                .containsExactly(
                        tuple("(01)10860009999920(10)ABC1234", "100 cases", "2000 cases"),
                        tuple("(01)10860009998022(10)DEF2345", "50 cases", "2000 cases"));
        Transformation row = rows.get(0);
        assertThat(text(row.newLotCode())).isEqualTo("(01)10860009998039(10)SALAD-20260420-A");
        assertThat(text(row.transformedAt().businessName())).isEqualTo("GLN 0860009998018");
        assertThat(text(row.sourceReference())).isEqualTo(SALAD);
        assertThat(text(row.completionDate())).isEqualTo("04/20/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order BATCH-20260420-A | n/a n/a");
    }

    /** The documents share their lots, and the cooling is dated before the harvest. */
    @Test
    void allSevenInOneLedgerKeepTheirTabs() {
        List<EpcisEvent> all = new ArrayList<>();
        for (String name : List.of(
                "harvest",
                "cooling",
                "initial-packing",
                "first-land-based-receiver",
                "shipping",
                "receiving",
                "transformation")) {
            all.addAll(Posted.gs1us(name + "-cte.jsonld"));
        }
        List<EpcisEvent> once = all.stream()
                .filter(e -> !e.eventID().startsWith("urn:uuid:4898a223")
                        || e
                                == all.stream()
                                        .filter(o -> o.eventID().equals(e.eventID()))
                                        .findFirst()
                                        .orElseThrow())
                .toList();

        CriticalTrackingEvents trace = Posted.traced(once, CASES);

        assertThat(tabs(trace))
                .containsExactlyInAnyOrder(
                        "Harvesting",
                        "Harvesting",
                        "Cooling",
                        "Cooling",
                        "InitialPacking",
                        "InitialPacking",
                        "Shipping",
                        "Receiving",
                        "Transformation",
                        "Transformation");
        assertThat(text(only(trace, Shipping.class).source().businessName())).isEqualTo(PACKER);
        assertThat(text(only(trace, Receiving.class).source().businessName())).isEqualTo(PACKER);
        assertThat(Rows.of(trace, Cooling.class))
                .extracting(row -> text(row.farm().businessName()))
                .containsOnly(FARM);
    }
}

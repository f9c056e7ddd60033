package io.lotledger.projections.cte;

import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import org.junit.jupiter.api.Test;

/** The seven CTEs as our own documents in GS1 US's patterns: cucumbers from the field to a salad, and a tuna. */
class OwnDocumentsTest {
    private static final String FIELD_LOT = "https://id.gs1.org/01/09520007010013/10/CUKE-F7";
    private static final String PACKED_LOT = "https://id.gs1.org/01/19520007010010/10/CUKE-P7";
    private static final String OTHER_PACKED_LOT = "https://id.gs1.org/01/19520007010010/10/CUKE-P8";
    private static final String TUNA = "https://id.gs1.org/01/09520007020012/10/YFT-0311";
    private static final String SALAD = "https://id.gs1.org/01/19520007040017/10/GREEK-0405";

    private static final String FARM = "GLN 9520007001011";
    private static final String FIELD = "GLN 9520007001028";
    private static final String CREW = "GLN 9520007001110";
    private static final String COOLER = "GLN 9520007002018";
    private static final String PACKER = "GLN 9520007003015";
    private static final String WAREHOUSE = "GLN 9520007004012";
    private static final String DOCK = "GLN 9520007005019";
    private static final String KITCHEN = "GLN 9520007006016";

    @Test
    void harvest() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("harvest.jsonld"), FIELD_LOT);

        assertThat(tabs(trace)).containsExactly("Harvesting");
        Harvesting row = only(trace, Harvesting.class);
        assertThat(text(row.commodity())).isEqualTo("GTIN 09520007010013");
        assertThat(text(row.quantity())).isEqualTo("8400.5 kilograms");
        assertThat(text(row.farm().businessName())).isEqualTo(FARM);
        assertThat(text(row.field())).isEqualTo(FIELD);
        assertThat(text(row.recipient().businessName())).isEqualTo(PACKER);
        assertThat(text(row.harvestDate())).isEqualTo("04/01/2026");
        assertThat(text(row.documents())).isEqualTo("Harvest Log HL/2026-91 | n/a n/a");
        assertThat(reasons(trace)).hasSize(1);
    }

    @Test
    void cooling() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("cooling.jsonld"), FIELD_LOT);

        assertThat(tabs(trace)).containsExactly("Cooling");
        Cooling row = only(trace, Cooling.class);
        assertThat(text(row.quantity())).isEqualTo("8400.5 kilograms");
        assertThat(text(row.cooledAt().businessName())).isEqualTo(COOLER);
        assertThat(text(row.coolingDate())).isEqualTo("04/01/2026");
        assertThat(text(row.farm().businessName())).isEqualTo(FARM);
        assertThat(text(row.recipient().businessName())).isEqualTo(PACKER);
        assertThat(text(row.documents())).isEqualTo("Receiving Advice RA-5531 | n/a n/a");
        assertThat(reasons(trace)).hasSize(2);
    }

    @Test
    void initialPacking() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("initial-packing.jsonld"), PACKED_LOT);

        assertThat(tabs(trace)).containsExactly("Harvesting", "Cooling", "InitialPacking");
        InitialPacking row = only(trace, InitialPacking.class);
        assertThat(text(row.receiveDate())).isEqualTo("04/02/2026");
        assertThat(text(row.receivedQuantity())).isEqualTo("8350 kilograms");
        assertThat(text(row.farm().businessName())).isEqualTo(FARM);
        assertThat(text(row.field())).isEqualTo(FIELD);
        assertThat(text(row.harvesterName())).isEqualTo(CREW);
        assertThat(text(row.harvestDate())).isEqualTo("04/01/2026");
        assertThat(text(row.cooledAt().businessName())).isEqualTo(COOLER);
        assertThat(text(row.coolingDate())).isEqualTo("04/01/2026");
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)19520007010010(10)CUKE-P7");
        assertThat(text(row.packedQuantity())).isEqualTo("1040 cases");
        assertThat(text(row.packedAt().businessName())).isEqualTo(PACKER);
        assertThat(text(row.sourceReference())).isEqualTo(PACKED_LOT);
        assertThat(text(row.packingDate())).isEqualTo("04/03/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order WO-771 | n/a n/a");
        assertThat(text(only(trace, Harvesting.class).recipient().businessName()))
                .isEqualTo(COOLER);
        assertThat(text(only(trace, Cooling.class).recipient().businessName())).isEqualTo(PACKER);
    }

    @Test
    void firstLandBasedReceiving() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("first-land-based-receiving.jsonld"), TUNA);

        assertThat(tabs(trace)).containsExactly("FirstLandBasedReceiving");
        FirstLandBasedReceiving row = only(trace, FirstLandBasedReceiving.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)09520007020012(10)YFT-0311");
        assertThat(text(row.species())).isEqualTo("YELLOWFIN TUNA");
        assertThat(text(row.quantity())).isEqualTo("1275.25 kilograms");
        assertThat(text(row.harvestDateStart())).isEqualTo("02/27/2026");
        assertThat(text(row.harvestDateEnd())).isEqualTo("03/09/2026");
        assertThat(text(row.harvestLocations())).isEqualTo("77.1; 77.2");
        assertThat(text(row.receiver().businessName())).isEqualTo(DOCK);
        assertThat(text(row.sourceReference())).isEqualTo(TUNA);
        assertThat(text(row.landingDate())).isEqualTo("03/11/2026");
        assertThat(text(row.documents())).isEqualTo("Certificate CC-88 | Invoice; Purchase Order INV:9; PO-3");
    }

    @Test
    void shipping() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("shipping.jsonld"), PACKED_LOT);

        assertThat(tabs(trace)).containsExactly("Transformation", "Shipping");
        Shipping row = only(trace, Shipping.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)19520007010010(10)CUKE-P7");
        assertThat(text(row.quantity())).isEqualTo("50 cases");
        assertThat(text(row.recipient().businessName())).isEqualTo(WAREHOUSE);
        assertThat(text(row.shippedFrom().businessName())).isEqualTo(PACKER);
        assertThat(text(row.shippingDate())).isEqualTo("04/04/2026");
        assertThat(text(row.source().businessName())).isEqualTo(PACKER);
        assertThat(text(row.sourceReference())).isEqualTo(PACKED_LOT);
        assertThat(text(row.documents())).isEqualTo("Bill of Lading BOL-12 | Advance Shipping Notice ASN-12");
    }

    @Test
    void palletLotWithoutCreationEventHasNoSource() {
        Shipping row = only(Posted.traced(Posted.own("shipping.jsonld"), OTHER_PACKED_LOT), Shipping.class);

        assertThat(text(row.quantity())).isEqualTo("30 cases");
        assertThat(text(row.source().phone())).isEqualTo("missing");
        assertThat(text(row.sourceReference())).isEqualTo("missing");
    }

    @Test
    void receiving() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("receiving.jsonld"), PACKED_LOT);

        assertThat(tabs(trace)).containsExactly("Transformation", "Receiving");
        Receiving row = only(trace, Receiving.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo("(01)19520007010010(10)CUKE-P7");
        assertThat(text(row.quantity())).isEqualTo("48 cases");
        assertThat(text(row.previousSource().businessName())).isEqualTo(PACKER);
        assertThat(text(row.receivedAt().businessName())).isEqualTo(WAREHOUSE);
        assertThat(text(row.receivingDate())).isEqualTo("04/05/2026");
        assertThat(text(row.source().businessName())).isEqualTo(PACKER);
        assertThat(text(row.sourceReference())).isEqualTo(PACKED_LOT);
        assertThat(text(row.documents())).isEqualTo("Receiving Advice RA-999 | n/a n/a");
    }

    @Test
    void transformation() {
        CriticalTrackingEvents trace = Posted.traced(Posted.own("transformation.jsonld"), SALAD);

        assertThat(tabs(trace)).containsExactly("Transformation", "Transformation");
        assertThat(Rows.of(trace, Transformation.class))
                .extracting(
                        row -> text(row.inputLotCode()),
                        row -> text(row.inputQuantity()),
                        row -> text(row.newQuantity()))
                .containsExactly(
                        tuple("(01)19520007010010(10)CUKE-P7", "20 cases", "640 each"),
                        tuple("(01)19520007030018(10)TOM-19", "12.5 kilograms", "640 each"));
        Transformation row = Rows.of(trace, Transformation.class).get(0);
        assertThat(text(row.newLotCode())).isEqualTo("(01)19520007040017(10)GREEK-0405");
        assertThat(text(row.transformedAt().businessName())).isEqualTo(KITCHEN);
        assertThat(text(row.sourceReference())).isEqualTo(SALAD);
        assertThat(text(row.completionDate())).isEqualTo("04/05/2026");
        assertThat(text(row.documents())).isEqualTo("Production Order BATCH-0405 | n/a n/a");
    }
}

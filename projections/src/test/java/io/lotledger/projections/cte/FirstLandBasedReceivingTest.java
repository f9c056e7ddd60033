package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.swordfish;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Direction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstLandBasedReceivingTest {

    @Test
    void landingIsKnownByItsCatchAndNamesTheTrip() {
        CriticalTrackingEvents trace = Traced.of(
                swordfish(),
                swordfish()
                        .landedAt(DOCK)
                        .paper("cert", "urn:epcglobal:cbv:bt:9520018000004:C-1")
                        .paper("recadv", "urn:epcglobal:cbv:bt:9520018000004:R-1")
                        .paper("po", "urn:epcglobal:cbv:bt:9520018000004:P-1"),
                swordfish().shipped(DOCK, WAREHOUSE));

        assertThat(tabs(trace)).containsExactly("FirstLandBasedReceiving", "Shipping");
        FirstLandBasedReceiving row = only(trace, FirstLandBasedReceiving.class);
        assertThat(text(row.traceabilityLotCode())).isEqualTo(swordfish().key().printed());
        assertThat(text(row.species())).isEqualTo("SWORDFISH");
        assertThat(text(row.product().productName())).isEqualTo("n/a (Unpackaged)");
        assertThat(text(row.quantity())).isEqualTo("1000 pounds");
        assertThat(text(row.harvestDateStart())).isEqualTo("02/16/2026");
        assertThat(text(row.harvestDateEnd())).isEqualTo("02/18/2026");
        assertThat(text(row.harvestLocations())).isEqualTo("21.4R; 27.14.a");
        assertThat(text(row.receiver().businessName())).isEqualTo(named(DOCK));
        assertThat(text(row.sourceReference())).isEqualTo(swordfish().link());
        assertThat(text(row.landingDate())).isEqualTo("02/23/2026");
        assertThat(text(row.documents())).isEqualTo("Certificate C-1 | Receiving Advice; Purchase Order R-1; P-1");
        assertThat(text(only(trace, Shipping.class).source().businessName())).isEqualTo(named(DOCK));
    }

    @Test
    void packagedSeafoodIsDescribedAsAProduct() {
        KnownFacts known =
                KnownFacts.none().product(swordfish(), "productName", "Swordfish loins", "packagingSize", "10 lb");
        FirstLandBasedReceiving row = only(
                Traced.of(
                        swordfish(),
                        Direction.BOTH,
                        known,
                        add("landing").at(DOCK).of(swordfish().link(), "5", null)),
                FirstLandBasedReceiving.class);

        assertThat(text(row.species())).isEqualTo("n/a (Packaged)");
        assertThat(text(row.product().productName())).isEqualTo("Swordfish loins");
        assertThat(text(row.quantity())).isEqualTo("5 each");
        assertThat(row.basis().reason()).contains("names no catch area");
    }

    @Test
    void catchAreasAreFoundInsideTheListOfVessels() {
        Extensions vessel = new Extensions(Map.of(
                "urn:epcglobal:cbv:mda#catchArea", "urn:gdst:fao:77", "urn:epcglobal:cbv:mda#vesselName", "Albacora"));
        FirstLandBasedReceiving row = only(
                Traced.of(
                        swordfish(),
                        add("commissioning")
                                .at(DOCK)
                                .of(swordfish().link(), "5", "KGM")
                                .ilmd(
                                        "urn:epcglobal:cbv:mda#vesselCatchInformationList",
                                        new Extensions(Map.of(
                                                "urn:epcglobal:cbv:mda#vesselCatchInformation", List.of(vessel))))
                                .ilmd("urn:epcglobal:cbv:mda#harvestStartDate", "2026-02-01")
                                .ilmd("urn:epcglobal:cbv:mda#harvestEndDate", "2026-02-03")),
                FirstLandBasedReceiving.class);

        assertThat(text(row.harvestLocations())).isEqualTo("urn:gdst:fao:77");
        assertThat(text(row.harvestDateStart())).isEqualTo("02/01/2026");
        assertThat(text(row.harvestDateEnd())).isEqualTo("02/03/2026");
    }

    @Test
    void landingOfAnEarlierCatchTakesTheTripFromTheCatch() {
        CriticalTrackingEvents trace = Traced.of(
                swordfish(),
                add("urn:gdst:bizStep:fishingEvent")
                        .on("2026-02-16T09:00:00-05:00")
                        .of(swordfish().link(), "1000", "LBR")
                        .ilmd("catchArea", "FAO 21"),
                observe("urn:gdst:bizStep:landing")
                        .on("2026-02-23T09:00:00-05:00")
                        .at(DOCK)
                        .of(swordfish().link(), "1000", "LBR"),
                swordfish().shipped(DOCK, WAREHOUSE));

        assertThat(tabs(trace)).containsExactly("Harvesting", "FirstLandBasedReceiving", "Shipping");
        FirstLandBasedReceiving row = only(trace, FirstLandBasedReceiving.class);
        assertThat(row.basis().reason()).startsWith("ambiguous");
        assertThat(text(row.harvestLocations())).isEqualTo("FAO 21");
    }

    @Test
    void fishFromAPondIsHarvestedNotLanded() {
        assertThat(tabs(Traced.of(swordfish(), swordfish().landedAt(FARM).says("containerName", "Pond 9"))))
                .containsExactly("Harvesting");
    }
}

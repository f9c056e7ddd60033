package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.tabs;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import org.junit.jupiter.api.Test;

class CoolingTest {

    @Test
    void coolingOfALotWithoutHarvestIsBeforePacking() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine()
                        .receivedAt(COOLER)
                        .on("2026-04-17T10:00:00-04:00")
                        .from(FARM)
                        .paper("recadv", "urn:epcglobal:cbv:bt:9520013000009:RA-1"),
                romaine().cooledAt(COOLER),
                romaine().transported(COOLER, PACKER));

        assertThat(tabs(trace)).containsExactly("Cooling");
        Cooling row = only(trace, Cooling.class);
        assertThat(text(row.farm().businessName())).isEqualTo(named(FARM));
        assertThat(text(row.cooledAt().businessName())).isEqualTo(named(COOLER));
        assertThat(text(row.recipient().businessName())).isEqualTo(named(PACKER));
        assertThat(text(row.coolingDate())).isEqualTo("04/17/2026");
        assertThat(text(row.quantity())).isEqualTo("25000 pounds");
        assertThat(text(row.documents())).isEqualTo("Receiving Advice RA-1 | n/a n/a");
        assertThat(row.basis().reason()).contains("temperature report").contains("ambiguous");
        assertThat(reasons(trace))
                .anyMatch(r -> r.startsWith("receiving of ambiguous"))
                .anyMatch(r -> r.startsWith("transporting"));
    }

    @Test
    void coolingsOwnDocumentsPrecedeTheReceipts() {
        Cooling row = only(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        romaine()
                                .receivedAt(COOLER)
                                .on("2026-04-17T10:00:00-04:00")
                                .paper("recadv", "urn:epcglobal:cbv:bt:9520013000009:RA-1"),
                        romaine()
                                .cooledAt(COOLER)
                                .paper(
                                        "https://cooler.example/paper/Cooling%20Log",
                                        "urn:epcglobal:cbv:bt:9520013000009:CL%2F9")),
                Cooling.class);

        assertThat(text(row.documents())).isEqualTo("Cooling Log CL/9 | n/a n/a");
    }

    @Test
    void farmIsThatOfTheHarvestWhereItIsKnown() {
        Cooling row = only(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        romaine().receivedAt(COOLER).on("2026-04-17T10:00:00-04:00"),
                        romaine().cooledAt(COOLER)),
                Cooling.class);

        assertThat(text(row.farm().businessName())).isEqualTo(named(FARM));
        assertThat(row.basis().reason()).doesNotContain("ambiguous");
    }

    @Test
    void stepCoolingNeedsNoSensor() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                observe("urn:epcglobal:cbv:bizstep:cooling")
                        .at(COOLER)
                        .of(romaine().link(), "10", "LBR"));

        assertThat(tabs(trace)).containsExactly("Cooling");
    }

    @Test
    void stepOtherWithoutATemperatureIsNotCooling() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                romaine().harvestedAt(FARM),
                observe("other").at(COOLER).of(romaine().link(), "10", "LBR"));

        assertThat(tabs(trace)).containsExactly("Harvesting");
        assertThat(reasons(trace)).containsExactly("ObjectEvent OBSERVE other matches no CTE");
    }

    @Test
    void temperatureOfAPackedLotIsNotCoolingAndItsReceiptKeepsItsRow() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                romaine().packedAt(PACKER, packedRomaine()),
                packedRomaine().shipped(PACKER, WAREHOUSE),
                packedRomaine().arrivedAt(WAREHOUSE, PACKER),
                packedRomaine().cooledAt(WAREHOUSE).on("2026-04-19T18:00:00-04:00"));

        assertThat(tabs(trace)).containsExactly("Harvesting", "InitialPacking", "Shipping", "Receiving");
        assertThat(reasons(trace)).anyMatch(reason -> reason.contains("not before initial packing"));
    }

    @Test
    void temperatureAfterAShipmentDoesNotPutALotBeforePacking() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packedRomaine().shipped(PACKER, WAREHOUSE),
                packedRomaine().arrivedAt(WAREHOUSE, PACKER),
                packedRomaine().cooledAt(WAREHOUSE).on("2026-04-19T18:00:00-04:00"));

        assertThat(tabs(trace)).containsExactly("Shipping", "Receiving");
    }

    @Test
    void lotWithATraceabilityLotCodeOfItsOwnIsPacked() {
        CriticalTrackingEvents trace = Traced.of(
                packedRomaine(),
                packedRomaine()
                        .arrivedAt(WAREHOUSE, PACKER)
                        .on("2026-04-17T10:00:00-04:00")
                        .says("tlcSource", PACKER),
                packedRomaine().cooledAt(WAREHOUSE));

        assertThat(tabs(trace)).containsExactly("Receiving");
    }

    @Test
    void lotTransportedFromAFarmIsBeforePacking() {
        CriticalTrackingEvents owned = Traced.of(
                romaine(),
                romaine().takenFrom(FARM, PACKER),
                romaine().receivedAt(PACKER).from(FARM));
        CriticalTrackingEvents carried = Traced.of(
                packedRomaine(),
                packedRomaine().transported(WAREHOUSE, STORE),
                packedRomaine().arrivedAt(STORE, WAREHOUSE));

        assertThat(tabs(owned)).isEmpty();
        assertThat(reasons(owned)).anyMatch(reason -> reason.contains("transported from a farm"));
        assertThat(tabs(carried)).containsExactly("Receiving");
    }

    @Test
    void foodCooledWhereItIsPackedHasNoApplicableRecipient() {
        Cooling row = only(
                Traced.of(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        romaine().cooledAt(PACKER),
                        romaine().packedAt(PACKER, packedRomaine())),
                Cooling.class);

        assertThat(text(row.recipient().phone())).isEqualTo("n/a (Initially packed at the same location)");
    }
}

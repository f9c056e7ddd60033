package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.ingest.epcis.Action.ADD;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersion;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was known of a place at a position of the log. */
class MasterDataAsOfIT {
    private final ToldLedger ledger = new ToldLedger();

    @Test
    void masterDataIsKnownAsOfAPosition() {
        String gln = "https://id.gs1.org/414/0614141007776";
        ledger.log.add(ledger.projected.said("Location", gln, Map.of("urn:epcglobal:cbv:mda#name", List.of("Old"))));
        ledger.log.add(ledger.projected.said("Location", gln, Map.of("urn:epcglobal:cbv:mda#name", List.of("Old"))));
        ledger.log.add(ledger.projected.said("Location", gln, Map.of("urn:epcglobal:cbv:mda#name", List.of("New"))));
        ledger.tell(event("make")
                .at(1)
                .at("urn:epc:id:sgln:0614141.00777.0")
                .cases(lot("A"), 1)
                .object(ADD));

        TraceEvidence evidence = ledger.projected.evidence.of(ledger.trace("A", Direction.BOTH));
        assertThat(evidence.masterData()
                        .location("urn:epc:id:sgln:0614141.00777.0")
                        .first("name"))
                .contains("New");
        assertThat(ledger.projected
                        .masterData
                        .knownAt(
                                ORGANISATION,
                                2,
                                List.of(evidence.events().get(0).event()),
                                List.of())
                        .location(gln)
                        .first("name"))
                .contains("Old");
    }

    @Test
    void versionOfMasterDataThatWasParkedTakesItsPlaceAmongTheOthers() {
        String gln = "https://id.gs1.org/414/0614141007776";
        for (String name : List.of("First", "Third")) {
            ledger.log.add(ledger.projected.said("Location", gln, Map.of("name", List.of(name))));
            ledger.log.add(ledger.projected.said("Location", "urn:other:" + name, Map.of("name", List.of(name))));
        }
        ledger.projected.project(ledger.log, 1);

        ledger.projected.takeParked(
                MasterDataProjection.NAME,
                2,
                ledger.projected.said("Location", gln, Map.of("name", List.of("Second"))));

        MasterDataVersions versions = ledger.projected.masterData;
        Gln place = new Gln("0614141007776");
        assertThat(List.of(1L, 2L, 3L))
                .extracting(position -> versions.location(ORGANISATION, position, place)
                        .first("name")
                        .orElse(""))
                .containsExactly("First", "Second", "Third");
        assertThat(versions.history(ORGANISATION, place, Long.MAX_VALUE, 10))
                .extracting(MasterDataVersion::until)
                .containsExactly(null, 3L, 2L);
    }
}

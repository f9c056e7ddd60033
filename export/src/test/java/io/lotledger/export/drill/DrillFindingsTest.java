package io.lotledger.export.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.job.Romaine;
import io.lotledger.export.source.TraceScores;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrillFindingsTest {
    @Test
    void elementThatAnEventOfThreeLotsLacksIsMissingOnce() {
        List<Lot> lots = Stream.of("A", "B", "C")
                .map(code -> new Lot(Romaine.ORGANISATION, LotKey.of(new Gtin("09506000134352"), code)))
                .toList();
        Readiness.Element phone = new Readiness.Element(
                "Immediate subsequent recipient", "Recipient Phone Number", "1.1340(a)(4)", null, false, true, null);
        Readiness readiness = new Readiness(
                0,
                1,
                1,
                lots.stream()
                        .map(lot -> new Readiness.Event(
                                "Shipping", lot.key(), "urn:uuid:shipped", Instant.EPOCH, "shipped", List.of(phone)))
                        .toList());

        DrillFindings found = DrillFindings.of(
                Romaine.ORGANISATION, new TraceScores.Scored(lots.subList(0, 1), 3, readiness, List.of()));

        assertThat(found.missing()).isEqualTo(1);
        assertThat(found.gaps()).extracting(DrillFindings.GapGroup::count).containsExactly(1L);
        assertThat(found.lots()).extracting(DrillFindings.LotScore::missing).containsExactly(1L);
    }

    @Test
    void aPlaceThatIsSupplierAndConsigneeIsOnePlaceToCall() {
        DrillFindings found = new DrillFindings(
                1,
                1,
                1,
                2,
                0,
                List.of(),
                List.of(),
                0,
                List.of(
                        new DrillFindings.Call("consignee", "9521321000010", "Packers", null, 1),
                        new DrillFindings.Call("supplier", "9521321000010", "Packers", null, 2),
                        new DrillFindings.Call("consignee", null, "Packers", null, 1)),
                3);

        assertThat(found.allCalls()).isEqualTo(5);
    }

    @Test
    void placeIsListedWithAllItsRolesOrLeftOut() {
        List<DrillFindings.Call> calls = Stream.of("consignee", "supplier")
                .flatMap(role -> IntStream.range(0, 250)
                        .mapToObj(i -> new DrillFindings.Call(role, null, "Place " + i, null, 1)))
                .toList();

        List<DrillFindings.Call> listed = DrillFindings.listed(calls);

        assertThat(listed).hasSize(400).contains(calls.get(199), calls.get(250 + 199));
        assertThat(new DrillFindings(1, 1, 1, 2, 0, List.of(), List.of(), 0, listed, 50).allCalls())
                .isEqualTo(250);
    }
}

package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.lot;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.lineage.lots.LineageRecords;
import io.lotledger.projections.processor.ProjectionPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineageRecordsIT {
    private final ProjectedLedger ledger = ProjectedLedger.emptied();

    @Test
    void lotThatWasUsedOftenHidesNoUseOfAnotherThatIsAskedForWithIt() {
        EpcisEvent soup = made("soup", "Salt", "Soup");
        List<EpcisEvent> chain = new ArrayList<>(List.of(soup));
        for (int i = 0; i < 1_001; i++) chain.add(made("bread-" + i, "Flour", "Bread-" + i));
        ledger.projectAfresh(chain, 500);

        Set<String> using = records()
                .usingEvents(
                        ORGANISATION,
                        List.of(
                                ledger.lot(lot("Flour")).id(),
                                ledger.lot(lot("Salt")).id()));

        assertThat(using)
                .hasSize(1_000 + 1)
                .contains(soup.fields().eventID())
                .doesNotContain(chain.get(1).fields().eventID());
    }

    private LineageRecords records() {
        return new LineageRecords(
                ledger.jdbc,
                new ProjectionPositions(ledger.jdbc),
                LotledgerServer.shared().bean(LogReader.class),
                logged -> EventJson.read(logged.document()));
    }

    private static EpcisEvent made(String event, String from, String to) {
        return SampleKeys.event(event)
                .at(1)
                .cases(lot(from), 1)
                .intoCases(lot(to), 1)
                .transformation();
    }
}

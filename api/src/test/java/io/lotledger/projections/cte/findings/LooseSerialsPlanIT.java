package io.lotledger.projections.cte.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.bench.SupplyChain;
import io.lotledger.api.lots.ProjectedLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LooseSerialsPlanIT {
    /** A pattern of units was looked up in the index of all units, once for each event. */
    @Test
    void unitsOfAnEventAreReadByItsPosition() {
        try (ProjectedLedger ledger = new ProjectedLedger("loose_serials_plan")) {
            List<Object> log = new ArrayList<>();
            new SupplyChain(1, event -> log.add(ledger.json("urn:event:" + log.size(), event))).seasons(20);
            for (int projection = 0; projection < 2; projection++) ledger.project(projection, log, 1, 1_000);

            List<String> plan = ledger.jdbc
                    .sql("explain (costs off) " + LooseSerials.CANDIDATES)
                    .param("organisation", ProjectedLedger.ORGANISATION)
                    .param("positions", LongStream.rangeClosed(1, 1_000).boxed().toArray(Long[]::new))
                    .param("position", (long) log.size())
                    .param("limit", 1_000)
                    .query(String.class)
                    .list();

            assertThat(String.join("\n", plan)).contains("event_unit_pkey").doesNotContain("event_unit_unit");
        }
    }
}

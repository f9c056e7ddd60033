package io.lotledger.projections.query.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.bench.SupplyChain;
import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of values: what order it is filled in, and what reading a page of it costs. */
class EventResourcesTableIT {
    private static final UUID OTHER = new UUID(0, 9);

    private static ProjectedLedger ledger;
    private static EventResourcesProjection projection;
    private static List<EpcisEventCaptured> log;

    @BeforeAll
    static void makeLog() {
        ledger = new ProjectedLedger("event_resources");
        projection = new EventResourcesProjection(ledger.jdbc);
        log = new ArrayList<>();
        new SupplyChain(1, event -> log.add(ledger.json("urn:event:" + log.size(), event))).seasons(20);
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void everyOrderOfArrivalGivesTheSameRows() {
        ledger.project(projection, log, 1, 1_000);
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(100).doesNotHaveDuplicates();

        for (int seed = 1; seed <= 3; seed++) {
            ledger.jdbc.sql("truncate event_resource").update();
            ledger.jdbc
                    .sql("update projection_position set position = 0 where projection = 'event-resources'")
                    .update();
            List<EpcisEventCaptured> shuffled = new ArrayList<>(log);
            Collections.shuffle(shuffled, new Random(seed));

            ledger.project(projection, shuffled, 1, seed * 37);

            assertThat(rows()).isEqualTo(rows);
        }
    }

    @Test
    void pageReadsItsRangeOfTheKey() {
        ledger.jdbc.sql("""
                        insert into event_resource
                        select :other, 2, 'https://id.gs1.org/01/04012345123456/21/' || i
                          from generate_series(1, 100000) as i
                        """).param("other", OTHER).update();
        ledger.jdbc.sql("vacuum analyze event_resource").update();

        String plan = String.join(
                "\n",
                ledger.jdbc
                        .sql("explain (analyze, buffers, costs off, timing off) " + EventResources.PAGE)
                        .param("organisation", OTHER)
                        .param("resource", 2)
                        .param("after", "https://id.gs1.org/01/04012345123456/21/5")
                        .param("most", 31)
                        .query(String.class)
                        .list());

        assertThat(plan)
                .contains("Index Only Scan using event_resource_pkey", "Index Cond: ((organisation =")
                .contains("rows=31")
                .doesNotContain("Sort", "Seq Scan", "Filter:");
    }

    private static List<String> rows() {
        return ledger.jdbc
                .sql("""
                        select resource || ' ' || value from event_resource where organisation = :organisation
                         order by resource, value
                        """)
                .param("organisation", ProjectedLedger.ORGANISATION)
                .query(String.class)
                .list();
    }
}

package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.bench.SupplyChain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** How much of the tables a step of the tally reads. */
class TallyPlanIT {

    @Test
    void eventsWithoutALotAreLookedUpOneByOne() {
        try (ProjectedLedger ledger = new ProjectedLedger("tally_plan")) {
            List<Object> log = new ArrayList<>();
            new SupplyChain(1, event -> log.add(ledger.json("urn:event:" + log.size(), event))).seasons(20);
            ledger.project(log, 1_000);
            ledger.jdbc.sql("analyze").update();
            List<Long> some = LongStream.rangeClosed(1, 100).boxed().toList();

            Long read = new TransactionTemplate(ledger.manager).execute(status -> {
                long before = readByScans(ledger);
                ledger.findings.withSerialsWithoutLot(ORGANISATION, some, log.size());
                return readByScans(ledger) - before;
            });

            assertThat(read).as("rows of whole tables").isZero();
        }
    }

    private static long readByScans(ProjectedLedger ledger) {
        return ledger.jdbc.sql("""
                        select sum(seq_tup_read)
                          from pg_stat_xact_user_tables
                         where relname in ('event', 'event_lot', 'event_unit')
                        """).query(Long.class).single();
    }
}

package io.lotledger.projections.cte.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.projections.index.ErrorDeclarations;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What it costs to find a few of twenty thousand declarations, before the wall and behind it. */
@SuppressWarnings("NullAway") // nothing here reads a document
class DeclarationPlanIT {
    private static final UUID OWN = new UUID(3, 3);

    private static ProjectedLedger ledger;

    @BeforeAll
    static void fill() {
        ledger = new ProjectedLedger("declaration_plans");
        ledger.jdbc.sql("""
                        insert into error_declaration (position, organisation, event_id, declaration_time, corrective_event_ids, record_time)
                        select 100000 + i, :own, 'urn:event:' || i, now(), array['urn:uuid:AA' || i], now() from generate_series(1, 20000) i
                        """).param("own", OWN).update();
        ledger.jdbc.sql("""
                        insert into error_correction (position, ordinal, organisation, event_id, corrective_id)
                        select 100000 + i, 1, :own, 'urn:event:' || i, 'urn:uuid:aa' || i from generate_series(1, 20000) i
                        """).param("own", OWN).update();
        ledger.jdbc.sql("""
                        insert into lineage_event (organisation, event_id, position, declared)
                        select :own, 'urn:event:' || i, case when i % 10000 = 7 then null else i end, 100000 + i
                          from generate_series(1, 20000) i
                        """).param("own", OWN).update();
        ledger.jdbc
                .sql("vacuum analyze error_declaration, error_correction, lineage_event")
                .update();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eventsThatOneCorrectsAreFoundByItsIdInAnyCase(boolean walled) {
        ErrorDeclarations declarations = new ErrorDeclarations(ledger.jdbc, null);

        for (String id : List.of("urn:uuid:aa77", "URN:UUID:AA77"))
            assertThat(readingFew(walled, () -> declarations.correctedBy(OWN, id)))
                    .containsExactly("urn:event:77");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void declarationsWithoutTheirEventAreFoundWithoutTheOthers(boolean walled) {
        DoubtfulDeclarations declarations = new DoubtfulDeclarations(ledger.jdbc, null, null);

        assertThat(readingFew(walled, () -> declarations.orphans(OWN, 0, 100, 1_000_000)))
                .containsExactly(100_007L, 110_007L);
        assertThat(readingFew(walled, () -> declarations.orphans(OWN, 100_007, 100, 1_000_000)))
                .containsExactly(110_007L);
    }

    private static <T> List<T> readingFew(boolean walled, Supplier<List<T>> reading) {
        return new TransactionTemplate(ledger.manager).execute(status -> {
            if (walled) ledger.readBehindTheWall(OWN);
            long before = rowsRead();
            List<T> found = reading.get();
            assertThat(rowsRead() - before).isLessThan(20);
            return found;
        });
    }

    /** By this connection. */
    private static long rowsRead() {
        return ledger.jdbc.sql("""
                        select sum(seq_tup_read + idx_tup_fetch)::bigint
                          from pg_stat_xact_user_tables
                         where relname in ('error_declaration', 'error_correction', 'lineage_event')
                        """).query(Long.class).single();
    }
}

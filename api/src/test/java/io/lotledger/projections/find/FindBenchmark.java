package io.lotledger.projections.find;

import io.lotledger.api.lots.ProjectedLedger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a search reads on a ledger of a million events: 120,000 lots, 60,000 documents, 500 products and places. The rows are made by
 * SQL, as {@link FindProjection} would write them.
 */
class FindBenchmark {
    private static final int LOTS = Integer.getInteger("lots", 120_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 40);
    private static final UUID ORGANISATION = ProjectedLedger.ORGANISATION;

    @Test
    void searchesOfAMillionEvents() {
        try (ProjectedLedger ledger = new ProjectedLedger("find_bench")) {
            fill(ledger);
            SearchIndex index = new SearchIndex(ledger.jdbc);
            for (String text :
                    List.of("m", "ml", "mlp", "mlp306", "306", "p3061", "MLP30612A", "zzz9", "food 12", "bol 4711")) {
                List<Long> nanos = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    long start = System.nanoTime();
                    for (SearchKind kind : SearchKind.values()) {
                        if (index.search(ORGANISATION, kind, text, "", 9).size() == 9)
                            index.count(ORGANISATION, kind, text, 1_001);
                    }
                    nanos.add(System.nanoTime() - start);
                }
                Collections.sort(nanos);
                System.out.printf(
                        Locale.ROOT,
                        "%-10s p50 %.1f ms, p95 %.1f ms%n",
                        text,
                        nanos.get(ROUNDS / 2) / 1e6,
                        nanos.get(ROUNDS * 95 / 100) / 1e6);
            }
            System.out.println(ledger.jdbc.sql("""
                            select 'rows ' || count(*) || ', table ' || pg_size_pretty(pg_relation_size('search_term'))
                                   || ', key ' || pg_size_pretty(pg_relation_size('search_term_pkey'))
                              from search_term
                            """).query(String.class).single());
        }
    }

    private static void fill(ProjectedLedger ledger) {
        ledger.jdbc
                .sql("""
                        insert into search_term
                        select :organisation, 1, substring(code from i), i - 1, cast(md5(code)::uuid as text), code
                          from (select 'mlp' || (30000 + n) || 'a' as code from generate_series(1, :lots) as n) c,
                               generate_series(1, length(code) - 1) as i
                        """)
                .param("organisation", ORGANISATION)
                .param("lots", LOTS)
                .update();
        ledger.jdbc
                .sql("""
                        insert into search_term
                        select :organisation, 4, 'bol ' || n, 0, 'urn:bt:' || n, ' bol ' || n from generate_series(1, :lots / 2) as n
                        union all
                        select :organisation, 4, cast(n as text), 4, 'urn:bt:' || n, ' bol ' || n from generate_series(1, :lots / 2) as n
                        union all
                        select :organisation, k, 'food ' || n, 0, 'key' || n, ' food ' || n from generate_series(1, 500) as n, unnest(array[2, 3]) as k
                        """)
                .param("organisation", ORGANISATION)
                .param("lots", LOTS)
                .update();
        ledger.jdbc.sql("vacuum analyze search_term").update();
    }
}

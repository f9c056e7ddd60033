package io.lotledger.api.bench;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bytes on disk after {@code vacuum}, of tables and of their indexes. */
final class DiskUse {
    private static final String PARTS = """
            select case when relname in ('domain_event', 'aggregate_snapshot') then 'log'
                        when relname like 'capture\\_%' then 'capture jobs'
                        when relname in ('event', 'error_declaration') then 'event index'
                        when relname in ('queried_event', 'event_resource', 'search_document', 'search_term') then 'queries and find'
                        when relname in ('lot', 'event_lot', 'event_unit', 'lineage_event', 'lot_edge', 'serial_lot', 'containment', 'transformed_content', 'transformed_unit', 'declared_name',
                                         'shipping_document') then 'lineage'
                        when relname in ('critical_tracking_event', 'cte_derivation') then 'cte'
                        when relname like 'tally%' then 'tally'
                        when relname like 'chain\\_%' then 'hash chain'
                        else 'other' end as part,
                   sum(pg_table_size(oid)) as table_bytes, sum(pg_indexes_size(oid)) as index_bytes
              from pg_class
             where relkind = 'r' and relnamespace = 'public'::regnamespace
             group by part
             order by sum(pg_total_relation_size(oid)) desc
            """;

    private DiskUse() {}

    /** @param posted bytes of all documents that clients have sent */
    static void print(JdbcClient jdbc, long posted) {
        jdbc.sql("vacuum").update();
        System.out.printf(Locale.ROOT, "disk per byte posted (%d bytes):%n", posted);
        double[] sum = {0};
        jdbc.sql(PARTS).query(row -> {
            double table = row.getDouble("table_bytes") / posted;
            double index = row.getDouble("index_bytes") / posted;
            sum[0] += table + index;
            System.out.printf(
                    Locale.ROOT,
                    "  %-18s %.3f (table %.3f, indexes %.3f)%n",
                    row.getString("part"),
                    table + index,
                    table,
                    index);
        });
        System.out.printf(Locale.ROOT, "  %-18s %.3f%n", "together", sum[0]);
    }
}

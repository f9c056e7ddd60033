package io.lotledger.ingest.eventlog.postgresql;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the captured entries of the log's table in order, one statement per run. */
final class LogRuns {
    /** Maximum size of the payloads of one run; at least one entry is read. */
    private static final long MAX_BYTES = 8L << 20;

    private final JdbcClient jdbc;
    private final String columns;

    /** @param columns to select besides {@code global_index} */
    LogRuns(JdbcClient jdbc, String columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /** The position of the last entry, 0 when the log is empty. */
    long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event")
                .query(Long.class)
                .single();
    }

    /** Passes the rows of a run to a handler, and returns the position up to which the log is read. */
    long read(long after, long until, RowCallbackHandler handler) {
        boolean[] more = new boolean[1];
        long[] last = new long[1];
        jdbc.sql("""
                        select global_index, more, %s
                          from (select e.*,
                                       sum(octet_length(payload)) over log - octet_length(payload) as bytes_before,
                                       lead(global_index) over log is not null as more
                                  from domain_event e
                                 where global_index > :after and global_index <= :until and %s
                                window log as (order by global_index)) run
                         where bytes_before < :bytes
                         order by global_index
                        """.formatted(columns, StoredPayloads.CAPTURED))
                .param("after", after)
                .param("until", until)
                .param("bytes", MAX_BYTES)
                .query(row -> {
                    handler.processRow(row);
                    last[0] = row.getLong("global_index");
                    more[0] = row.getBoolean("more");
                });
        return more[0] ? last[0] : until;
    }
}

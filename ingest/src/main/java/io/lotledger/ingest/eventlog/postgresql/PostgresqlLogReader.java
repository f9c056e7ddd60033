package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.LogReader;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log from its PostgreSQL table, one statement per run. */
public final class PostgresqlLogReader implements LogReader {
    /** Maximum size of the payloads of one run; at least one entry is read. */
    private static final long MAX_BYTES = 8L << 20;

    private final JdbcClient jdbc;
    private final StoredPayloads payloads;

    public PostgresqlLogReader(JdbcClient jdbc, StoredPayloads payloads) {
        this.jdbc = jdbc;
        this.payloads = payloads;
    }

    @Override
    public long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event")
                .query(Long.class)
                .single();
    }

    @Override
    public Run read(long after, long until) {
        List<Placed> entries = new ArrayList<>();
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
                        """.formatted(payloads.columns(), StoredPayloads.CAPTURED))
                .param("after", after)
                .param("until", until)
                .param("bytes", MAX_BYTES)
                .query(row -> {
                    long position = row.getLong("global_index");
                    payloads.read(row).ifPresent(payload -> entries.add(new Placed(position, payload)));
                    last[0] = position;
                    more[0] = row.getBoolean("more");
                });
        return new Run(more[0] ? last[0] : until, entries);
    }
}

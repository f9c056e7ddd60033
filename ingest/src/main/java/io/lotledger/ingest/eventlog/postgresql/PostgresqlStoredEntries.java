package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.StoredEntries;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the rows of the log's table, one statement per run. */
public final class PostgresqlStoredEntries implements StoredEntries {
    /** Maximum size of the payloads of one run; at least one entry is read. */
    private static final long MAX_BYTES = 8L << 20;

    private final JdbcClient jdbc;

    public PostgresqlStoredEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event")
                .query(Long.class)
                .single();
    }

    @Override
    public Run stored(long after, long until) {
        List<StoredEntry> entries = new ArrayList<>();
        boolean[] more = new boolean[1];
        jdbc.sql("""
                        select global_index, event_identifier, aggregate_identifier, sequence_number, aggregate_type, recorded_at,
                               payload_type, payload_revision, payload, meta_data, more
                          from (select e.*,
                                       sum(octet_length(payload)) over log - octet_length(payload) as bytes_before,
                                       lead(global_index) over log is not null as more
                                  from domain_event e
                                 where global_index > :after and global_index <= :until and %s
                                window log as (order by global_index)) run
                         where bytes_before < :bytes
                         order by global_index
                        """.formatted(StoredPayloads.CAPTURED))
                .param("after", after)
                .param("until", until)
                .param("bytes", MAX_BYTES)
                .query(row -> {
                    entries.add(entry(row));
                    more[0] = row.getBoolean("more");
                });
        return new Run(more[0] ? entries.get(entries.size() - 1).position() : until, entries);
    }

    private static StoredEntry entry(ResultSet row) throws SQLException {
        return new StoredEntry(
                row.getLong("global_index"),
                row.getString("event_identifier"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("aggregate_type"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getBytes("payload"),
                row.getBytes("meta_data"));
    }
}

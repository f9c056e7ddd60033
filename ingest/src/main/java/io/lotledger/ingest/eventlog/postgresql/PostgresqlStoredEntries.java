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
    private final LogRuns runs;

    public PostgresqlStoredEntries(JdbcClient jdbc) {
        this.runs = new LogRuns(jdbc, StoredPayloads.WHOLE_ROW);
    }

    @Override
    public long head() {
        return runs.head();
    }

    @Override
    public Run stored(long after, long until) {
        List<StoredEntry> entries = new ArrayList<>();
        long position = runs.read(after, until, row -> entries.add(entry(row)));
        return new Run(position, entries);
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

package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.serialization.SerializationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log from its PostgreSQL table, one statement per run. */
public final class PostgresqlLogReader implements LogReader {
    private final LogRuns runs;
    private final StoredPayloads payloads;

    public PostgresqlLogReader(JdbcClient jdbc, StoredPayloads payloads) {
        this.runs = new LogRuns(jdbc, payloads.columns());
        this.payloads = payloads;
    }

    @Override
    public long head() {
        return runs.head();
    }

    @Override
    public Run read(long after, long until) {
        List<Placed> entries = new ArrayList<>();
        long position = runs.read(after, until, row -> {
            long at = row.getLong("global_index");
            read(row).ifPresent(payload -> entries.add(new Placed(at, payload)));
        });
        return new Run(position, entries);
    }

    private Optional<Object> read(ResultSet row) throws SQLException {
        try {
            return payloads.read(row);
        } catch (SerializationException e) {
            return Optional.of(UnreadableEntry.of(row.getString("aggregate_identifier"), row.getBytes("payload"), e));
        }
    }
}

package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.LogReader;
import java.util.ArrayList;
import java.util.List;
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
            payloads.read(row).ifPresent(payload -> entries.add(new Placed(at, payload)));
        });
        return new Run(position, entries);
    }
}

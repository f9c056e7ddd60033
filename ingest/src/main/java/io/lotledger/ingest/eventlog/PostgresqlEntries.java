package io.lotledger.ingest.eventlog;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log as a table: any number of streams in one statement. */
final class PostgresqlEntries implements LatestEntries {
    private final JdbcClient jdbc;
    private final Serializer serializer;

    PostgresqlEntries(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    @Override
    public Map<UUID, LogEntry> of(Collection<UUID> streams) {
        Map<UUID, LogEntry> found = new HashMap<>();
        jdbc.sql("""
                        select distinct on (aggregate_identifier)
                               aggregate_identifier, sequence_number, recorded_at, payload_type, payload_revision, payload
                          from domain_event
                         where aggregate_identifier = any (cast(:streams as text[]))
                         order by aggregate_identifier, sequence_number desc
                        """)
                .param("streams", streams.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    UUID stream = UUID.fromString(row.getString("aggregate_identifier"));
                    Object payload = serializer.deserialize(new SimpleSerializedObject<>(
                            row.getBytes("payload"),
                            byte[].class,
                            row.getString("payload_type"),
                            row.getString("payload_revision")));
                    OffsetDateTime recorded = row.getObject("recorded_at", OffsetDateTime.class);
                    found.put(
                            stream,
                            new LogEntry(stream, row.getLong("sequence_number"), recorded.toInstant(), payload));
                });
        return found;
    }

    @Override
    public LogRows rows(List<? extends EventMessage<?>> messages) {
        return LogRows.of(messages, serializer);
    }

    @Override
    public void holdWriters() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LogRows.WRITER_LOCK)
                .query(row -> {});
    }
}

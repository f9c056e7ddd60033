package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogRows;
import io.lotledger.ingest.eventlog.StreamLookup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in a PostgreSQL table; one statement looks up any number of streams. */
final class PostgresqlEntries implements StreamLookup {
    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final StoredPayloads payloads;

    PostgresqlEntries(JdbcClient jdbc, Serializer serializer, StoredPayloads payloads) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.payloads = payloads;
    }

    @Override
    public Map<UUID, LogEntry> of(Collection<UUID> streams) {
        Map<UUID, LogEntry> found = new HashMap<>();
        jdbc.sql("""
                        select distinct on (aggregate_identifier)
                               global_index, aggregate_identifier as stream, sequence_number as place, recorded_at as recorded, %s
                          from domain_event
                         where aggregate_identifier = any (cast(:streams as text[]))
                         order by aggregate_identifier, sequence_number desc
                        """.formatted(payloads.columns()))
                .param("streams", streams.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    entry(row).ifPresent(entry -> found.put(entry.stream(), entry));
                });
        return found;
    }

    @Override
    public Map<UUID, List<LogEntry>> last(Collection<UUID> streams, int most) {
        Map<UUID, List<LogEntry>> found = new HashMap<>();
        jdbc.sql("""
                        select last.*
                          from unnest(cast(:streams as text[])) as sought(stream)
                         cross join lateral (
                               select global_index, aggregate_identifier as stream, sequence_number as place,
                                      recorded_at as recorded, %s
                                 from domain_event
                                where aggregate_identifier = sought.stream
                                order by sequence_number desc
                                limit :most) as last
                         order by last.stream, last.place
                        """.formatted(payloads.columns()))
                .param("streams", streams.stream().map(UUID::toString).toArray(String[]::new))
                .param("most", most)
                .query(row -> {
                    entry(row)
                            .ifPresent(entry -> found.computeIfAbsent(entry.stream(), s -> new ArrayList<>())
                                    .add(entry));
                });
        return found;
    }

    private Optional<LogEntry> entry(ResultSet row) throws SQLException {
        UUID stream = UUID.fromString(row.getString("stream"));
        long sequence = row.getLong("place");
        Instant recorded = row.getObject("recorded", OffsetDateTime.class).toInstant();
        return read(row).map(payload -> new LogEntry(stream, sequence, recorded, payload));
    }

    private Optional<Object> read(ResultSet row) throws SQLException {
        try {
            return payloads.read(row);
        } catch (SerializationException e) {
            throw new DamagedEntryException(row.getLong("global_index"), e);
        }
    }

    @Override
    public LogRows rows(List<? extends EventMessage<?>> messages) {
        return LogRows.of(messages, serializer);
    }

    @Override
    public @Nullable Instant lastRecordTime() {
        return jdbc.sql("""
                        select recorded_at from domain_event where aggregate_type in ('EpcisEvent', 'MasterData')
                         order by global_index desc limit 1
                        """)
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }

    @Override
    public void holdWriters() {
        jdbc.sql("select hold_log_writers(null)").query(row -> {});
    }
}

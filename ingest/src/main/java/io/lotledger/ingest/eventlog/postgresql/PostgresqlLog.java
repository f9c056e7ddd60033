package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogPosition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the log in PostgreSQL. */
public final class PostgresqlLog {
    private PostgresqlLog() {}

    /**
     * @param serializer the store's payload serializer
     * @param payloads reads stored payloads
     */
    public static EventLog open(EventStore store, Serializer serializer, StoredPayloads payloads, JdbcClient jdbc) {
        return new EventLog(
                new PostgresqlEntries(jdbc, serializer, payloads),
                store::publish,
                () -> LogPosition.of(store.createHeadToken()),
                true);
    }
}

package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.LogRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.TimestampWriter;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The event log in PostgreSQL, with one writer at a time over all nodes.
 *
 * <p>A writer holds an advisory lock from before its first row to the end of its transaction. The order of {@code
 * global_index} is therefore the commit order. A visible index implies that everything below it is visible, {@code
 * max(global_index)} is an exact position, and a gap is a permanent result of a rollback. Readers track no gaps and
 * cannot miss an event that commits late.
 *
 * <p>Axon's processors receive only the events meant for them. Projections read captured events themselves, in batches:
 * fetching each event for every processor cost more than appending it.
 */
public final class SingleWriterEventStorage extends JdbcEventStorageEngine {
    /** The predicate of the index in {@code V17__log_for_processors.sql}. */
    static final String FOR_PROCESSORS =
            "(aggregate_type is null or aggregate_type not in ('EpcisEvent', 'MasterData'))";

    private final EventSchema schema;

    public SingleWriterEventStorage(Builder settings, EventSchema schema) {
        super(settings.schema(schema)
                .appendEvents(SingleWriterEventStorage::appendWithLock)
                .readEventDataWithoutGaps(SingleWriterEventStorage::readNext)
                .readEventDataWithGaps(
                        (connection, tables, index, batchSize, gaps) -> readNext(connection, tables, index, batchSize))
                .extendedGapCheckEnabled(false) // `limit` skips gaps
                .maxGapOffset(1)
                .lowestGlobalSequence(Long.MAX_VALUE));
        this.schema = schema;
    }

    private static PreparedStatement appendWithLock(
            Connection connection,
            EventSchema schema,
            Class<?> dataType,
            List<? extends EventMessage<?>> events,
            Serializer serializer,
            TimestampWriter timestamps)
            throws SQLException {
        if (connection.getAutoCommit()) {
            throw new SQLException("events must be appended in a transaction, which keeps the order of the log");
        }
        if (dataType != byte[].class) throw new SQLException("the log stores bytes, not " + dataType);
        return LogRows.of(events, serializer).insert(connection);
    }

    private static PreparedStatement readNext(Connection connection, EventSchema schema, long after, int limit)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement("select " + schema.trackedEventFields() + " from "
                + schema.domainEventTable() + " where " + schema.globalIndexColumn() + " > ? and " + FOR_PROCESSORS
                + " order by " + schema.globalIndexColumn() + " limit ?");
        statement.setLong(1, after);
        statement.setInt(2, limit);
        return statement;
    }

    /** The position of the last event for Axon's processors, 0 when there is none. */
    public static long lastForProcessors(JdbcClient jdbc) {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event where " + FOR_PROCESSORS)
                .query(Long.class)
                .single();
    }

    @Override
    protected TrackedEventData<?> getTrackedEventData(ResultSet row, GapAwareTrackingToken previous)
            throws SQLException {
        TrackedDomainEventData<?> event = (TrackedDomainEventData<?>) super.getTrackedEventData(row, previous);
        long index = row.getLong(schema.globalIndexColumn());
        return new TrackedDomainEventData<>(
                GapAwareTrackingToken.newInstance(index, Collections.emptySortedSet()), event);
    }

    @Override
    protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant timestamp) throws SQLException {
        statement.setObject(position, timestamp.atOffset(ZoneOffset.UTC));
    }
}

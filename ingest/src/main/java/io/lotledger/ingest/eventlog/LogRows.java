package io.lotledger.ingest.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Events as rows of the log in PostgreSQL, one array per column. One statement with an array per column costs
 * PostgreSQL and the driver less than one parameter per value, for any number of events.
 */
public final class LogRows {
    /** SQLSTATE of {@code hold_log_writers}: a captured entry has a later record time than the entries to append. */
    public static final String RECORDED_LATER = "LL001";

    private static final String WRITER_LOCKED =
            "alone as materialized (select hold_log_writers(cast(? as timestamptz)))";

    /**
     * Rows get their positions in array order, and only after the lock is held: each row is inserted as it leaves the
     * join with the lock.
     */
    private static final String INSERT = """
            insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                                      recorded_at, payload_type, payload_revision, payload, meta_data)
            select e.*
              from alone cross join unnest(
                   cast(? as text[]), cast(? as text[]), cast(? as bigint[]), cast(? as text[]), cast(? as timestamptz[]),
                   cast(? as text[]), cast(? as text[]), cast(? as bytea[]), cast(? as bytea[])) as e
            """;

    /** Appends, as expressions of a {@code with}; {@code appended} returns each {@code global_index}. */
    public static final String APPENDED = WRITER_LOCKED + ", appended as (" + INSERT + " returning global_index)";

    /** Number of parameters of {@link #APPENDED}. */
    public static final int PARAMETERS = 10;

    private final List<String> identifiers = new ArrayList<>();
    private final List<String> aggregates = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final List<@Nullable String> types = new ArrayList<>();
    private final List<String> times = new ArrayList<>();
    private final List<String> payloadTypes = new ArrayList<>();
    private final List<@Nullable String> revisions = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<byte[]> metaData = new ArrayList<>();

    private byte @Nullable [] emptyMetaData;
    private @Nullable Instant earliestCaptured;

    private LogRows() {}

    public static LogRows of(List<? extends EventMessage<?>> events, Serializer serializer) {
        LogRows rows = new LogRows();
        for (EventMessage<?> event : events) rows.add(withStream(event), serializer);
        return rows;
    }

    /** An event without a stream gets a stream of its own. */
    private static <T> DomainEventMessage<T> withStream(EventMessage<T> event) {
        return event instanceof DomainEventMessage<T> domain
                ? domain
                : new GenericDomainEventMessage<>(null, event.getIdentifier(), 0, event, event::getTimestamp);
    }

    private void add(DomainEventMessage<?> event, Serializer serializer) {
        boolean isCaptured =
                event.getPayload() instanceof EpcisEventCaptured || event.getPayload() instanceof MasterDataCaptured;
        if (isCaptured && (earliestCaptured == null || event.getTimestamp().isBefore(earliestCaptured)))
            earliestCaptured = event.getTimestamp();
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        identifiers.add(event.getIdentifier());
        aggregates.add(event.getAggregateIdentifier());
        sequences.add(event.getSequenceNumber());
        types.add(event.getType());
        times.add(event.getTimestamp().toString());
        payloadTypes.add(payload.getType().getName());
        revisions.add(payload.getType().getRevision());
        payloads.add(payload.getData());
        metaData.add(event.getMetaData().isEmpty() ? emptyMetaData(event, serializer) : metaData(event, serializer));
    }

    /** Captured events have no metadata, so the empty value is serialised once. */
    private byte[] emptyMetaData(DomainEventMessage<?> event, Serializer serializer) {
        byte[] bytes = emptyMetaData;
        if (bytes == null) bytes = metaData(event, serializer);
        emptyMetaData = bytes;
        return bytes;
    }

    private static byte[] metaData(DomainEventMessage<?> event, Serializer serializer) {
        return event.serializeMetaData(serializer, byte[].class).getData();
    }

    /**
     * A prepared batch insert in the connection's transaction. It does not check record times: writers of captured
     * entries already hold the lock and took their record time under it.
     */
    public PreparedStatement insert(Connection connection) throws SQLException {
        PreparedStatement insert = connection.prepareStatement("with " + WRITER_LOCKED + " " + INSERT);
        try {
            bind(insert, null);
            insert.addBatch();
            return insert;
        } catch (SQLException e) {
            insert.close();
            throw e;
        }
    }

    /** Sets the parameters of {@link #APPENDED}, which come first in the statement. */
    public void bind(PreparedStatement statement) throws SQLException {
        bind(statement, earliestCaptured == null ? null : earliestCaptured.toString());
    }

    private void bind(PreparedStatement statement, @Nullable String recordTime) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setString(1, recordTime);
        statement.setArray(2, connection.createArrayOf("text", identifiers.toArray(String[]::new)));
        statement.setArray(3, connection.createArrayOf("text", aggregates.toArray(String[]::new)));
        statement.setArray(4, connection.createArrayOf("bigint", sequences.toArray(Long[]::new)));
        statement.setArray(5, connection.createArrayOf("text", types.toArray(String[]::new)));
        statement.setArray(6, connection.createArrayOf("text", times.toArray(String[]::new)));
        statement.setArray(7, connection.createArrayOf("text", payloadTypes.toArray(String[]::new)));
        statement.setArray(8, connection.createArrayOf("text", revisions.toArray(String[]::new)));
        statement.setArray(9, connection.createArrayOf("bytea", payloads.toArray(byte[][]::new)));
        statement.setArray(10, connection.createArrayOf("bytea", metaData.toArray(byte[][]::new)));
    }
}

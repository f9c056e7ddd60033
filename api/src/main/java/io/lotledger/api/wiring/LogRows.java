package io.lotledger.api.wiring;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Events as rows of the log, column by column: one statement with one array per column, however many events there are, costs
 * PostgreSQL and the driver less than a statement with a parameter per value.
 */
final class LogRows {
    private final List<String> identifiers = new ArrayList<>();
    private final List<String> aggregates = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final List<@Nullable String> types = new ArrayList<>();
    private final List<String> times = new ArrayList<>();
    private final List<String> payloadTypes = new ArrayList<>();
    private final List<@Nullable String> revisions = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<byte[]> metaData = new ArrayList<>();

    private byte @Nullable [] noMetaData;

    private LogRows() {}

    static LogRows of(List<? extends EventMessage<?>> events, Class<?> dataType, Serializer serializer)
            throws SQLException {
        if (dataType != byte[].class) throw new SQLException("the log keeps bytes, not " + dataType);
        LogRows rows = new LogRows();
        for (EventMessage<?> event : events) rows.add(inAStream(event), serializer);
        return rows;
    }

    /** An event of no stream is the only one of its own. */
    private static <T> DomainEventMessage<T> inAStream(EventMessage<T> event) {
        return event instanceof DomainEventMessage<T> domain
                ? domain
                : new GenericDomainEventMessage<>(null, event.getIdentifier(), 0, event, event::getTimestamp);
    }

    private void add(DomainEventMessage<?> event, Serializer serializer) {
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        identifiers.add(event.getIdentifier());
        aggregates.add(event.getAggregateIdentifier());
        sequences.add(event.getSequenceNumber());
        types.add(event.getType());
        times.add(event.getTimestamp().toString());
        payloadTypes.add(payload.getType().getName());
        revisions.add(payload.getType().getRevision());
        payloads.add(payload.getData());
        metaData.add(event.getMetaData().isEmpty() ? nothing(event, serializer) : metaData(event, serializer));
    }

    /** Captured events carry no metadata: that is written once for all. */
    private byte[] nothing(DomainEventMessage<?> event, Serializer serializer) {
        byte[] known = noMetaData;
        if (known == null) known = metaData(event, serializer);
        noMetaData = known;
        return known;
    }

    private static byte[] metaData(DomainEventMessage<?> event, Serializer serializer) {
        return event.serializeMetaData(serializer, byte[].class).getData();
    }

    /** Ready to be executed as a batch. The rows get their positions in the order of the arrays. */
    PreparedStatement insert(Connection connection, EventSchema schema) throws SQLException {
        PreparedStatement insert = connection.prepareStatement("insert into " + schema.domainEventTable() + " ("
                + schema.domainEventFields() + ") select * from unnest(cast(? as text[]), cast(? as text[]),"
                + " cast(? as bigint[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as text[]),"
                + " cast(? as text[]), cast(? as bytea[]), cast(? as bytea[]))");
        try {
            insert.setArray(1, connection.createArrayOf("text", identifiers.toArray(String[]::new)));
            insert.setArray(2, connection.createArrayOf("text", aggregates.toArray(String[]::new)));
            insert.setArray(3, connection.createArrayOf("bigint", sequences.toArray(Long[]::new)));
            insert.setArray(4, connection.createArrayOf("text", types.toArray(String[]::new)));
            insert.setArray(5, connection.createArrayOf("text", times.toArray(String[]::new)));
            insert.setArray(6, connection.createArrayOf("text", payloadTypes.toArray(String[]::new)));
            insert.setArray(7, connection.createArrayOf("text", revisions.toArray(String[]::new)));
            insert.setArray(8, connection.createArrayOf("bytea", payloads.toArray(byte[][]::new)));
            insert.setArray(9, connection.createArrayOf("bytea", metaData.toArray(byte[][]::new)));
            insert.addBatch();
            return insert;
        } catch (SQLException e) {
            insert.close();
            throw e;
        }
    }
}

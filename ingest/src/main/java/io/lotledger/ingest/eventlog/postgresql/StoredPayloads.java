package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/**
 * Reads the captured payload of a {@code domain_event} row through the upcasters, as Axon reads its rows. Without
 * upcasters, it only deserialises the payload.
 */
public final class StoredPayloads {
    /** Selects rows of captured entries by aggregate type, which is stable; a payload type may be renamed. */
    static final String CAPTURED = "aggregate_type in ('EpcisEvent', 'MasterData')";

    private static final String EVENT_TYPE = EpcisEventCaptured.class.getName();

    private static final String PAYLOAD = "aggregate_identifier, payload_type, payload_revision, payload";

    /** The columns of an entry besides its position. */
    static final String WHOLE_ROW =
            "event_identifier, sequence_number, aggregate_type," + " recorded_at, " + PAYLOAD + ", meta_data";

    private final Serializer serializer;
    private final EventUpcaster upcasters;
    private final boolean isUpcasting;

    /**
     * @param serializer the store's payload serializer
     * @param upcasters the store's upcasters
     */
    public StoredPayloads(Serializer serializer, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.upcasters = upcasters;
        this.isUpcasting = isUpcasting(upcasters);
    }

    /** An empty chain returns the stream it is given. */
    private static boolean isUpcasting(EventUpcaster upcasters) {
        var empty = Stream.<IntermediateEventRepresentation>empty();
        return upcasters.upcast(empty) != empty;
    }

    /** The columns that {@link #read} needs, for a {@code select}. */
    String columns() {
        return isUpcasting ? WHOLE_ROW : PAYLOAD;
    }

    /**
     * Returns an {@link EpcisEventCaptured} or {@link MasterDataCaptured}; empty if an upcaster removes the entry.
     *
     * @throws IllegalStateException when no class and no upcaster of this version reads the row; skipping it would lose
     *     data
     */
    Optional<Object> read(ResultSet row) throws SQLException {
        List<Object> payloads = isUpcasting ? upcast(row) : List.of(deserialized(row));
        if (payloads.size() > 1) throw unreadable(row, "upcasters turn it into several entries");
        for (Object payload : payloads) {
            if (!(payload instanceof EpcisEventCaptured || payload instanceof MasterDataCaptured))
                throw unreadable(row, "no class and no upcaster of this version reads it");
        }
        return payloads.stream().findFirst();
    }

    /**
     * Returns the document of an event; empty if the row is another entry, or an upcaster removes it.
     *
     * @throws org.axonframework.serialization.SerializationException when the payload is damaged
     */
    Optional<LoggedDocument> document(long position, ResultSet row) throws SQLException {
        return read(row)
                .filter(EpcisEventCaptured.class::isInstance)
                .map(EpcisEventCaptured.class::cast)
                .map(captured -> new LoggedDocument(position, captured.document(), captured.recordTime()));
    }

    private Object deserialized(ResultSet row) throws SQLException {
        byte[] payload = row.getBytes("payload");
        String type = row.getString("payload_type");
        if (EVENT_TYPE.equals(type)) {
            Optional<EpcisEventCaptured> event = EventPayload.read(payload);
            if (event.isPresent()) return event.get();
        }
        return serializer.deserialize(
                new SimpleSerializedObject<>(payload, byte[].class, type, row.getString("payload_revision")));
    }

    private List<Object> upcast(ResultSet row) throws SQLException {
        GenericDomainEventEntry<byte[]> entry = new GenericDomainEventEntry<>(
                row.getString("aggregate_type"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("event_identifier"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getBytes("payload"),
                row.getBytes("meta_data"));
        List<Object> payloads = new ArrayList<>();
        EventStreamUtils.upcastAndDeserializeDomainEvents(Stream.of(entry), serializer, upcasters)
                .forEachRemaining(message -> payloads.add(message.getPayload()));
        return payloads;
    }

    private static IllegalStateException unreadable(ResultSet row, String why) throws SQLException {
        return new IllegalStateException("an entry of the log is of type " + row.getString("payload_type")
                + ", revision " + row.getString("payload_revision") + ": " + why);
    }
}

package io.lotledger.ingest.eventlog.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * Converts messages to Axon Server's events and back through the upcasters, in the format of Axon's own event store.
 */
final class AxonServerEvents {
    private final Serializer serializer;
    private final Serializer readSerializer;
    private final EventUpcaster upcasters;

    /** @param serializer the event serializer */
    AxonServerEvents(Serializer serializer, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.readSerializer = new GrpcMetaDataAwareSerializer(serializer);
        this.upcasters = upcasters;
    }

    /** Converts a message without metadata. */
    Event write(DomainEventMessage<?> message) {
        org.axonframework.serialization.SerializedObject<byte[]> payload =
                message.serializePayload(serializer, byte[].class);
        @Nullable String revision = payload.getType().getRevision();
        return Event.newBuilder()
                .setMessageIdentifier(message.getIdentifier())
                .setAggregateType(message.getType())
                .setAggregateIdentifier(message.getAggregateIdentifier())
                .setAggregateSequenceNumber(message.getSequenceNumber())
                .setTimestamp(message.getTimestamp().toEpochMilli())
                .setPayload(SerializedObject.newBuilder()
                        .setType(payload.getType().getName())
                        .setRevision(revision == null ? "" : revision)
                        .setData(ByteString.copyFrom(payload.getData())))
                .build();
    }

    /** Upcasters may turn one event into several messages or none. */
    Stream<TrackedEventMessage<?>> read(long token, Event event) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                Stream.of(new TrackedDomainEventData<>(
                        new GlobalSequenceTrackingToken(token), new GrpcBackedDomainEventData(event))),
                readSerializer,
                upcasters);
    }
}

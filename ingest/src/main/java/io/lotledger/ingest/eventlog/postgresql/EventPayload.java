package io.lotledger.ingest.eventlog.postgresql;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses the payload of an {@link EpcisEventCaptured}, as the serializer reads it and in a fraction of its time. Every projection
 * begins with this.
 */
final class EventPayload {
    private static final int UUID_LENGTH = 36;

    /** A document may have as many characters as an event that was accepted. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EventPayload() {}

    /** Empty if the payload does not have the members of today, or is damaged; then the serializer tells which. */
    static Optional<EpcisEventCaptured> read(byte[] payload) {
        String organisation = null;
        String captureID = null;
        String eventID = null;
        String recordTime = null;
        String document = null;
        String contentHash = null;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) return Optional.empty();
                String value = parser.getString();
                switch (name) {
                    case "organisation" -> organisation = value;
                    case "captureID" -> captureID = value;
                    case "eventID" -> eventID = value;
                    case "recordTime" -> recordTime = value;
                    case "document" -> document = value;
                    case "contentHash" -> contentHash = value;
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            if (organisation == null || organisation.length() != UUID_LENGTH) return Optional.empty();
            if (captureID == null || eventID == null || recordTime == null || document == null) return Optional.empty();
            return Optional.of(new EpcisEventCaptured(
                    UUID.fromString(organisation),
                    captureID,
                    eventID,
                    Instant.parse(recordTime),
                    document,
                    contentHash));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

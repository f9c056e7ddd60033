package io.lotledger.export.chain;

import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The leaf of a captured entry: every column of its row. The payload has the organisation, the record time and the whole document
 * with its error declaration, which the event hash of CBV 2.0 leaves out.
 *
 * <p>The data of the leaf is the fields in the order below, each as its length in four bytes, most significant first, and its
 * bytes; null has the length −1. Numbers are decimal, the time is ISO 8601 in UTC, and text is UTF-8.
 */
public final class EntryLeaf {
    /** The tree of entries whose payload names no organisation. */
    public static final UUID NO_ORGANISATION = new UUID(0, 0);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EntryLeaf() {}

    public static MerkleHash of(StoredEntry entry) {
        return MerkleHash.leaf(data(entry));
    }

    private static byte[] data(StoredEntry entry) {
        ByteArrayOutputStream data = new ByteArrayOutputStream(entry.payload().length + 400);
        add(Long.toString(entry.position()), data);
        add(entry.eventIdentifier(), data);
        add(entry.stream(), data);
        add(Long.toString(entry.sequence()), data);
        add(entry.type(), data);
        add(entry.recordedAt().toString(), data);
        add(entry.payloadType(), data);
        add(entry.payloadRevision(), data);
        add(entry.payload(), data);
        add(entry.metaData(), data);
        return data.toByteArray();
    }

    private static void add(@Nullable String field, ByteArrayOutputStream data) {
        if (field == null) data.writeBytes(length(-1));
        else add(field.getBytes(StandardCharsets.UTF_8), data);
    }

    private static void add(byte[] field, ByteArrayOutputStream data) {
        data.writeBytes(length(field.length));
        data.writeBytes(field);
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }

    /** The organisation that the payload names; {@link #NO_ORGANISATION} for one that was damaged before it was covered. */
    public static UUID organisation(StoredEntry entry) {
        @Nullable String named = member("organisation", entry.payload());
        try {
            return named == null ? NO_ORGANISATION : UUID.fromString(named);
        } catch (IllegalArgumentException e) {
            return NO_ORGANISATION;
        }
    }

    /** What the entry is about: the eventID of an event, or the id of described master data. Null when it is unreadable. */
    public static @Nullable String subject(StoredEntry entry) {
        @Nullable String eventID = member("eventID", entry.payload());
        return eventID == null ? member("id", entry.payload()) : eventID;
    }

    /** The document of an event; null for master data. */
    public static @Nullable String document(StoredEntry entry) {
        return member("document", entry.payload());
    }

    private static @Nullable String member(String name, byte[] payload) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isSought = name.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (isSought) return value == JsonToken.VALUE_STRING ? parser.getString() : null;
                parser.skipChildren();
            }
            return null;
        } catch (JacksonException e) {
            return null;
        }
    }
}

package io.lotledger.intake;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

/**
 * The eventID of an event made from a partner's record: derived from the organisation, the kind of the record and the
 * record's own key. The same record sent again, by whomever, is a duplicate; a record with the same key and other content is
 * a conflict. {@link RecordIDs} tells which records have an id of an earlier version.
 */
public final class DerivedEventID {
    private DerivedEventID() {}

    /**
     * @param kind what the record is: {@code fda:Shipping}, {@code x12:856}
     * @param key values that identify the record among those of its kind and organisation, in a fixed order
     * @return {@code urn:uuid:} with a version 8 UUID (RFC 9562) of a SHA-256 digest
     */
    public static String of(UUID organisation, String kind, List<String> key) {
        return "urn:uuid:" + uuid(organisation, kind, key);
    }

    /** The UUID of {@link #of}. */
    static UUID uuid(UUID organisation, String kind, List<String> key) {
        MessageDigest digest = Sha256.digest();
        add(digest, organisation.toString());
        return uuid(digest, kind, key);
    }

    /** The id that versions up to 0.2.0 gave to the record when this key or person sent it. */
    public static String former(UUID organisation, String keyId, String kind, List<String> key) {
        MessageDigest digest = Sha256.digest();
        add(digest, organisation.toString());
        add(digest, keyId);
        return "urn:uuid:" + uuid(digest, kind, key);
    }

    private static UUID uuid(MessageDigest digest, String kind, List<String> key) {
        add(digest, kind);
        key.forEach(part -> add(digest, part));
        byte[] hash = digest.digest();
        hash[6] = (byte) ((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Adds the text with its length, so that no two lists of texts have the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}

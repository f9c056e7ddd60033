package io.lotledger.intake;

import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.ingest.capture.DocumentBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The eventID of an event made from a partner's record: derived from the organisation, the partner's key, the kind of the
 * record and the record's own key. The same record sent again is a duplicate; a record with the same key and other
 * content is a conflict.
 */
public final class DerivedEventID {
    private DerivedEventID() {}

    /**
     * @param kind what the record is: {@code fda:Shipping}, {@code x12:856}
     * @param key values that identify the record among those of its kind and partner, in a fixed order
     * @return {@code urn:uuid:} with a version 8 UUID (RFC 9562) of a SHA-256 digest
     */
    public static String of(DocumentBody document, String kind, List<String> key) {
        MessageDigest digest = Sha256.digest();
        add(digest, document.organisation().toString());
        add(digest, document.sender().keyId());
        add(digest, kind);
        key.forEach(part -> add(digest, part));
        byte[] hash = digest.digest();
        hash[6] = (byte) ((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
        String hex = HexFormat.of().formatHex(hash, 0, 16);
        return "urn:uuid:" + hex.substring(0, 8) + '-' + hex.substring(8, 12) + '-' + hex.substring(12, 16) + '-'
                + hex.substring(16, 20) + '-' + hex.substring(20);
    }

    /** Adds the text with its length, so that no two lists of texts have the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}

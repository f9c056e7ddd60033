package io.lotledger.ingest.epcis.identifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** Creates UUIDs of RFC 9562 from names or from a time. */
public final class Uuids {
    private static final String SEPARATOR = "\u001f"; // no name part may contain it, so ("a","bc") is not ("ab","c")

    private Uuids() {}

    /**
     * Version 5 (§5.5) of a path of names in a namespace: the same names give the same id on every node and after every
     * rebuild.
     */
    public static UUID v5(UUID namespace, String... names) {
        MessageDigest sha1 = sha1();
        sha1.update(bytes(namespace));
        ByteBuffer hash =
                ByteBuffer.wrap(sha1.digest(String.join(SEPARATOR, names).getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Version 7 (§5.7): the millisecond followed by random bits, so ids of one time are adjacent in an index. */
    public static UUID v7(Instant time) {
        UUID random = UUID.randomUUID();
        long high = (time.toEpochMilli() << 16) | 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
        return new UUID(high, random.getLeastSignificantBits());
    }

    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}

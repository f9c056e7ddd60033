package io.lotledger.projections.query.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * One entry of the query index: a facet with a value. The index holds 64 bits of its digest, so an event that an entry
 * finds is tested against the query again.
 */
public record IndexEntry(Facet facet, String value) {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    });

    /** An entry that every event with any value of the facet has. */
    public static IndexEntry present(Facet facet) {
        return new IndexEntry(facet, "");
    }

    /** The key of the entry; the organisation is part of it, so that no search meets another's events. */
    public long key(UUID organisation) {
        MessageDigest digest = DIGEST.get();
        ByteBuffer scope = ByteBuffer.allocate(16)
                .putLong(organisation.getMostSignificantBits())
                .putLong(organisation.getLeastSignificantBits());
        digest.update(scope.array());
        digest.update(facet.name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return ByteBuffer.wrap(digest.digest(value.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}

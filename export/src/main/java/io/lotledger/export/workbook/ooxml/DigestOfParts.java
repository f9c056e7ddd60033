package io.lotledger.export.workbook.ooxml;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over the parts of an archive: name, content and length of each, in order. */
final class DigestOfParts {
    private final MessageDigest digest = Sha256.digest();
    private long length;

    void begin(String name) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        length = 0;
    }

    void update(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        length += count;
    }

    void end() {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    }

    String hex() {
        return Sha256.hexOf(digest);
    }
}

package io.lotledger.intake.fda.book;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Short names for what has no identifier of its own: bits of SHA-256. */
public final class Digest {
    private Digest() {}

    public static String of(String... parts) {
        byte[] hash = Sha256.digest().digest(String.join("\u001f", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 12);
    }

    /** In place of a key of many texts, of which a table has one for each row; no two lists of texts have the same bytes. */
    public static UUID key(List<String> parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new UUID(hash.getLong(), hash.getLong());
    }
}

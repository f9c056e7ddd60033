package io.lotledger.intake.fda;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Short names for what has no identifier of its own: 96 bits of SHA-256. */
final class Digest {
    private Digest() {}

    static String of(String... parts) {
        byte[] hash = Sha256.digest().digest(String.join("\u001f", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 12);
    }
}

package io.lotledger.export.link;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret part of a link: 256 random bits in base64url. It is in the URL only; the ledger stores its SHA-256. */
public record LinkSecret(String text) {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static LinkSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new LinkSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Lower-case hexadecimal. A secret of this many random bits needs no salt and no slow hash. */
    String sha256() {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Omits the secret, so that it cannot reach a log by accident. */
    @Override
    public String toString() {
        return "LinkSecret[…]";
    }
}

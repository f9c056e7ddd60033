package io.lotledger.ingest.capture.receive;

import java.util.Locale;
import java.util.Optional;

/** Content codings of a request body (RFC 9110 §8.4.1). */
public enum ContentEncoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    /** The coding of a {@code Content-Encoding} header; empty if it is not supported. */
    public static Optional<ContentEncoding> ofWord(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;

/** A Global Trade Item Number, padded to 14 digits. */
public record Gtin(String value) {
    public Gtin {
        if (value.length() != 14 || !DigitalLinkPath.isDigits(value))
            throw new IllegalArgumentException("a GTIN has 14 digits, not '" + value + "'");
    }

    /**
     * The GTIN of a class or instance URI ({@code /01/…}, lgtin, sgtin, {@code idpat:sgtin:…*}), or of 8, 12, 13 or 14
     * bare digits.
     */
    public static Optional<Gtin> of(String uri) {
        if (isNumber(uri)) return Optional.of(new Gtin("0".repeat(14 - uri.length()) + uri));
        return DigitalLink.parse(uri).map(link -> link.get("01")).map(Gtin::new);
    }

    private static boolean isNumber(String text) {
        int length = text.length();
        return (length == 8 || (length >= 12 && length <= 14)) && DigitalLinkPath.isDigits(text);
    }
}

package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;

/** A Global Trade Item Number, padded to 14 digits. */
public record Gtin(String value) {
    public Gtin {
        if (!value.matches("\\d{14}")) throw new IllegalArgumentException("a GTIN has 14 digits, not '" + value + "'");
    }

    /**
     * The GTIN of a class or instance URI ({@code /01/…}, lgtin, sgtin, {@code idpat:sgtin:…*}), or of 8, 12, 13 or 14
     * bare digits.
     */
    public static Optional<Gtin> of(String uri) {
        if (uri.matches("\\d{8}|\\d{12,14}")) return Optional.of(new Gtin("0".repeat(14 - uri.length()) + uri));
        return DigitalLink.parse(uri).map(link -> link.get("01")).map(Gtin::new);
    }
}

package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;

/**
 * A Global Location Number, 13 digits. {@code /414/}, {@code /417/}, {@code urn:epc:id:sgln:} and {@code
 * urn:epc:id:pgln:} with the same number are one GLN; an extension is ignored.
 */
public record Gln(String value) {
    public Gln {
        if (!isNumber(value)) throw new IllegalArgumentException("a GLN has 13 digits, not '" + value + "'");
    }

    /** The GLN of a location or party URI, or of 13 bare digits. */
    public static Optional<Gln> of(String uri) {
        if (isNumber(uri)) return Optional.of(new Gln(uri));
        return DigitalLink.parse(uri).flatMap(link -> {
            String gln = link.get("414") != null ? link.get("414") : link.get("417");
            return gln == null ? Optional.empty() : Optional.of(new Gln(gln));
        });
    }

    private static boolean isNumber(String text) {
        return text.length() == 13 && DigitalLinkPath.isDigits(text);
    }
}

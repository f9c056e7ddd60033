package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Criteria for lots; all that are given must match.
 *
 * @param tlc a traceability lot code: as the partner prints it, an element string {@code (01)…(10)…}, the bare lot, or
 * a class URI in any form
 * @param gtin 14 digits
 * @param uri a class URI in any form; without a lot it matches all lots of its GTIN
 * @param text part of a lot, a GTIN or a class URI, case-insensitive; or any value that {@code tlc} accepts
 */
public record LotQuery(
        @Nullable String tlc,
        @Nullable Gtin gtin,
        @Nullable String uri,
        @Nullable String text) {
    private static final Pattern ELEMENT_STRING = Pattern.compile("\\(01\\)(\\d{8,14})\\s*\\(10\\)(.+)");

    public boolean isEmpty() {
        return tlc == null && gtin == null && uri == null && text == null;
    }

    /** The URI of the lot that a traceability lot code identifies by itself. */
    public static @Nullable String uriOf(@Nullable String tlc) {
        if (tlc == null) return null;
        Matcher element = ELEMENT_STRING.matcher(tlc.strip());
        if (element.matches()) {
            return Gtin.of(element.group(1))
                    .map(gtin -> LotKey.of(gtin, element.group(2)).uri())
                    .orElse(null);
        }
        return LotKey.of(tlc).map(LotKey::uri).orElse(null);
    }

    /** The GTIN of a class URI without a lot. */
    static @Nullable String classGtin(@Nullable String uri) {
        if (uri == null || LotKey.of(uri).isPresent()) return null;
        return Optional.of(uri)
                .flatMap(DigitalLink::parse)
                .map(link -> link.get("01"))
                .orElse(null);
    }
}

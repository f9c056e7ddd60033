package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class URI of a lot whose code is no GS1 key: {@code urn:lotledger:lot:{organisation}:{source}:{code}}. A code is
 * unique within its source's records only (21 CFR 1.1310), so the source is part of the lot's identity.
 */
public final class TextLot {
    /** With which the URI of every such lot begins. */
    public static final String PREFIX = "urn:lotledger:lot:";

    /** In place of a source that no record names. */
    public static final String UNKNOWN_SOURCE = "-";

    private static final String REFERRED = "ref-";
    private static final String OF_ROW = "row-";

    private TextLot() {}

    /** In place of a source of which only a reference to it is known. */
    public static String referredSource(String digestOfReference) {
        return REFERRED + digestOfReference;
    }

    /** In place of the source of a lot of which a row does not say enough to join it with others. */
    public static String sourceOfRow(String digestOfRow) {
        return OF_ROW + digestOfRow;
    }

    /** Whether a text lot is that of one row alone. */
    public static boolean isOfRow(String uri) {
        return source(uri).startsWith(OF_ROW);
    }

    /**
     * In place of the code of a harvest, which has none (21 CFR 1.1325).
     *
     * @param known food, field or container, and date, as far as they are known
     */
    public static String codeOfHarvest(Stream<String> known) {
        return ("Harvest " + known.collect(Collectors.joining(" "))).strip();
    }

    /** Whether only a reference to the source of a text lot is known. */
    public static boolean isSourceReferred(String uri) {
        return source(uri).startsWith(REFERRED);
    }

    /** Whether nothing is known of the source of a text lot. */
    public static boolean isSourceUnknown(String uri) {
        return source(uri).equals(UNKNOWN_SOURCE);
    }

    /** The source as it stands in the URI of a text lot; empty for any other. */
    public static String source(String uri) {
        if (!uri.startsWith(PREFIX)) return "";
        int from = uri.indexOf(':', PREFIX.length()) + 1;
        int to = uri.indexOf(':', from);
        return from == 0 || to < 0 ? "" : uri.substring(from, to);
    }

    /**
     * @param source identifies the traceability lot code source within the organisation: a GLN or a digest, without a
     *     colon
     * @param code traceability lot code as written
     */
    public static String uri(UUID organisation, String source, String code) {
        return PREFIX + organisation + ':' + source + ':' + PercentEncoding.encode(code);
    }

    /** The code as written, if the URI is one of a text lot. */
    public static Optional<String> code(String uri) {
        if (!uri.startsWith(PREFIX)) return Optional.empty();
        int source = uri.indexOf(':', PREFIX.length());
        int code = source < 0 ? -1 : uri.indexOf(':', source + 1);
        return code < 0 ? Optional.empty() : Optional.ofNullable(PercentEncoding.decode(uri.substring(code + 1)));
    }
}

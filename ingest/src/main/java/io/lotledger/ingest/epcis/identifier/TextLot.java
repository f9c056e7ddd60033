package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;
import java.util.UUID;

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

    private TextLot() {}

    /** In place of a source of which only a reference to it is known. */
    public static String referredSource(String digestOfReference) {
        return REFERRED + digestOfReference;
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

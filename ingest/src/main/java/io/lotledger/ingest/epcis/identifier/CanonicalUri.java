package io.lotledger.ingest.epcis.identifier;

import java.util.Locale;

/**
 * The canonical spelling of an identifier, used for indexing and comparison. A GS1 key becomes its canonical Digital
 * Link. Any other URI is normalised by RFC 3986 §6.2.2 and §6.2.3: lower-case scheme and host, no default port,
 * upper-case percent-encoding, and unreserved characters not encoded. A URN's namespace is also in lower case (RFC 8141
 * §3.1).
 *
 * <p>Dot segments remain, because {@code /10/..} names a lot. Characters outside ASCII remain as sent.
 */
public final class CanonicalUri {
    private static final String URN = "urn:";
    private static final String EPC = "urn:epc:";
    private static final String UUID = "urn:uuid:";
    private static final String HEX = "0123456789ABCDEF";

    private CanonicalUri() {}

    /**
     * Equal for all spellings of one identifier, different for different identifiers. A text that is not a URI is
     * unchanged.
     */
    public static String of(String uri) {
        return DigitalLink.canonical(uri);
    }

    /** Whether the URI begins with the prefix, ignoring case. */
    public static boolean startsWith(String uri, String prefix) {
        return uri.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The eventID as it is stored: a UUID in lower case, because letter case says nothing in it; any other as sent. */
    public static String eventID(String eventID) {
        return startsWith(eventID, UUID) ? lowerUpTo(eventID, eventID.length()) : eventID;
    }

    /** The normalised URI, without interpretation as a GS1 key. */
    public static String spelling(String uri) {
        String sent = uri.strip();
        int colon = schemeEnd(sent);
        if (colon < 0) return sent;
        String text = lowerUpTo(sent, colon);
        if (text.startsWith(URN)) text = urn(text);
        else if (text.startsWith("//", colon + 1)) text = withAuthority(text, colon);
        return text.indexOf('%') < 0 ? text : percentEncoding(text);
    }

    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') return i == 0 ? -1 : i;
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && !(i > 0 && other)) return -1;
        }
        return -1;
    }

    private static String lowerUpTo(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') return text.substring(0, end).toLowerCase(Locale.ROOT) + text.substring(end);
        }
        return text;
    }

    /** EPC URNs have two more case-insensitive parts, and a UUID is case-insensitive as a whole. */
    private static String urn(String text) {
        if (startsWith(text, UUID)) return lowerUpTo(text, text.length());
        int end = text.indexOf(':', URN.length());
        if (startsWith(text, EPC)) {
            for (int words = 0; words < 2 && end >= 0; words++) end = text.indexOf(':', end + 1);
        }
        return end < 0 ? text : lowerUpTo(text, end);
    }

    private static String withAuthority(String text, int colon) {
        int start = colon + 3;
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) end++;
        int host = text.lastIndexOf('@', end - 1);
        if (host < start) host = start - 1;
        String authority = lowerUpTo(text.substring(host + 1, end), end - host - 1);
        String scheme = text.substring(0, colon);
        boolean web = scheme.equals("https") || scheme.equals("http");
        String rest = text.substring(end);
        if (web && !rest.startsWith("/")) rest = "/" + rest;
        return text.substring(0, host + 1) + withoutDefaultPort(authority, scheme) + rest;
    }

    private static String withoutDefaultPort(String host, String scheme) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || colon < host.lastIndexOf(']')) return host; // IPv6 address without a port
        String port = host.substring(colon + 1);
        boolean isDefault = port.isEmpty()
                || (scheme.equals("https") && port.equals("443"))
                || (scheme.equals("http") && port.equals("80"));
        return isDefault ? host.substring(0, colon) : host;
    }

    /**
     * Normalises percent-encoding. A text with an invalid percent sign is unchanged, because its meaning is undefined.
     */
    private static String percentEncoding(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (c != '%') {
                normalized.append(c);
                continue;
            }
            if (low < 0) return text;
            char encoded = (char) (high << 4 | low);
            if (isUnreserved(encoded)) normalized.append(encoded);
            else normalized.append('%').append(HEX.charAt(high)).append(HEX.charAt(low));
            i += 2;
        }
        return normalized.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}

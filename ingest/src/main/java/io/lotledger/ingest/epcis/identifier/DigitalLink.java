package io.lotledger.ingest.epcis.identifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A GS1 key, read from an EPC URN or from a Digital Link of any resolver domain and path prefix; both are one value.
 *
 * @param keys application identifier to decoded value, the primary key first, then its qualifiers in GS1's order: {@code 01 → 04012345123456, 10 → Lot987}
 */
public record DigitalLink(Map<String, String> keys) {
    private static final String CANONICAL_DOMAIN = "https://id.gs1.org";
    private static final Pattern LOWER_CASE_EPC = Pattern.compile("urn:epc:[a-z]+:[a-z]+:");

    /** What was read a moment ago: the rules, the hash and the next events ask for the same locations and lots again. */
    private static final AtomicReferenceArray<@Nullable Recent> RECENT = new AtomicReferenceArray<>(1 << 12);

    private static final int LONGEST_REMEMBERED = 200;

    private record Recent(String uri, Optional<DigitalLink> link) {}

    public DigitalLink {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Reads a URI that carries a GS1 key; empty for any other. */
    public static Optional<DigitalLink> parse(String uri) {
        if (uri.length() > LONGEST_REMEMBERED) return read(uri);
        int place = uri.hashCode() & (RECENT.length() - 1);
        Recent recent = RECENT.get(place);
        if (recent == null || !recent.uri.equals(uri)) {
            recent = new Recent(uri, read(uri));
            RECENT.setPlain(place, recent);
        }
        return recent.link;
    }

    private static Optional<DigitalLink> read(String uri) {
        String text = CanonicalUri.spelling(uri);
        if (text.startsWith("urn:epc:")) return EpcUrn.toDigitalLink(text);
        return isWeb(text) ? new DigitalLinkPath(text).key() : Optional.empty();
    }

    private static boolean isWeb(String uri) {
        return uri.startsWith("https://") || uri.startsWith("http://");
    }

    /**
     * What keeps a web URI that has the marks of a Digital Link from being one: a qualifier before its key, a second key, an
     * unknown segment behind it, a length. Empty where it is one, and where it has no such marks.
     */
    public static Optional<String> faultOf(String uri) {
        String text = CanonicalUri.spelling(uri);
        return isWeb(text) ? Optional.ofNullable(new DigitalLinkPath(text).fault()) : Optional.empty();
    }

    /** Whether this is a URI of GS1's own domain whose first key has a wrong length or form: it can mean nothing else. */
    public static boolean isMalformedAtGs1(String uri) {
        String text = CanonicalUri.spelling(uri);
        boolean atGs1 = text.startsWith("https://id.gs1.org/") || text.startsWith("http://id.gs1.org/");
        return atGs1 && new DigitalLinkPath(text).beginsWithMalformedKey();
    }

    /**
     * The key as the event hash's reference implementation reads it, which differs for what is no Digital Link by its syntax: it takes
     * the key where a qualifier stands before it, and takes neither schemes in capitals nor patterns without their asterisk.
     */
    public static Optional<DigitalLink> inHash(String text) {
        boolean epc = LOWER_CASE_EPC.matcher(text).lookingAt();
        if (!epc && !isWeb(text)) return Optional.empty();
        if (text.startsWith("urn:epc:idpat:") && !text.endsWith(".*")) return Optional.empty();
        Optional<DigitalLink> key = parse(text);
        return key.isPresent() || epc ? key : new DigitalLinkPath(text).lastKey();
    }

    /** The one form that is indexed: GS1's own domain, primary key and qualifiers in order, values percent-encoded. */
    public String canonical() {
        return link(keys);
    }

    /** The canonical form of what the key names at its finest: no consumer product variant, and no lot where there is a serial (CBV 2.0 §8.9). */
    public String finest() {
        Map<String, String> finest = new LinkedHashMap<>(keys);
        finest.remove("22");
        if (finest.containsKey("21")) finest.remove("10");
        return link(finest);
    }

    /** What the key's GS1 company prefix may be; which of these it is, the key does not show. */
    public Set<String> companyPrefixes() {
        return new DigitalLinkUrn(this).prefixes();
    }

    /** The EPC URN of this key for its company prefix; empty where no URN says exactly this. */
    public Optional<String> urn(String companyPrefix) {
        return new DigitalLinkUrn(this).urn(companyPrefix);
    }

    public @Nullable String get(String ai) {
        return keys.get(ai);
    }

    /** Whether the check digit of the primary key is right; true where the key has none. */
    public boolean checkDigitHolds() {
        Map.Entry<String, String> primary = keys.entrySet().iterator().next();
        String value = primary.getValue();
        return switch (primary.getKey()) {
            case "00", "01", "402", "414", "417", "8017", "8018" -> CheckDigit.holds(value);
            case "253", "255" -> CheckDigit.holds(value.substring(0, 13));
            case "8003", "8006" -> CheckDigit.holds(value.substring(0, 14));
            default -> true;
        };
    }

    private static String link(Map<String, String> keys) {
        StringBuilder link = new StringBuilder(CANONICAL_DOMAIN);
        keys.forEach((ai, value) -> link.append('/').append(ai).append('/').append(PercentEncoding.encode(value)));
        return link.toString();
    }
}

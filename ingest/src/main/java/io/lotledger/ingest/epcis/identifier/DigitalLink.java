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
 * A GS1 key, parsed from an EPC URN or from a Digital Link of any resolver domain and path prefix. Both forms give the
 * same value.
 *
 * @param keys decoded values by application identifier, the primary key first, then its qualifiers in GS1's order:
 *     {@code 01 → 04012345123456, 10 → Lot987}
 */
public record DigitalLink(Map<String, String> keys) {
    private static final String CANONICAL_DOMAIN = "https://id.gs1.org";
    private static final Pattern LOWER_CASE_EPC = Pattern.compile("urn:epc:[a-z]+:[a-z]+:");

    /** A cache of recent results; rules, hashes and consecutive events parse the same locations and lots. */
    private static final AtomicReferenceArray<@Nullable CachedLink> CACHE = new AtomicReferenceArray<>(1 << 12);

    private static final int MAX_CACHED_LENGTH = 200;

    private record CachedLink(String uri, Optional<DigitalLink> link, String canonical) {}

    public DigitalLink {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Parses a URI with a GS1 key; empty for any other URI. */
    public static Optional<DigitalLink> parse(String uri) {
        return uri.length() > MAX_CACHED_LENGTH ? parseUncached(uri) : cached(uri).link;
    }

    /** The canonical spelling of any URI, {@linkplain CanonicalUri#of as indexed}. */
    static String canonical(String uri) {
        return uri.length() > MAX_CACHED_LENGTH ? canonical(uri, parseUncached(uri)) : cached(uri).canonical;
    }

    private static CachedLink cached(String uri) {
        int slot = uri.hashCode() & (CACHE.length() - 1);
        CachedLink cached = CACHE.get(slot);
        if (cached == null || !cached.uri.equals(uri)) {
            Optional<DigitalLink> link = parseUncached(uri);
            cached = new CachedLink(uri, link, canonical(uri, link));
            CACHE.setPlain(slot, cached);
        }
        return cached;
    }

    private static String canonical(String uri, Optional<DigitalLink> link) {
        return link.map(DigitalLink::canonical).orElseGet(() -> CanonicalUri.spelling(uri));
    }

    private static Optional<DigitalLink> parseUncached(String uri) {
        String text = CanonicalUri.spelling(uri);
        if (text.startsWith("urn:epc:")) return EpcUrn.toDigitalLink(text);
        return isHttp(text) ? new DigitalLinkPath(text).key() : Optional.empty();
    }

    private static boolean isHttp(String uri) {
        return uri.startsWith("https://") || uri.startsWith("http://");
    }

    /**
     * Why a web URI that resembles a Digital Link is not one: a qualifier before its key, a second key, an unknown
     * segment after it, or a wrong length. Empty for a valid Digital Link and for a URI that does not resemble one.
     */
    public static Optional<String> faultOf(String uri) {
        String text = CanonicalUri.spelling(uri);
        return isHttp(text) ? Optional.ofNullable(new DigitalLinkPath(text).fault()) : Optional.empty();
    }

    /**
     * Whether the URI is in GS1's own domain and its first key has a wrong length or form. Such a URI has no other
     * meaning.
     */
    public static boolean isMalformedAtGs1(String uri) {
        String text = CanonicalUri.spelling(uri);
        boolean atGs1 = text.startsWith("https://id.gs1.org/") || text.startsWith("http://id.gs1.org/");
        return atGs1 && new DigitalLinkPath(text).beginsWithMalformedKey();
    }

    /**
     * The key as the event hash's reference implementation reads it. It differs for text outside the Digital Link
     * syntax: it accepts a key after a qualifier, and rejects upper-case schemes and patterns without an asterisk.
     */
    public static Optional<DigitalLink> asInHash(String text) {
        boolean epc = LOWER_CASE_EPC.matcher(text).lookingAt();
        if (!epc && !isHttp(text)) return Optional.empty();
        if (text.startsWith("urn:epc:idpat:") && !text.endsWith(".*")) return Optional.empty();
        Optional<DigitalLink> key = parse(text);
        return key.isPresent() || epc ? key : new DigitalLinkPath(text).lastKey();
    }

    /** The form used for indexing: GS1's domain, primary key and qualifiers in order, percent-encoded values. */
    public String canonical() {
        return link(keys);
    }

    /**
     * The canonical form at the finest level of identification (CBV 2.0 §8.9): no consumer product variant, and no lot
     * if there is a serial.
     */
    public String finestLevel() {
        Map<String, String> finestLevel = new LinkedHashMap<>(keys);
        finestLevel.remove("22");
        if (finestLevel.containsKey("21")) finestLevel.remove("10");
        return link(finestLevel);
    }

    /** The possible GS1 company prefixes of the key; the key does not show which one is correct. */
    public Set<String> companyPrefixes() {
        return new DigitalLinkUrn(this).prefixes();
    }

    /** The EPC URN of this key with a company prefix; empty if no URN expresses exactly this key. */
    public Optional<String> urn(String companyPrefix) {
        return new DigitalLinkUrn(this).urn(companyPrefix);
    }

    public @Nullable String get(String ai) {
        return keys.get(ai);
    }

    /** The trade item that the key is of. An ITIP (AI 8006) is a piece of a trade item: GTIN, piece, count of pieces. */
    public Optional<Gtin> tradeItem() {
        String piece = keys.get("8006");
        return Optional.ofNullable(piece == null ? keys.get("01") : piece.substring(0, 14))
                .map(Gtin::new);
    }

    /** Whether the key is of one instance of a trade item or piece: by its serial (AI 21), or by that of a UPUI (AI 235). */
    public boolean isSerial() {
        return tradeItem().isPresent() && (keys.containsKey("21") || keys.containsKey("235"));
    }

    /**
     * Whether the key is of one object, such as a pallet (SSCC), a GTIN with its serial or a GRAI with one, and not of a
     * class of objects.
     */
    public boolean isInstance() {
        if (tradeItem().isPresent()) return isSerial();
        Map.Entry<String, String> primary = keys.entrySet().iterator().next();
        return switch (primary.getKey()) {
            case "253", "255" -> primary.getValue().length() > 13;
            case "8003" -> primary.getValue().length() > 14;
            case "8010" -> keys.containsKey("8011");
            case "8013" -> false;
            default -> true;
        };
    }

    /** Whether the check digit of the primary key is correct; true for a key without one. */
    public boolean hasValidCheckDigit() {
        Map.Entry<String, String> primary = keys.entrySet().iterator().next();
        String value = primary.getValue();
        return switch (primary.getKey()) {
            case "00", "01", "402", "414", "417", "8017", "8018" -> CheckDigit.isValid(value);
            case "253", "255" -> CheckDigit.isValid(value.substring(0, 13));
            case "8003", "8006" -> CheckDigit.isValid(value.substring(0, 14));
            default -> true;
        };
    }

    private static String link(Map<String, String> keys) {
        StringBuilder link = new StringBuilder(CANONICAL_DOMAIN);
        keys.forEach((ai, value) -> link.append('/').append(ai).append('/').append(PercentEncoding.encode(value)));
        return link.toString();
    }
}

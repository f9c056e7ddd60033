package io.lotledger.ingest.epcis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** GS1 Digital Link URI syntax 1.1 had names for the identifiers; partners still send them. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("sscc", "00"),
            Map.entry("gtin", "01"),
            Map.entry("gdti", "253"),
            Map.entry("gcn", "255"),
            Map.entry("ginc", "401"),
            Map.entry("gsin", "402"),
            Map.entry("gln", "414"),
            Map.entry("party", "417"),
            Map.entry("grai", "8003"),
            Map.entry("giai", "8004"),
            Map.entry("itip", "8006"),
            Map.entry("cpid", "8010"),
            Map.entry("gmn", "8013"),
            Map.entry("gsrnp", "8017"),
            Map.entry("gsrn", "8018"),
            Map.entry("cpv", "22"),
            Map.entry("lot", "10"),
            Map.entry("ser", "21"),
            Map.entry("tpx", "235"),
            Map.entry("glnx", "254"),
            Map.entry("cpsn", "8011"),
            Map.entry("srin", "8019"));

    private static final Map<String, Pattern> OTHERS = Map.ofEntries(
            Map.entry("253", Pattern.compile("\\d{13}.{0,17}")),
            Map.entry("255", Pattern.compile("\\d{13,25}")),
            Map.entry("401", Pattern.compile("\\d{4}.{1,26}")),
            Map.entry("8003", Pattern.compile("\\d{14}.{0,16}")),
            Map.entry("8004", Pattern.compile("\\d{4}.{1,26}")),
            Map.entry("8010", Pattern.compile("\\d{4}[#/0-9A-Z-]{1,26}")),
            Map.entry("8013", Pattern.compile("\\d{4}.{1,26}")));

    /** The keys that are digits and nothing else, and how many. */
    private static final Map<String, Integer> DIGITS =
            Map.of("00", 18, "01", 14, "402", 17, "414", 13, "417", 13, "8006", 18, "8017", 18, "8018", 18);

    private static final List<String> QUALIFIERS =
            List.of("22", "10", "21", "235", "254", "7040", "8011", "8019", "8020");
    private static final Pattern SHORT_GTIN = Pattern.compile("\\d{8}|\\d{12}|\\d{13}");

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
        String text = uri.strip();
        if (text.startsWith("urn:epc:")) return EpcUrn.toDigitalLink(text);
        if (text.startsWith("http://") || text.startsWith("https://")) return parseLink(text);
        return Optional.empty();
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

    private static Optional<DigitalLink> parseLink(String link) {
        List<String> segments = pathSegments(link);
        // The primary key is the last one the path names: a brand's own path prefix may look like an identifier.
        for (int i = segments.size() - 2; i >= 0; i -= 2) {
            String ai = ai(segments.get(i));
            if (DIGITS.containsKey(ai) || OTHERS.containsKey(ai)) {
                Optional<DigitalLink> found = from(segments.subList(i, segments.size()));
                if (found.isPresent()) return found;
            }
        }
        return Optional.empty();
    }

    private static List<String> pathSegments(String link) {
        int end = link.length();
        for (char stop : new char[] {'?', '#'}) {
            int at = link.indexOf(stop);
            if (at >= 0 && at < end) end = at;
        }
        List<String> segments = new ArrayList<>();
        int slash = link.indexOf('/', link.indexOf("://") + 3);
        while (slash >= 0 && slash < end) {
            int next = link.indexOf('/', slash + 1);
            int stop = next < 0 || next > end ? end : next;
            segments.add(link.substring(slash + 1, stop));
            slash = next;
        }
        if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) segments.remove(segments.size() - 1);
        return segments;
    }

    private static String ai(String segment) {
        return NAMES.getOrDefault(segment, segment);
    }

    private static Optional<DigitalLink> from(List<String> segments) {
        String primary = ai(segments.get(0));
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i += 2) {
            String ai = ai(segments.get(i));
            String value = PercentEncoding.decode(segments.get(i + 1));
            if (value == null || value.isEmpty()) return Optional.empty();
            if (i > 0 && !QUALIFIERS.contains(ai)) return Optional.empty();
            sent.put(ai, value);
        }
        return ordered(primary, sent);
    }

    private static boolean isPrimary(String ai, String value) {
        Integer digits = DIGITS.get(ai);
        if (digits != null) return value.length() == digits && isDigits(value);
        Pattern form = OTHERS.get(ai);
        return form != null && form.matcher(value).matches();
    }

    private static boolean isDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') return false;
        }
        return true;
    }

    private static Optional<DigitalLink> ordered(String primary, Map<String, String> sent) {
        Map<String, String> keys = new LinkedHashMap<>();
        String value = sent.getOrDefault(primary, "");
        if (primary.equals("01")
                && value.length() < 14
                && SHORT_GTIN.matcher(value).matches()) value = "0".repeat(14 - value.length()) + value;
        if (!isPrimary(primary, value)) return Optional.empty();
        keys.put(primary, value);
        for (String qualifier : QUALIFIERS) {
            String qualified = sent.get(qualifier);
            if (qualified == null) continue;
            boolean noExtension = qualifier.equals("254") && qualified.equals("0");
            if (!noExtension) keys.put(qualifier, qualified);
        }
        return Optional.of(new DigitalLink(keys));
    }
}

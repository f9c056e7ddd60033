package io.lotledger.ingest.epcis.identifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the path of a web URI by GS1 Digital Link URI syntax: an optional resolver path, the primary key, its
 * qualifiers, and nothing else. A path that violates the syntax has no key, because its valid part would identify
 * something larger.
 */
final class DigitalLinkPath {
    /** Short names of GS1 Digital Link URI syntax 1.1; partners still send them. */
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

    private static final Map<String, Pattern> PATTERNS = Map.ofEntries(
            Map.entry("253", Pattern.compile("\\d{13}.{0,17}")),
            Map.entry("255", Pattern.compile("\\d{13,25}")),
            Map.entry("401", Pattern.compile("\\d{4}.{1,26}")),
            Map.entry("8003", Pattern.compile("\\d{14}.{0,16}")),
            Map.entry("8004", Pattern.compile("\\d{4}.{1,26}")),
            Map.entry("8010", Pattern.compile("\\d{4}[#/0-9A-Z-]{1,26}")),
            Map.entry("8013", Pattern.compile("\\d{4}.{1,26}")));

    /** Lengths of the keys that consist of digits only. */
    private static final Map<String, Integer> DIGIT_LENGTHS =
            Map.of("00", 18, "01", 14, "402", 17, "414", 13, "417", 13, "8006", 18, "8017", 18, "8018", 18);

    private static final List<String> QUALIFIERS =
            List.of("22", "10", "21", "235", "254", "7040", "8011", "8019", "8020");
    private static final Pattern SHORT_GTIN = Pattern.compile("\\d{8}|\\d{12}|\\d{13}");

    /** Minimum number of digits after an application identifier that indicates a key; fewer may be a date or a page. */
    private static final int MIN_KEY_DIGITS = 5;

    private final List<String> segments;
    private final String query;

    /** @param link a web URI in its {@link CanonicalUri#spelling} */
    DigitalLinkPath(String link) {
        this.segments = segments(link);
        this.query = query(link);
    }

    Optional<DigitalLink> key() {
        int primaryIndex = primaryIndex();
        return primaryIndex < 0 || fault(primaryIndex) != null ? Optional.empty() : read(primaryIndex);
    }

    /** Why a URI that resembles a Digital Link is not one; {@code null} if it is one or does not resemble one. */
    @Nullable
    String fault() {
        int primaryIndex = primaryIndex();
        return primaryIndex < 0 ? malformedKey() : fault(primaryIndex);
    }

    /** Whether the path begins with the application identifier of a key but without such a key. */
    boolean beginsWithMalformedKey() {
        if (segments.isEmpty() || !isPrimary(segments.get(0))) return false;
        return segments.size() == 1 || !isKey(0);
    }

    /**
     * The key in the last possible pair of segments, which is how the event hash's reference implementation reads a
     * path.
     */
    Optional<DigitalLink> lastKey() {
        for (int i = segments.size() - 2; i >= 0; i -= 2) {
            if (isPrimary(ai(segments.get(i)))) {
                Optional<DigitalLink> found = read(i);
                if (found.isPresent()) return found;
            }
        }
        return Optional.empty();
    }

    private static List<String> segments(String link) {
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

    private static String query(String link) {
        int fragment = link.indexOf('#');
        String whole = fragment < 0 ? link : link.substring(0, fragment);
        int start = whole.indexOf('?');
        return start < 0 ? "" : whole.substring(start + 1);
    }

    /** Index of the first key, -1 if there is none. */
    private int primaryIndex() {
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (isPrimary(ai(segments.get(i))) && isKey(i)) return i;
        }
        return -1;
    }

    private @Nullable String malformedKey() {
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (isMalformedKey(i)) return "the key's length or form is wrong";
        }
        return null;
    }

    private boolean isMalformedKey(int index) {
        String value = segments.get(index + 1);
        boolean number = value.length() >= MIN_KEY_DIGITS && isDigits(value);
        return number && isPrimary(ai(segments.get(index))) && !isKey(index);
    }

    private @Nullable String fault(int primaryIndex) {
        for (int i = 0; i + 1 < primaryIndex; i++) {
            if (QUALIFIERS.contains(ai(segments.get(i)))) {
                return "the qualifier '/" + segments.get(i) + "/" + segments.get(i + 1) + "' comes before its key";
            }
            if (isMalformedKey(i)) return "it has a second key, '/" + segments.get(i) + "'";
        }
        Map<String, String> qualifiers = new LinkedHashMap<>();
        for (int i = primaryIndex + 2; i < segments.size(); i += 2) {
            String ai = ai(segments.get(i));
            if (i + 1 == segments.size()) return "'/" + segments.get(i) + "' has no value";
            String value = PercentEncoding.decode(segments.get(i + 1));
            if (isPrimary(ai)) return "it has a second key, '/" + segments.get(i) + "'";
            if (!QUALIFIERS.contains(ai)) return "'/" + segments.get(i) + "' is not a qualifier of a key";
            if (value == null || value.isEmpty()) {
                return "'/" + segments.get(i) + "' has a value that is empty or not percent-encoded UTF-8";
            }
            if (qualifiers.put(ai, value) != null) return "it has '/" + segments.get(i) + "' twice";
        }
        return qualifierInQuery(qualifiers);
    }

    /**
     * Reports a qualifier in the query. It belongs in the path; without it the path would identify all lots or serials.
     */
    private @Nullable String qualifierInQuery(Map<String, String> inPath) {
        if (query.isEmpty()) return null;
        for (String parameter : query.split("[&;]")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? "" : parameter.substring(0, equals);
            if (!QUALIFIERS.contains(name)) continue;
            String value = PercentEncoding.decode(parameter.substring(equals + 1));
            if (!String.valueOf(value).equals(inPath.get(name))) {
                return "the qualifier '" + name + "' is in the query, but belongs in the path";
            }
        }
        return null;
    }

    private static String ai(String segment) {
        return NAMES.getOrDefault(segment, segment);
    }

    private static boolean isPrimary(String ai) {
        return DIGIT_LENGTHS.containsKey(ai) || PATTERNS.containsKey(ai);
    }

    private boolean isKey(int index) {
        String value = PercentEncoding.decode(segments.get(index + 1));
        return value != null && isKey(ai(segments.get(index)), padded(ai(segments.get(index)), value));
    }

    private static boolean isKey(String ai, String value) {
        Integer digits = DIGIT_LENGTHS.get(ai);
        if (digits != null) return value.length() == digits && isDigits(value);
        Pattern pattern = PATTERNS.get(ai);
        return pattern != null && pattern.matcher(value).matches();
    }

    static boolean isDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') return false;
        }
        return true;
    }

    private static String padded(String ai, String value) {
        boolean isShort = ai.equals("01")
                && value.length() < 14
                && SHORT_GTIN.matcher(value).matches();
        return isShort ? "0".repeat(14 - value.length()) + value : value;
    }

    private Optional<DigitalLink> read(int primaryIndex) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = primaryIndex; i < segments.size(); i += 2) {
            String ai = ai(segments.get(i));
            String value = PercentEncoding.decode(segments.get(i + 1));
            if (value == null || value.isEmpty()) return Optional.empty();
            if (i > primaryIndex && !QUALIFIERS.contains(ai)) return Optional.empty();
            sent.put(ai, value);
        }
        return ordered(ai(segments.get(primaryIndex)), sent);
    }

    private static Optional<DigitalLink> ordered(String primaryAi, Map<String, String> sent) {
        Map<String, String> keys = new LinkedHashMap<>();
        String value = padded(primaryAi, sent.getOrDefault(primaryAi, ""));
        if (!isKey(primaryAi, value)) return Optional.empty();
        keys.put(primaryAi, value);
        for (String qualifier : QUALIFIERS) {
            String qualifierValue = sent.get(qualifier);
            if (qualifierValue == null) continue;
            boolean isZeroExtension = qualifier.equals("254") && qualifierValue.equals("0");
            if (!isZeroExtension) keys.put(qualifier, qualifierValue);
        }
        return Optional.of(new DigitalLink(keys));
    }
}

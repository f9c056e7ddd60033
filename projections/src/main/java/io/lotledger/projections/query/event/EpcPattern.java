package io.lotledger.projections.query.event;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A pattern of EPCs, such as {@code urn:epc:idpat:sgtin:4012345.012345.*} (EPC Tag Data Standard 2.0 §8). It matches
 * component by component, EPC URNs and Digital Links alike.
 */
public final class EpcPattern {
    private static final String PATTERN = "urn:epc:idpat:";
    private static final String ANY = "*";
    private static final int SHORTEST_PREFIX = 6;

    /** What no component of a URN has. */
    private static final Pattern NO_COMPONENT = Pattern.compile("[\\[\\]{}|\\\\^`\"<>\\s]");

    /** Components of schemes whose last one may contain dots. */
    private static final Map<String, Integer> COMPONENTS = Map.ofEntries(
            Map.entry("sgtin", 3),
            Map.entry("lgtin", 3),
            Map.entry("upui", 3),
            Map.entry("itip", 5),
            Map.entry("sscc", 2),
            Map.entry("sgln", 3),
            Map.entry("pgln", 2),
            Map.entry("grai", 3),
            Map.entry("giai", 2),
            Map.entry("gdti", 3),
            Map.entry("sgcn", 3),
            Map.entry("gsrn", 2),
            Map.entry("gsrnp", 2),
            Map.entry("cpi", 3),
            Map.entry("ginc", 2),
            Map.entry("gsin", 2),
            Map.entry("gid", 3),
            Map.entry("usdod", 2),
            Map.entry("adi", 3),
            Map.entry("bic", 1),
            Map.entry("imovn", 1));

    private static final Set<String> SCHEMES_OF_OTHERS = Set.of("gid", "usdod", "adi", "bic", "imovn");

    private final String scheme;
    private final List<String> components;

    private EpcPattern(String scheme, List<String> components) {
        this.scheme = scheme;
        this.components = components;
    }

    /** Empty for a text that is not a pattern of EPCs. */
    public static Optional<EpcPattern> parse(String text) {
        if (!CanonicalUri.startsWith(text, PATTERN)) return Optional.empty();
        return Optional.of(of(CanonicalUri.spelling(text)));
    }

    /** What is wrong with a pattern; empty for a good one, and for a text that is not a pattern of EPCs. */
    public static Optional<String> faultOf(String text) {
        if (!CanonicalUri.startsWith(text, PATTERN)) return Optional.empty();
        String[] parts = CanonicalUri.spelling(text).substring(PATTERN.length()).split(":", 2);
        String scheme = parts[0];
        Integer count = COMPONENTS.get(scheme);
        if (count == null) {
            return Optional.of("'" + scheme + "' is not a scheme of EPCs"
                    + Nearest.of(scheme, COMPONENTS.keySet())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        List<String> components = parts.length < 2 ? List.of() : List.of(parts[1].split("\\.", count));
        if (components.size() == count && components.stream().allMatch(one -> isComponent(scheme, one))) {
            return Optional.empty();
        }
        return Optional.of("'" + text + "' is not a pattern of EPCs; its form is " + form(scheme)
                + ", with a whole value in the place of any *"
                + (NO_COMPONENT.matcher(text).find() ? "; ranges such as [1-5] are no components" : ""));
    }

    private static boolean isComponent(String scheme, String component) {
        if (component.equals(ANY)) return true;
        boolean mayBeEmpty = scheme.equals("adi"); // an aircraft part may have no part number
        if (NO_COMPONENT.matcher(component).find()) return false;
        return !component.contains(ANY) && (mayBeEmpty || !component.isEmpty());
    }

    private static String form(String scheme) {
        return PATTERN + scheme + ":" + String.join(".", Collections.nCopies(COMPONENTS.getOrDefault(scheme, 0), ANY));
    }

    /** The form of the patterns of each scheme, sorted. */
    public static List<String> forms() {
        return COMPONENTS.keySet().stream().sorted().map(EpcPattern::form).toList();
    }

    private static EpcPattern of(String urn) {
        String[] parts = urn.split(":", 5);
        if (parts.length < 5) return new EpcPattern("", List.of());
        int count = COMPONENTS.getOrDefault(parts[3], -1);
        return new EpcPattern(parts[3], List.of(parts[4].split("\\.", count)));
    }

    /**
     * A Digital Link matches if it does with the pattern's company prefix, because it does not show where its own ends.
     *
     * @param sent the EPC as sent
     */
    public boolean matches(String sent) {
        boolean isUrn = CanonicalUri.startsWith(sent, "urn:epc:");
        Optional<DigitalLink> link = DigitalLink.parse(sent).flatMap(one -> DigitalLink.parse(one.finestLevel()));
        if (link.isEmpty()) return isUrn && covers(of(CanonicalUri.spelling(sent)));
        Set<String> prefixes;
        if (isUrn) prefixes = prefix(of(CanonicalUri.spelling(sent)));
        else if (prefix(this).contains(ANY)) prefixes = link.get().companyPrefixes();
        else prefixes = prefix(this);
        return prefixes.stream()
                .flatMap(prefix -> link.get().urn(prefix).stream())
                .anyMatch(urn -> covers(of(CanonicalUri.spelling(urn))));
    }

    private static Set<String> prefix(EpcPattern pattern) {
        return pattern.components.isEmpty() ? Set.of() : Set.of(pattern.components.get(0));
    }

    private boolean covers(EpcPattern other) {
        if (!scheme.equals(other.scheme) || components.size() != other.components.size()) return false;
        for (int i = 0; i < components.size(); i++) {
            String component = components.get(i);
            if (!component.equals(ANY) && !component.equals(other.components.get(i))) return false;
        }
        return true;
    }

    /** An index entry that every match has; empty for a pattern without a company prefix. */
    public Optional<IndexEntry> entry(Facet facet) {
        if (components.size() < 2 || components.get(0).length() < SHORTEST_PREFIX) return Optional.empty();
        if (!isGs1(scheme)) return Optional.empty();
        if (!components.get(1).equals(ANY)) {
            String item = scheme.equals("lgtin") ? "sgtin" : scheme;
            String[] known = components.toArray(String[]::new);
            Arrays.fill(known, known.length - 1, known.length, ANY);
            Optional<DigitalLink> level = DigitalLink.parse(PATTERN + item + ":" + String.join(".", known));
            if (level.isPresent()) return Optional.of(new IndexEntry(facet, level(level.get())));
        }
        return Optional.of(ofPrefix(facet, components.get(0)));
    }

    private static boolean isGs1(String scheme) {
        return COMPONENTS.containsKey(scheme) && !SCHEMES_OF_OTHERS.contains(scheme);
    }

    /** The entries of an EPC or class by which patterns find it. */
    static List<IndexEntry> entries(Facet facet, String identifier) {
        Optional<DigitalLink> link = DigitalLink.parse(identifier);
        if (link.isEmpty()) return List.of();
        Optional<String> prefix = link.get().companyPrefixes().stream().findFirst();
        IndexEntry level = new IndexEntry(facet, level(link.get()));
        return prefix.isEmpty() ? List.of(level) : List.of(level, ofPrefix(facet, prefix.get()));
    }

    /** Every company prefix has at least six digits, and these are common to all that a key may have. */
    private static IndexEntry ofPrefix(Facet facet, String prefix) {
        return new IndexEntry(facet, "prefix " + prefix.substring(0, SHORTEST_PREFIX));
    }

    /** What all serials or lots of one class share. */
    private static String level(DigitalLink link) {
        Map.Entry<String, String> primary = link.keys().entrySet().iterator().next();
        int serialFrom = switch (primary.getKey()) {
            case "8003" -> 14;
            case "253", "255" -> 13;
            default -> primary.getValue().length();
        };
        String value = primary.getValue()
                .substring(0, Math.min(serialFrom, primary.getValue().length()));
        Map<String, String> level = new LinkedHashMap<>(Map.of(primary.getKey(), value));
        return "level " + new DigitalLink(level).canonical();
    }
}

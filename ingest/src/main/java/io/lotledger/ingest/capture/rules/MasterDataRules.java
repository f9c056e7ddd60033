package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a location or a product that is maintained by itself: the local names that fill FDA's spreadsheet.
 * Documents may carry other attributes. Here an unknown name is an error, because no report would show it.
 */
public final class MasterDataRules {
    public static final MasterDataRules LOCATION =
            new MasterDataRules("Location", DescribedColumn.names(DescribedColumn.Of.PLACE));
    public static final MasterDataRules PRODUCT =
            new MasterDataRules("EPCClass", DescribedColumn.names(DescribedColumn.Of.PRODUCT));

    /** Maximum length of a value; longer ones are unreadable in a spreadsheet cell. */
    private static final int MAX_LENGTH = 1_000;

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, Integer> DEGREES = Map.of("latitude", 90, "longitude", 180);

    private final String vocabulary;
    private final Set<String> names;

    private MasterDataRules(String vocabulary, Set<String> names) {
        this.vocabulary = vocabulary;
        this.names = names;
    }

    public String vocabulary() {
        return vocabulary;
    }

    /** The allowed names, sorted. */
    public List<String> names() {
        return List.copyOf(new TreeSet<>(names));
    }

    /**
     * Returns all violations.
     *
     * @param attributes values by name as sent, bare or in a namespace
     */
    public List<Violation> review(Map<String, List<String>> attributes) {
        List<Violation> violations = new ArrayList<>(reviewWhole(attributes));
        violations.addAll(reviewEach(attributes, Set.of()));
        return violations;
    }

    /** The violations of each set attribute and each removed name. */
    public List<Violation> reviewEach(Map<String, List<String>> attributes, Set<String> removed) {
        List<Violation> violations = new ArrayList<>();
        Map<String, String> sentAs = new HashMap<>();
        for (String name : removed) {
            String local = Extensions.localName(name);
            String previous = sentAs.putIfAbsent(local, name);
            if (!names.contains(local)) violations.add(unknownName(path(name), name, local));
            else if (previous != null) violations.add(duplicateName(previous, name));
        }
        attributes.forEach((name, values) -> {
            String path = path(name);
            String local = Extensions.localName(name);
            String previous = sentAs.putIfAbsent(local, name);
            if (!names.contains(local)) violations.add(unknownName(path, name, local));
            else if (previous != null) {
                violations.add(duplicateName(previous, name));
            } else if (values.isEmpty()) {
                violations.add(
                        violation(path, "required", "a value is needed: text, a number, or a list of these", null));
            }
            for (String value : values) value(path, local, value, violations);
        });
        return violations;
    }

    /** The violations of the attributes as a whole: none are present, or latitude or longitude is missing. */
    public List<Violation> reviewWhole(Map<String, List<String>> attributes) {
        return reviewWhole(attributes, DEGREES.keySet());
    }

    /**
     * The same of a description after a change. A document may have described half a position, which is no fault of a change that
     * leaves it.
     *
     * @param changed local names of the attributes that were set or removed
     */
    public List<Violation> reviewWhole(Map<String, List<String>> attributes, Set<String> changed) {
        List<Violation> violations = new ArrayList<>();
        if (attributes.isEmpty()) {
            String message = "at least one attribute is needed: " + String.join(", ", names());
            violations.add(violation("$.attributes", "required", message, null));
        }
        if (!Collections.disjoint(changed, DEGREES.keySet())) violations.addAll(reviewPosition(attributes));
        return violations;
    }

    private static List<Violation> reviewPosition(Map<String, List<String>> attributes) {
        List<Violation> violations = new ArrayList<>();
        Map<String, String> sentAs = new HashMap<>();
        attributes.keySet().forEach(name -> sentAs.put(Extensions.localName(name), name));
        for (String name : DEGREES.keySet()) {
            String other = name.equals("latitude") ? "longitude" : "latitude";
            if (sentAs.containsKey(name) && !sentAs.containsKey(other)) {
                String message = name + " without " + other + " is not a position: send both";
                violations.add(violation(path(sentAs.getOrDefault(name, name)), other, message, null));
            }
        }
        return violations;
    }

    private static Violation duplicateName(String previous, String name) {
        String message = "'" + previous + "' and '" + name + "' are the same attribute: send one of them";
        return violation(path(name), "twice", message, name);
    }

    private Violation unknownName(String path, String name, String local) {
        String hint = Nearest.of(local, names)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("the attributes are " + String.join(", ", names()));
        String kind = vocabulary.equals("Location") ? "a location" : "a product";
        return violation(path, "attributeName", "'" + name + "' is not an attribute of " + kind + "; " + hint, name);
    }

    private static void value(String path, String local, String value, List<Violation> violations) {
        int length = value.codePointCount(0, value.length());
        if (value.isBlank()) {
            violations.add(violation(path, "blank", local + " is blank: leave it out or send a value", value));
        } else if (length > MAX_LENGTH) {
            String message = local + " has " + length + " characters; send at most " + MAX_LENGTH;
            violations.add(violation(path, "tooLong", message, value));
        } else if (value.codePoints().anyMatch(MasterDataRules::isControlOrSurrogate)) {
            violations.add(
                    violation(path, "characters", local + " has a control character or half a surrogate pair", value));
        } else if (local.equals("countryCode") && !COUNTRIES.contains(value)) {
            String message =
                    "countryCode: '" + value + "' is not a two-letter country code (ISO 3166-1), such as US or MX";
            violations.add(violation(path, "countryCode", message, value));
        } else if (DEGREES.containsKey(local) && !isDegrees(value, DEGREES.getOrDefault(local, 0))) {
            int limit = DEGREES.getOrDefault(local, 0);
            String message = local + ": '" + value + "' is not a number of degrees from -" + limit + " to " + limit;
            violations.add(violation(path, local, message, value));
        }
    }

    private static boolean isControlOrSurrogate(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static boolean isDegrees(String value, int limit) {
        return value.matches("[+-]?\\d{1,3}(\\.\\d{1,12})?")
                && new BigDecimal(value).abs().compareTo(BigDecimal.valueOf(limit)) <= 0;
    }

    private static String path(String name) {
        return name.matches("\\w+") ? "$.attributes." + name : "$.attributes['" + name + "']";
    }

    private static Violation violation(String path, String rule, String message, @Nullable String value) {
        return new Violation(path, rule, message, value);
    }
}

package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a location or a product where it is said one by one: the names FDA's spreadsheet is filled from, each by
 * its local name. Documents may say more; here a name that nothing reads would be a gap nobody notices.
 */
public final class MasterDataRules {
    public static final MasterDataRules LOCATION = new MasterDataRules(
            "Location",
            Set.of(
                    "name",
                    "organizationName",
                    "partyName",
                    "telephone",
                    "phone",
                    "phoneNumber",
                    "contactPhone",
                    "streetAddressOne",
                    "streetAddressTwo",
                    "streetAddressThree",
                    "streetAddress",
                    "address",
                    "latitude",
                    "longitude",
                    "city",
                    "addressLocality",
                    "state",
                    "addressRegion",
                    "postalCode",
                    "countryCode",
                    "addressCountry"));
    public static final MasterDataRules PRODUCT = new MasterDataRules(
            "EPCClass",
            Set.of(
                    "productName",
                    "functionalName",
                    "descriptionShort",
                    "tradeItemDescription",
                    "regulatedProductName",
                    "brandName",
                    "brand",
                    "commodity",
                    "variety",
                    "variantDescription",
                    "packagingSize",
                    "netContentDescription",
                    "descriptiveSize",
                    "netContent",
                    "packagingStyle",
                    "packagingType",
                    "hasFoodTraceabilityListCategory",
                    "foodTraceabilityListCategory"));

    /** A name or an address of this length fills a cell that nobody reads to its end. */
    private static final int LONGEST = 1_000;

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

    /** The names that may be used, in order. */
    public List<String> names() {
        return List.copyOf(new TreeSet<>(names));
    }

    /**
     * Every fault there is.
     *
     * @param attributes name as sent, bare or in a namespace, to its values
     */
    public List<Violation> review(Map<String, List<String>> attributes) {
        List<Violation> faults = new ArrayList<>(reviewWhole(attributes));
        faults.addAll(reviewEach(attributes, Set.of()));
        return faults;
    }

    /** The faults of the attributes that are set and of the names that are removed, each by itself. */
    public List<Violation> reviewEach(Map<String, List<String>> attributes, Set<String> removed) {
        List<Violation> faults = new ArrayList<>();
        Map<String, String> sentAs = new HashMap<>();
        for (String name : removed) {
            String local = Extensions.localName(name);
            String before = sentAs.putIfAbsent(local, name);
            if (!names.contains(local)) faults.add(unknown(path(name), name, local));
            else if (before != null) faults.add(twice(before, name));
        }
        attributes.forEach((name, values) -> {
            String path = path(name);
            String local = Extensions.localName(name);
            String before = sentAs.putIfAbsent(local, name);
            if (!names.contains(local)) faults.add(unknown(path, name, local));
            else if (before != null) {
                faults.add(twice(before, name));
            } else if (values.isEmpty()) {
                faults.add(fault(path, "required", "a value is needed: text, a number, or a list of these", null));
            }
            for (String value : values) value(path, local, value, faults);
        });
        return faults;
    }

    /** The faults of what is said as a whole: it says nothing, or half of a position. */
    public List<Violation> reviewWhole(Map<String, List<String>> attributes) {
        List<Violation> faults = new ArrayList<>();
        if (attributes.isEmpty()) {
            String message = "at least one attribute is needed: " + String.join(", ", names());
            faults.add(fault("$.attributes", "required", message, null));
        }
        Map<String, String> sentAs = new HashMap<>();
        attributes.keySet().forEach(name -> sentAs.put(Extensions.localName(name), name));
        for (String name : DEGREES.keySet()) {
            String other = name.equals("latitude") ? "longitude" : "latitude";
            if (sentAs.containsKey(name) && !sentAs.containsKey(other)) {
                String message = name + " without " + other + " is not a position: send both";
                faults.add(fault(path(sentAs.getOrDefault(name, name)), other, message, null));
            }
        }
        return faults;
    }

    private static Violation twice(String before, String name) {
        String message = "'" + before + "' and '" + name + "' are the same attribute: send one of them";
        return fault(path(name), "twice", message, name);
    }

    /** Under the local names, which is how they are kept; the values of names that differ in their namespace only are joined. */
    public static Map<String, List<String>> byLocalName(Map<String, List<String>> attributes) {
        Map<String, List<String>> local = new HashMap<>();
        new TreeMap<>(attributes)
                .forEach((name, values) -> local.computeIfAbsent(Extensions.localName(name), n -> new ArrayList<>())
                        .addAll(values));
        local.replaceAll((name, values) -> List.copyOf(values));
        return local;
    }

    private Violation unknown(String path, String name, String local) {
        String meant = Nearest.of(local, names)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("the attributes are " + String.join(", ", names()));
        String what = vocabulary.equals("Location") ? "a location" : "a product";
        return fault(path, "attributeName", "'" + name + "' is not an attribute of " + what + "; " + meant, name);
    }

    private static void value(String path, String local, String value, List<Violation> faults) {
        if (value.isBlank()) {
            faults.add(fault(path, "blank", local + " is blank: leave it out or send a value", value));
        } else if (value.length() > LONGEST) {
            String message = local + " has " + value.length() + " characters; send at most " + LONGEST;
            faults.add(fault(path, "tooLong", message, value));
        } else if (value.codePoints().anyMatch(MasterDataRules::isUnprintable)) {
            faults.add(fault(path, "characters", local + " has a control character or half a surrogate pair", value));
        } else if (local.equals("countryCode") && !COUNTRIES.contains(value)) {
            String message =
                    "countryCode: '" + value + "' is not a two-letter country code (ISO 3166-1), such as US or MX";
            faults.add(fault(path, "countryCode", message, value));
        } else if (DEGREES.containsKey(local) && !isDegrees(value, DEGREES.getOrDefault(local, 0))) {
            int most = DEGREES.getOrDefault(local, 0);
            String message = local + ": '" + value + "' is not a number of degrees from -" + most + " to " + most;
            faults.add(fault(path, local, message, value));
        }
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static boolean isDegrees(String value, int most) {
        return value.matches("[+-]?\\d{1,3}(\\.\\d{1,12})?")
                && new BigDecimal(value).abs().compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static String path(String name) {
        return name.matches("\\w+") ? "$.attributes." + name : "$.attributes['" + name + "']";
    }

    private static Violation fault(String path, String rule, String message, @Nullable String value) {
        return new Violation(path, rule, message, value);
    }
}

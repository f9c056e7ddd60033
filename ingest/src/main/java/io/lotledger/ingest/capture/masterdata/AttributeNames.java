package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of an element by local name, in any namespace.
 *
 * <ul>
 *   <li>The values of one name are in this order: less nested, English, without a language, other languages.
 *   <li>A quantity is one value with its unit, in an object ({@code value}, {@code unitCode}) or beside a bare {@code netContent}.
 *   <li>A contact of a place gives its phone number only. The name in any other object is the value of that object: {@code brand}.
 *   <li>A name that fills a column of FDA's spreadsheet is read in any case.
 * </ul>
 */
public final class AttributeNames {
    private static final Set<String> AMOUNTS = Set.of("@value", "value", "quantity", "amount");
    private static final Set<String> UNITS =
            Set.of("unitcode", "measurementunitcode", "uom", "unitofmeasure", "unitofmeasurecode", "unit", "unittext");
    private static final String NET_CONTENT = "netContent";

    /** Objects that are the place itself, or where it is. */
    private static final Set<String> SAME_THING = Set.of(
            "address",
            "postaladdress",
            "physicaladdress",
            "physicallocation",
            "location",
            "place",
            "site",
            "facility",
            "organization",
            "party");

    private static final Map<String, String> COLUMN_NAMES = Stream.of(DescribedColumn.values())
            .flatMap(column -> column.names().stream())
            .distinct()
            .collect(Collectors.toMap(AttributeNames::folded, Function.identity()));

    private static final Comparator<Value> BEST_FIRST = Comparator.comparingInt(Value::depth)
            .thenComparingInt(Value::languageRank)
            .thenComparing(Value::path);

    private AttributeNames() {}

    private record Value(String name, int depth, int languageRank, String path, List<String> texts) {}

    /** The values by local name. A name without values is that of an object, or of a part of a quantity. */
    public static Map<String, List<String>> byLocalName(Map<String, List<String>> asSent) {
        List<Value> values = new ArrayList<>();
        Map<String, List<String>> byName = new TreeMap<>();
        Map<String, String> units = units(asSent);
        asSent.forEach((path, texts) -> {
            byName.put(Extensions.localName(NestedAttributes.innermost(path)), new ArrayList<>());
            values.add(value(path, texts, units));
        });
        values.stream()
                .filter(value -> !value.name().isEmpty())
                .sorted(BEST_FIRST)
                .forEach(value -> byName.computeIfAbsent(value.name(), name -> new ArrayList<>())
                        .addAll(value.texts()));
        List<String> netContent = byName.get(NET_CONTENT);
        if (netContent != null) netContent.replaceAll(text -> withUnit(text, byName));
        byName.replaceAll((name, texts) -> List.copyOf(texts));
        return byName;
    }

    private static Value value(String path, List<String> texts, Map<String, String> units) {
        List<String> steps = NestedAttributes.steps(path);
        String last = steps.get(steps.size() - 1);
        String language = steps.size() == 1 ? null : NestedAttributes.language(last);
        int depth = steps.size() - (last.startsWith("@") && steps.size() > 1 ? 2 : 1);
        String object = steps.size() == 1 ? "" : path.substring(0, path.length() - last.length() - 1);
        String unit = units.get(object);
        String local = localName(last);
        if (unit != null && AMOUNTS.contains(local)) {
            String of = localName(steps.get(steps.size() - 2));
            return new Value(
                    of,
                    steps.size() - 2,
                    1,
                    path,
                    texts.stream().map(text -> text + " " + unit).toList());
        }
        if (unit != null && isUnit(last)) return new Value("", depth, 1, path, List.of());
        List<String> names = steps.stream()
                .filter(step -> !step.startsWith("@"))
                .map(AttributeNames::localName)
                .toList();
        // a sender may call an attribute @
        String name = names.isEmpty() ? local : named(names);
        return new Value(name, depth, languageRank(language), path, texts);
    }

    /** The name that the value at the end of these names is read by. */
    private static String named(List<String> names) {
        String name = names.get(names.size() - 1);
        if (names.size() == 1) return name;
        List<String> around = names.subList(0, names.size() - 1);
        Optional<String> contact =
                around.stream().filter(one -> folded(one).contains("contact")).findFirst();
        if (contact.isPresent() && !DescribedColumn.PHONE.names().contains(name)) return contact.get() + "." + name;
        String object = around.get(around.size() - 1);
        return name.equals("name") && !SAME_THING.contains(folded(object)) ? object : name;
    }

    /** The unit of each object that is a quantity, by the object's path. */
    private static Map<String, String> units(Map<String, List<String>> asSent) {
        Map<String, String> units = new LinkedHashMap<>();
        Map<String, String> amounts = new LinkedHashMap<>();
        asSent.forEach((path, texts) -> {
            int cut = path.lastIndexOf('>');
            if (cut < 0 || texts.isEmpty()) return;
            String last = path.substring(cut + 1);
            if (isUnit(last)) units.putIfAbsent(path.substring(0, cut), Extensions.localName(texts.get(0)));
            if (AMOUNTS.contains(localName(last))) amounts.putIfAbsent(path.substring(0, cut), texts.get(0));
        });
        units.keySet().retainAll(amounts.keySet());
        return units;
    }

    private static String withUnit(String text, Map<String, List<String>> byName) {
        if (!text.matches("\\d+([.,]\\d+)?")) return text;
        return byName.entrySet().stream()
                .filter(one -> isUnit(one.getKey()) || isUnitOf(NET_CONTENT, one.getKey()))
                .sorted(Comparator.comparing(one -> isUnit(one.getKey())))
                .flatMap(one -> one.getValue().stream())
                .filter(unit -> !unit.isBlank())
                .findFirst()
                .map(unit -> text + " " + Extensions.localName(unit))
                .orElse(text);
    }

    private static boolean isUnitOf(String attribute, String name) {
        return folded(name).startsWith(folded(attribute))
                && UNITS.contains(folded(name).substring(attribute.length()));
    }

    private static boolean isUnit(String name) {
        return UNITS.contains(folded(Extensions.localName(name)));
    }

    private static String localName(String step) {
        String local = Extensions.localName(NestedAttributes.withoutNumber(step));
        return Objects.requireNonNullElse(COLUMN_NAMES.get(folded(local)), local);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static int languageRank(@Nullable String language) {
        if (language == null) return 1;
        return language.equals("en") || language.startsWith("en-") || language.equals("eng") ? 0 : 2;
    }
}

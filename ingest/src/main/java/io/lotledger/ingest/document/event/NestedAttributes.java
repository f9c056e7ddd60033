package io.lotledger.ingest.document.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the attributes of one vocabulary element. The name of a nested value is the path of names that leads to it, such as
 * {@code gs1:address>gs1:streetAddress}. An object that repeats has its number from 1 on: {@code gs1:contact[1]>gs1:telephone}. A
 * value in a language ends with it: {@code gs1:productName>@en}. The value of an object with further members is its {@code @value}.
 */
public final class NestedAttributes {
    public static final String VALUE = "@value";

    /** Is no character of a URI. */
    private static final String SEPARATOR = ">";

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, Integer> objects = new HashMap<>();

    /** Notes an attribute that may have no value of its own. */
    public void name(String path) {
        values.computeIfAbsent(path, p -> new ArrayList<>());
    }

    public void value(String path, String value) {
        values.computeIfAbsent(path, p -> new ArrayList<>()).add(value);
    }

    /** The path of the next object under a name. */
    public String object(String path) {
        int before = objects.merge(path, 1, Integer::sum) - 1;
        return before == 0 ? path : path + "[" + before + "]";
    }

    public Map<String, List<String>> values() {
        return values;
    }

    public static String member(String path, String name) {
        return path + SEPARATOR + name;
    }

    /** The path of values in a language. */
    public static String inLanguage(String path, String language) {
        return member(path, "@" + language.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a member of an object, by its local name, tells the language of the object's value. */
    public static boolean isLanguage(String localName) {
        return localName.equals("@language")
                || localName.equals("lang")
                || localName.equals("language")
                || localName.equals("languageCode");
    }

    /** The names of a path, the numbers of objects included. */
    public static List<String> steps(String path) {
        List<String> steps = Arrays.asList(path.split(SEPARATOR));
        return steps.isEmpty() ? List.of(path) : steps; // nothing but separators, as only a sender makes up
    }

    /** A name without the number of its object. */
    public static String withoutNumber(String step) {
        int open = step.endsWith("]") ? step.lastIndexOf('[') : -1;
        return open > 0 && step.substring(open + 1, step.length() - 1).matches("\\d+") ? step.substring(0, open) : step;
    }

    /** The language of a last step; {@code null} if it is a name. */
    public static @Nullable String language(String step) {
        return step.startsWith("@") && !step.equals(VALUE) ? step.substring(1) : null;
    }

    /** The name that a path's values are sought by: its innermost. */
    public static String innermost(String path) {
        if (!path.contains(SEPARATOR)) return path;
        List<String> steps = steps(path);
        int last = steps.size() - 1;
        while (last > 0 && steps.get(last).startsWith("@")) last--;
        return withoutNumber(steps.get(last));
    }
}

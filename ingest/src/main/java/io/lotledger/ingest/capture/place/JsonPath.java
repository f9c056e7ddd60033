package io.lotledger.ingest.capture.place;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a JSON document that paths of violations lead to, as a tree. */
final class JsonPath {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\['((?:[^'\\\\]|\\\\.)*)'\\]|\\[(\\d+)\\]");

    /** By member name or array index. */
    private final Map<Object, JsonPath> next = new HashMap<>();

    private @Nullable Place place;

    /** Adds a path such as {@code $.epcisBody.eventList[3]['gs1:x']}, as far as it can be read. */
    void add(String path) {
        JsonPath at = this;
        Matcher step = STEP.matcher(path);
        for (int end = 1; step.find(end) && step.start() == end; end = step.end()) {
            at = at.next.computeIfAbsent(key(step), key -> new JsonPath());
        }
    }

    /** The place of the value, or of the nearest enclosing value that the document has. */
    @Nullable
    Place nearest(String path) {
        JsonPath at = this;
        @Nullable Place nearest = place;
        Matcher step = STEP.matcher(path);
        for (int end = 1; step.find(end) && step.start() == end; end = step.end()) {
            @Nullable JsonPath inner = at.next.get(key(step));
            if (inner == null || inner.place == null) break;
            at = inner;
            nearest = inner.place;
        }
        return nearest;
    }

    private static Object key(Matcher step) {
        if (step.group(3) != null) return index(step.group(3));
        return step.group(1) != null ? step.group(1) : step.group(2).replaceAll("\\\\(.)", "$1");
    }

    private static Object index(String digits) {
        return digits.length() > 9 ? digits : Integer.valueOf(digits);
    }

    @Nullable
    JsonPath inner(Object key) {
        return next.get(key);
    }

    boolean isLeaf() {
        return next.isEmpty();
    }

    /** The first value at a path counts; a duplicate is a fault of its own. */
    void at(Place found) {
        if (place == null) place = found;
    }
}

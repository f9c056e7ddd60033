package io.lotledger.api.dashboard.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The state of a job after an event, field by field as the API writes it, beside the state before that event.
 *
 * @param fields those that have a value, or had one before the event
 * @param unset the names of all others
 */
record StateTable(List<Field> fields, List<String> unset) {
    private static final int MOST_ENTRIES = 20;

    /**
     * @param name as in the API, with dots for members of members: {@code failure.code}
     * @param value null when the event took the value away
     * @param was the value before the event; null when there was none
     */
    record Field(
            String name, @Nullable String value, @Nullable String was, boolean changed) {}

    /** @param before null for the first event, which changes nothing but makes the job */
    static StateTable of(JsonNode now, @Nullable JsonNode before) {
        Map<String, @Nullable String> values = flat(now);
        Map<String, @Nullable String> old = before == null ? values : flat(before);
        old.keySet().forEach(name -> values.putIfAbsent(name, null));
        List<Field> fields = new ArrayList<>();
        List<String> unset = new ArrayList<>();
        values.forEach((name, value) -> {
            String was = old.get(name);
            if (value == null && was == null) unset.add(name);
            else fields.add(new Field(name, value, was, !Objects.equals(value, was)));
        });
        unset.removeIf(name -> values.keySet().stream().anyMatch(other -> other.startsWith(name + ".")));
        return new StateTable(List.copyOf(fields), List.copyOf(unset));
    }

    private static Map<String, @Nullable String> flat(JsonNode state) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        state.properties().forEach(member -> add(values, member.getKey(), member.getValue()));
        return values;
    }

    private static void add(Map<String, @Nullable String> values, String name, JsonNode value) {
        if (value.isNull()) values.put(name, null);
        else if (value.isObject())
            value.properties().forEach(member -> add(values, name + "." + member.getKey(), member.getValue()));
        else if (value.isArray()) values.put(name, value.isEmpty() ? null : listed(value));
        else values.put(name, value.asString());
    }

    private static String listed(JsonNode array) {
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : array) {
            if (entries.size() == MOST_ENTRIES) break;
            entries.add(entry.isValueNode() ? entry.asString() : entry.toString());
        }
        int left = array.size() - entries.size();
        return String.join(", ", entries) + (left == 0 ? "" : " and " + left + " more, see the JSON");
    }
}

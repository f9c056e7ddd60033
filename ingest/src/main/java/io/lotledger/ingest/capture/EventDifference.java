package io.lotledger.ingest.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A value that differs between two versions of an event.
 *
 * @param path in the event: {@code .quantityList[0].quantity}, {@code ['lotledger:tlc']}; of the former version where the
 *     other has no such part
 * @param member name of the member that has the value
 * @param before {@code null} if the former version has no such value
 * @param now {@code null} if the present version has no such value
 */
record EventDifference(
        String path,
        String member,
        @Nullable String before,
        @Nullable String now) {
    private static final Set<String> NOT_COMPARED = Set.of("@context", "eventID", "recordTime");

    /** Members that tell the elements of a list apart. */
    private static final List<String> KEYS = List.of("epcClass", "bizTransaction", "source", "destination");

    private static final Deque<JsonNode> NONE = new ArrayDeque<>(0);

    /** The member's name without its prefix. */
    String label() {
        return member.substring(member.indexOf(':') + 1);
    }

    /** The values that differ, in the order of the present version. */
    static List<EventDifference> between(JsonNode before, JsonNode now) {
        List<EventDifference> found = new ArrayList<>();
        compare("", "", before, now, found);
        return found;
    }

    private static void compare(
            String path, String member, JsonNode before, JsonNode now, List<EventDifference> found) {
        if (before.equals(now)) return;
        if (before.isArray() || now.isArray()) compareElements(path, member, before, now, found);
        else if (before.isObject() || now.isObject()) compareMembers(path, before, now, found);
        else found.add(new EventDifference(path, member, text(before), text(now)));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }

    private static void compareMembers(String path, JsonNode before, JsonNode now, List<EventDifference> found) {
        Set<String> names = new LinkedHashSet<>(now.propertyNames());
        names.addAll(before.propertyNames());
        names.removeAll(NOT_COMPARED);
        for (String name : names) {
            String step = name.indexOf(':') < 0 ? "." + name : "['" + name + "']";
            compare(path + step, name, before.path(name), now.path(name), found);
        }
    }

    /** Pairs the elements that are equal, then those of one key, then the others in their order. */
    private static void compareElements(
            String path, String member, JsonNode before, JsonNode now, List<EventDifference> found) {
        List<JsonNode> present = elements(now);
        Map<JsonNode, Integer> equal = new HashMap<>();
        for (JsonNode former : elements(before)) equal.merge(former, 1, Integer::sum);
        List<Integer> changed = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) if (!takeOne(equal, present.get(i))) changed.add(i);
        Map<String, Deque<JsonNode>> left = new LinkedHashMap<>();
        for (JsonNode former : elements(before)) {
            if (takeOne(equal, former)) {
                left.computeIfAbsent(key(former), key -> new ArrayDeque<>(1)).add(former);
            }
        }
        List<Integer> unpaired = new ArrayList<>();
        for (int i : changed) {
            JsonNode former = left.getOrDefault(key(present.get(i)), NONE).poll();
            if (former == null) unpaired.add(i);
            else compare(path + "[" + i + "]", member, former, present.get(i), found);
        }
        Deque<JsonNode> others = new ArrayDeque<>();
        left.values().forEach(others::addAll);
        for (int i : unpaired) {
            JsonNode former = others.isEmpty() ? MissingNode.getInstance() : others.remove();
            compare(path + "[" + i + "]", member, former, present.get(i), found);
        }
        for (JsonNode gone : others) compare(path, member, gone, MissingNode.getInstance(), found);
    }

    private static boolean takeOne(Map<JsonNode, Integer> from, JsonNode element) {
        int count = from.getOrDefault(element, 0);
        if (count > 0) from.put(element, count - 1);
        return count > 0;
    }

    private static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        if (list.isArray()) list.forEach(elements::add);
        else if (!list.isMissingNode()) elements.add(list); // a list of one element equals the element
        return elements;
    }

    private static String key(JsonNode element) {
        for (String name : KEYS) if (element.has(name)) return name + ' ' + element.path(name);
        return "";
    }
}

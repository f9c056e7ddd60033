package io.lotledger.intake.profile;

import io.lotledger.ingest.capture.rules.TextRules;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads members of a profile's JSON, and collects what is wrong with them. */
final class ProfileFaults {
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_CHARACTERS = 200;

    private final List<Violation> faults = new ArrayList<>();

    List<Violation> all() {
        return faults;
    }

    void add(String path, String rule, String message, @Nullable String value) {
        faults.add(new Violation(path, rule, message, value));
    }

    /** Whether the value is an object; refuses members that it may not have. */
    boolean isObject(JsonNode value, String path, List<String> members) {
        if (!value.isObject()) {
            add(path, "type", path + " must be an object with " + String.join(", ", members), null);
            return false;
        }
        for (String member : value.propertyNames()) {
            if (members.contains(member) || !isName(member, path)) continue;
            String meant = Nearest.of(member, members)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("the members are " + String.join(", ", members));
            add(path + "." + member, "member", "Unknown member '" + member + "'; " + meant, member);
        }
        return true;
    }

    /** A text that is not blank; empty, with a fault, if it is none. */
    String text(JsonNode value, String path) {
        String text = value.isString() ? value.stringValue().strip() : "";
        if (isText(text)) return text;
        add(path, "type", path + " must be a text of 1 to " + MOST_CHARACTERS + " characters", null);
        return "";
    }

    /** Whether a member's name is a text as its value must be one. The fault does not repeat the name, which may be unprintable. */
    private boolean isName(String name, String path) {
        if (isText(name)) return true;
        add(
                path,
                "member",
                "a name in " + path + " is not a text of 1 to " + MOST_CHARACTERS
                        + " characters without control characters and halves of surrogate pairs",
                null);
        return false;
    }

    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= MOST_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl)
                && TextRules.isStorable(text);
    }

    /** @param rule says what is wrong with a text, {@code null} if nothing is */
    List<String> texts(
            JsonNode object, String path, String member, List<String> usual, Function<String, @Nullable String> rule) {
        if (!object.has(member)) return usual;
        JsonNode list = object.get(member);
        String at = path + "." + member;
        if (!list.isArray() || list.size() > MOST_ENTRIES) {
            add(at, "type", at + " must be a list of at most " + MOST_ENTRIES + " texts", null);
            return usual;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String here = at + "[" + i + "]";
            String text = text(list.get(i), here);
            if (text.isEmpty()) continue;
            check(here, text, rule);
            if (!texts.add(text)) add(here, "value", here + " repeats '" + text + "'; name it once", text);
        }
        return List.copyOf(texts);
    }

    Map<String, String> map(
            JsonNode object,
            String path,
            String member,
            Function<String, @Nullable String> keyRule,
            Function<String, @Nullable String> valueRule) {
        if (!object.has(member)) return Map.of();
        JsonNode map = object.get(member);
        String at = path + "." + member;
        if (!map.isObject() || map.size() > MOST_ENTRIES) {
            add(at, "type", at + " must be an object of at most " + MOST_ENTRIES + " texts", null);
            return Map.of();
        }
        Map<String, String> read = new LinkedHashMap<>();
        map.properties().forEach(entry -> {
            if (!isName(entry.getKey(), at)) return;
            String here = at + "." + entry.getKey();
            String value = text(entry.getValue(), here);
            if (value.isEmpty()) return;
            check(here, entry.getKey(), keyRule);
            check(here, value, valueRule);
            read.put(entry.getKey(), value);
        });
        return read;
    }

    boolean flag(JsonNode object, String path, String member, boolean usual) {
        if (!object.has(member)) return usual;
        JsonNode flag = object.get(member);
        if (!flag.isBoolean()) add(path + "." + member, "type", path + "." + member + " must be true or false", null);
        return flag.asBoolean(usual);
    }

    private void check(String path, String text, Function<String, @Nullable String> rule) {
        String fault = rule.apply(text);
        if (fault != null) add(path, "value", path + " " + fault + ", not '" + text + "'", text);
    }

    static Function<String, @Nullable String> matches(String pattern, String form) {
        return text -> text.matches(pattern) ? null : "must be " + form;
    }

    static Function<String, @Nullable String> oneOf(Collection<String> allowed) {
        return text -> allowed.contains(text) ? null : "must be one of " + String.join(", ", allowed);
    }
}

package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shapes of JSON values, each answered with what would be right. */
final class JsonShapeChecks {
    private final ViolationCollector findings;

    JsonShapeChecks(ViolationCollector findings) {
        this.findings = findings;
    }

    /** The text of a member; absent or not a text is an error. */
    @Nullable
    String requiredText(JsonNode object, String name, String path, String meaning) {
        JsonNode value = object.get(name);
        if (value == null) {
            findings.error(ViolationCollector.member(path, name), "required", name + " is missing: " + meaning, null);
            return null;
        }
        return text(value, ViolationCollector.member(path, name), name, meaning);
    }

    @Nullable
    String text(JsonNode value, String path, String name, String meaning) {
        if (value.isString() && !value.stringValue().isBlank()) return value.stringValue();
        findings.error(path, "shape", name + " must be a non-empty string: " + meaning, value);
        return null;
    }

    @Nullable
    Instant time(JsonNode value, String path, String name) {
        Instant time = value.isString() && hasSeconds(value.stringValue()) ? Times.parse(value.stringValue()) : null;
        if (time == null) {
            String right = name + " must be a date and time with an offset, such as 2026-04-17T09:26:42.000-04:00";
            findings.error(path, "time", right, value);
        }
        return time;
    }

    /** RFC 3339 and XML Schema both ask for them. */
    private static boolean hasSeconds(String text) {
        String time = text.strip();
        return time.length() > 19 && time.charAt(16) == ':';
    }

    private static String found(JsonNode value) {
        if (value.isArray()) return "an array";
        if (value.isObject()) return "an object";
        if (value.isString()) return "a string";
        if (value.isNumber()) return "a number";
        return value.isBoolean() ? "true or false" : "null";
    }

    boolean object(JsonNode value, String path, String name) {
        if (value.isObject()) return true;
        findings.error(path, "shape", name + " must be an object, not " + found(value), value);
        return false;
    }

    /** Runs over the elements of an array member, when there is one; answers how many there are. */
    int each(JsonNode object, String name, String path, BiConsumer<JsonNode, String> element) {
        JsonNode list = object.get(name);
        if (list == null) return 0;
        String at = ViolationCollector.member(path, name);
        if (!list.isArray()) {
            findings.error(at, "shape", name + " must be an array, not " + found(list), list);
            return 1; // there is something, if of the wrong shape: one error is enough
        }
        for (int i = 0; i < list.size(); i++) element.accept(list.get(i), at + "[" + i + "]");
        return list.size();
    }

    /** No value twice. */
    void unique(JsonNode object, String name, String path) {
        JsonNode list = object.get(name);
        if (list == null || !list.isArray()) return;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            if (!seen.add(list.get(i).toString())) {
                String at = ViolationCollector.member(path, name) + "[" + i + "]";
                findings.error(at, "unique", "duplicate element of " + name + ": remove it", list.get(i));
            }
        }
    }

    void number(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value != null && !value.isNumber()) {
            findings.error(
                    ViolationCollector.member(path, name), "number", name + " must be a number, without quotes", value);
        }
    }

    /** Members are of the standard, or have a prefix or a URI for a name. */
    void members(JsonNode object, String path, Collection<String> known, boolean extensible, String of) {
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (known.contains(name) || (extensible && isExtension(name))) return;
            String extension = extensible ? "; name your own field with a prefix or a URI" : "";
            String hint = Nearest.of(name, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(extension);
            String at = ViolationCollector.member(path, name);
            findings.error(at, "unknown-field", "'" + name + "' is not a field of " + of + hint, member.getValue());
        });
    }

    static boolean isExtension(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && colon < name.length() - 1;
    }
}

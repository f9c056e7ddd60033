package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks the types of JSON values; each error states the expected form. */
final class JsonShapeChecks {
    /** XML Schema allows these values of xsd:double. */
    private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(INF|Infinity)|NaN");

    private final ViolationCollector violations;

    JsonShapeChecks(ViolationCollector violations) {
        this.violations = violations;
    }

    /** The text of a required member. A missing or non-string member is an error. */
    @Nullable
    String requiredText(JsonNode object, String name, String path, String meaning) {
        JsonNode value = object.get(name);
        if (value == null) {
            violations.error(ViolationCollector.member(path, name), "required", name + " is missing: " + meaning, null);
            return null;
        }
        return text(value, ViolationCollector.member(path, name), name, meaning);
    }

    @Nullable
    String text(JsonNode value, String path, String name, String meaning) {
        if (value.isString() && !value.stringValue().isBlank()) return value.stringValue();
        violations.error(path, "shape", name + " must be a non-empty string: " + meaning, value);
        return null;
    }

    @Nullable
    Instant time(JsonNode value, String path, String name) {
        Instant time = value.isString() && hasSeconds(value.stringValue()) ? Times.parse(value.stringValue()) : null;
        if (time == null) {
            boolean outOfRange = value.isString() && Times.parseStored(value.stringValue()) != null;
            String message = name
                    + (outOfRange && hasSeconds(value.stringValue())
                            ? " must be between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in UTC; leave out a"
                                    + " placeholder and send the time itself"
                            : " must be a date and time with an offset, such as 2026-04-17T09:26:42.000-04:00");
            violations.error(path, "time", message, value);
        }
        return time;
    }

    /** Both RFC 3339 and XML Schema require seconds. */
    private static boolean hasSeconds(String text) {
        String time = text.strip();
        return time.length() > 19 && time.charAt(16) == ':';
    }

    private static String typeOf(JsonNode value) {
        if (value.isArray()) return "an array";
        if (value.isObject()) return "an object";
        if (value.isString()) return "a string";
        if (value.isNumber()) return "a number";
        return value.isBoolean() ? "true or false" : "null";
    }

    boolean object(JsonNode value, String path, String name) {
        if (value.isObject()) return true;
        violations.error(path, "shape", name + " must be an object, not " + typeOf(value), value);
        return false;
    }

    /** Visits the elements of an optional array member and returns their number. */
    int each(JsonNode object, String name, String path, BiConsumer<JsonNode, String> element) {
        JsonNode list = object.get(name);
        if (list == null) return 0;
        String at = ViolationCollector.member(path, name);
        if (!list.isArray()) {
            violations.error(at, "shape", name + " must be an array, not " + typeOf(list), list);
            return 1; // not empty, so that no second error reports a missing list
        }
        for (int i = 0; i < list.size(); i++) element.accept(list.get(i), at + "[" + i + "]");
        return list.size();
    }

    /** Reports duplicate elements. */
    void unique(JsonNode object, String name, String path) {
        JsonNode list = object.get(name);
        if (list == null || !list.isArray()) return;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            if (!seen.add(list.get(i).toString())) {
                String at = ViolationCollector.member(path, name) + "[" + i + "]";
                violations.error(at, "unique", "duplicate element of " + name + ": remove it", list.get(i));
            }
        }
    }

    void number(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value == null || value.isNumber()) return;
        String message = name + " must be a number such as 12.5, in JSON without quotes";
        if (value.isString() && NOT_FINITE.matcher(value.stringValue()).matches())
            message = name + " must be a finite number: no unit converts '" + value.stringValue()
                    + "', and no query compares it. Leave " + name + " out where nothing was measured";
        violations.error(ViolationCollector.member(path, name), "number", message, value);
    }

    /** {@code a TransformationEvent}, {@code an ObjectEvent}. */
    static String withArticle(String noun) {
        return ("AEIOaeio".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    /** Reports members that are neither standard nor named by a prefix or a URI. */
    void members(JsonNode object, String path, Collection<String> known, boolean extensible, String owner) {
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (known.contains(name) || (extensible && isExtension(name))) return;
            String extension = extensible ? "; name your own field with a prefix or a URI" : "";
            String hint = Nearest.of(name, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(extension);
            String at = ViolationCollector.member(path, name);
            violations.error(
                    at, "unknown-field", "'" + name + "' is not a field of " + owner + hint, member.getValue());
        });
    }

    /** Warns of a sender's own field that has no prefix, where GS1's JSON schema allows it. */
    void withoutPrefix(String name, String path, JsonNode value) {
        String message = "'" + name + "' has no prefix, so other systems cannot interpret it; use a prefix or a URI";
        violations.warning(ViolationCollector.member(path, name), "unknown-field", message, value);
    }

    /** Reports keywords of JSON-LD in an object whose own fields need no prefix. XML's attributes have one. */
    void keywords(JsonNode object, String path, String owner) {
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (!name.startsWith("@") || name.equals("@context") || isExtension(name)) return;
            String hint = name.equals("@id") ? "; send 'id'" : "";
            violations.error(
                    ViolationCollector.member(path, name),
                    "unknown-field",
                    "'" + name + "' is not a field of " + owner + hint,
                    member.getValue());
        });
    }

    static boolean isExtension(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && colon < name.length() - 1;
    }
}

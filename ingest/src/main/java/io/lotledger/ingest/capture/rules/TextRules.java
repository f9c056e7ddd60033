package io.lotledger.ingest.capture.rules;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Rejects what cannot be stored or returned as sent, in any field of an event. */
public final class TextRules {
    private static final int MAX_DIGITS = 200;

    /** Maximum levels of an event: in XML it has up to ten more, of the 100 that our reader takes. */
    static final int MAX_NESTING = 90;

    /** Maximum members of one object that become attributes in XML. */
    static final int MAX_ATTRIBUTES = 500;

    private final ViolationCollector violations;

    TextRules(ViolationCollector violations) {
        this.violations = violations;
    }

    void check(JsonNode node, String path) {
        if (!isClean(node, 1)) describe(node, path, 1);
    }

    /** @param level of the node, 1 for the event */
    private static boolean isClean(JsonNode node, int level) {
        if (node.isString()) return isStorable(node.stringValue());
        if (node.isInt() || node.isLong()) return true;
        if (node.isNumber()) return hasStorablePrecision(node.decimalValue());
        if (level > MAX_NESTING && node.isContainer()) return false;
        if (node.isObject()) {
            if (hasTooManyAttributes(node)) return false;
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!isStorable(member.getKey()) || !isClean(member.getValue(), level + 1)) return false;
            }
        } else {
            for (JsonNode one : node) if (!isClean(one, level + 1)) return false;
        }
        return true;
    }

    private static boolean hasTooManyAttributes(JsonNode object) {
        return object.size() > MAX_ATTRIBUTES
                && object.propertyNames().stream()
                                .filter(name -> name.startsWith("@"))
                                .count()
                        > MAX_ATTRIBUTES;
    }

    private void describe(JsonNode node, String path, int level) {
        if (level > MAX_NESTING && node.isContainer()) {
            String message = "the values of an event nest at most " + MAX_NESTING + " levels deep; send it flatter";
            violations.error(path, "nesting", message, null);
        } else if (node.isObject()) {
            if (hasTooManyAttributes(node)) {
                String message = "an object may have at most " + MAX_ATTRIBUTES + " members that begin with @";
                violations.error(path, "attributes", message, node);
            }
            node.properties().forEach(member -> {
                String at = ViolationCollector.member(path, member.getKey());
                if (!isStorable(member.getKey())) unstorable(at, node);
                describe(member.getValue(), at, level + 1);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) describe(node.get(i), path + "[" + i + "]", level + 1);
        } else if (node.isString() && !isStorable(node.stringValue())) {
            unstorable(path, node);
        } else if (node.isNumber() && !hasStorablePrecision(node.decimalValue())) {
            violations.error(path, "number", "a number may have at most " + MAX_DIGITS + " digits", node);
        }
    }

    private void unstorable(String path, JsonNode node) {
        violations.error(
                path, "characters", "a string must not contain a NUL character or half of a surrogate pair", node);
    }

    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) return text.codePoints().noneMatch(TextRules::isUnstorable);
        }
        return true;
    }

    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static boolean hasStorablePrecision(BigDecimal number) {
        return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
    }
}

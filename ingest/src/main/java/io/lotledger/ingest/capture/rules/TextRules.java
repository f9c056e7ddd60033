package io.lotledger.ingest.capture.rules;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Rejects strings and numbers that cannot be stored as sent, in any field of an event. */
public final class TextRules {
    private static final int MAX_DIGITS = 200;

    private final ViolationCollector violations;

    TextRules(ViolationCollector violations) {
        this.violations = violations;
    }

    void check(JsonNode node, String path) {
        if (!isClean(node)) describe(node, path);
    }

    private static boolean isClean(JsonNode node) {
        if (node.isString()) return isStorable(node.stringValue());
        if (node.isInt() || node.isLong()) return true;
        if (node.isNumber()) return hasStorablePrecision(node.decimalValue());
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!isStorable(member.getKey()) || !isClean(member.getValue())) return false;
            }
        } else {
            for (JsonNode one : node) if (!isClean(one)) return false;
        }
        return true;
    }

    private void describe(JsonNode node, String path) {
        if (node.isObject()) {
            node.properties().forEach(member -> {
                String at = ViolationCollector.member(path, member.getKey());
                if (!isStorable(member.getKey())) unstorable(at, node);
                describe(member.getValue(), at);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) describe(node.get(i), path + "[" + i + "]");
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

package io.lotledger.api.dashboard.keys;

import io.lotledger.api.audit.KeyAuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One change of the organisation or of a key, in words.
 *
 * @param keyId null for a change of the organisation
 * @param details such as "name: packer → packer 2"
 */
record KeyChange(
        Instant at,
        String action,
        @Nullable String keyId,
        String by,
        @Nullable String address,
        List<String> details) {

    /** @param seesOperators whether the reader's organisation operates the server: others learn no key of an operator */
    static KeyChange of(KeyAuditEntry entry, boolean seesOperators) {
        boolean hidden = entry.by().operator() && !seesOperators;
        @Nullable String byKey = entry.by().keyId();
        String by = byKey == null ? "the server, at its start" : hidden ? "an operator of the server" : "key " + byKey;
        return new KeyChange(
                entry.at(),
                words(entry.action()),
                entry.keyId(),
                by,
                hidden ? null : entry.by().address(),
                entry.details().entrySet().stream().map(KeyChange::detail).toList());
    }

    private static String words(String action) {
        String words = action.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String detail(Map.Entry<String, Object> detail) {
        String name = detail.getKey().replace('_', ' ');
        return detail.getValue() instanceof Map<?, ?> change && change.containsKey("to")
                ? name + ": " + text(change.get("from")) + " → " + text(change.get("to"))
                : name + ": " + text(detail.getValue());
    }

    private static String text(@Nullable Object value) {
        if (value == null) return "none";
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString();
    }
}

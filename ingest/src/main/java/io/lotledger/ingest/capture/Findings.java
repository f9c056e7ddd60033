package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong with one event, and what is worth noting. */
final class Findings {
    private final List<Violation> errors = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();

    void error(String path, String rule, String message, @Nullable JsonNode value) {
        errors.add(new Violation(path, rule, message, shown(value)));
    }

    void warning(String path, String rule, String message, @Nullable JsonNode value) {
        warnings.add(new Violation(path, rule, message, shown(value)));
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    EventReview review() {
        return new EventReview(errors, warnings);
    }

    /** The path of a member: {@code $.a.b}, or {@code $.a['gs1:b']} where the name is not plain. */
    static String member(String path, String name) {
        if (isPlain(name)) return path + "." + name;
        return path + "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && (c >= 128 || !Character.isLetterOrDigit(c))) return false;
        }
        return !name.isEmpty();
    }

    private static @Nullable String shown(@Nullable JsonNode value) {
        if (value == null) return null;
        return value.isString() ? value.stringValue() : value.toString();
    }
}

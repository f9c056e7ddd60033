package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong with one event, and what is worth noting. */
final class ViolationCollector {
    /** Of one event; the rest is counted. */
    private static final int MOST = 200;

    private static final int LONGEST = 1_000;

    /** More members than that are counted: their text may be as long as the event, and only its beginning is shown. */
    private static final int SHOWN_WHOLE = 20;

    private final List<Violation> errors = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();
    private int moreErrors;
    private int moreWarnings;

    void error(String path, String rule, String message, @Nullable JsonNode value) {
        if (errors.size() < MOST) errors.add(violation(path, rule, message, value));
        else moreErrors++;
    }

    void warning(String path, String rule, String message, @Nullable JsonNode value) {
        if (warnings.size() < MOST) warnings.add(violation(path, rule, message, value));
        else moreWarnings++;
    }

    private static Violation violation(String path, String rule, String message, @Nullable JsonNode value) {
        return new Violation(shortened(path), rule, shortened(message), shown(value));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static Violation more(int count, String what) {
        return new Violation("$", "more", count + " more " + what + " of this event are not listed", null);
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    EventReview review() {
        if (moreErrors > 0) errors.add(more(moreErrors, "errors"));
        if (moreWarnings > 0) warnings.add(more(moreWarnings, "warnings"));
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
        if (value.isString()) return value.stringValue();
        if (value.isContainer() && value.size() > SHOWN_WHOLE)
            return (value.isArray() ? "an array of " : "an object of ") + value.size() + " members";
        return value.toString();
    }
}

package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.MemberPath;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects the errors and warnings of one event. */
final class ViolationCollector {
    /** Maximum number listed per event; the rest is counted. */
    private static final int MAX_LISTED = 200;

    private static final int MAX_LENGTH = 1_000;

    /** A container with more members is summarised, because its text may be as long as the event. */
    private static final int MAX_MEMBERS_SHOWN = 20;

    private final List<Violation> errors = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();
    private int moreErrors;
    private int moreWarnings;

    void error(String path, String rule, String message, @Nullable JsonNode value) {
        error(violation(path, rule, message, value));
    }

    void error(Violation error) {
        if (errors.size() < MAX_LISTED) errors.add(error);
        else moreErrors++;
    }

    void warning(String path, String rule, String message, @Nullable JsonNode value) {
        if (warnings.size() < MAX_LISTED) warnings.add(violation(path, rule, message, value));
        else moreWarnings++;
    }

    private static Violation violation(String path, String rule, String message, @Nullable JsonNode value) {
        return new Violation(shortened(path), rule, shortened(message), shown(value));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    private static Violation notListed(int count, String what) {
        return new Violation("$", "more", count + " more " + what + " of this event are not listed", null);
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    EventReview review() {
        if (moreErrors > 0) errors.add(notListed(moreErrors, "errors"));
        if (moreWarnings > 0) warnings.add(notListed(moreWarnings, "warnings"));
        return new EventReview(errors, warnings);
    }

    /** The path of a member: {@code $.a.b}, or {@code $.a['gs1:b']} where the name is not plain. */
    static String member(String path, String name) {
        return MemberPath.of(path, name);
    }

    private static @Nullable String shown(@Nullable JsonNode value) {
        if (value == null) return null;
        if (value.isString()) return value.stringValue();
        if (value.isContainer() && value.size() > MAX_MEMBERS_SHOWN)
            return (value.isArray() ? "an array of " : "an object of ") + value.size() + " members";
        return value.toString();
    }
}

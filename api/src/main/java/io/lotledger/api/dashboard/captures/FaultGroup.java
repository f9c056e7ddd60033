package io.lotledger.api.dashboard.captures;

import io.lotledger.api.capture.RuleGuide;
import io.lotledger.api.dashboard.PageWords;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The faults of a job that break one rule. */
final class FaultGroup {
    private static final int SHOWN = 20;

    private final String rule;
    private final boolean isError;
    private final List<Fault> shown = new ArrayList<>();
    private final TreeSet<Integer> events = new TreeSet<>();
    private int count;

    /** @param event ordinal of the event in its document, from 1; {@code null} for master data and beyond the outcomes looked at */
    record Fault(
            @Nullable Integer event,
            Violation violation,
            @Nullable String fragment) {
        public String message() {
            return PageWords.of(violation.message());
        }
    }

    private FaultGroup(String rule, boolean isError) {
        this.rule = rule;
        this.isError = isError;
    }

    /**
     * Groups in the order of their first fault, errors before warnings.
     *
     * @param laterErrors of the events after these outcomes
     * @param fragments readable text of refused events by index
     */
    static List<FaultGroup> of(
            List<EventOutcome> outcomes,
            List<Violation> masterDataErrors,
            List<Violation> laterErrors,
            List<Violation> masterDataWarnings,
            Map<Integer, String> fragments) {
        Map<String, FaultGroup> errors = new LinkedHashMap<>();
        Map<String, FaultGroup> warnings = new LinkedHashMap<>();
        masterDataErrors.forEach(error -> group(errors, error, true).add(null, error, null));
        masterDataWarnings.forEach(warning -> group(warnings, warning, false).add(null, warning, null));
        for (EventOutcome outcome : outcomes) {
            @Nullable String fragment = fragments.get(outcome.index());
            if (!outcome.isRolledBack())
                outcome.errors().forEach(one -> group(errors, one, true).add(outcome.index(), one, fragment));
            outcome.warnings().forEach(one -> group(warnings, one, false).add(outcome.index(), one, null));
        }
        laterErrors.forEach(error -> group(errors, error, true).add(null, error, null));
        List<FaultGroup> all = new ArrayList<>(errors.values());
        all.addAll(warnings.values());
        return all;
    }

    private static FaultGroup group(Map<String, FaultGroup> groups, Violation violation, boolean isError) {
        return groups.computeIfAbsent(violation.rule(), rule -> new FaultGroup(rule, isError));
    }

    private void add(@Nullable Integer index, Violation violation, @Nullable String fragment) {
        count++;
        if (index != null) events.add(index);
        if (shown.size() < SHOWN) shown.add(new Fault(index == null ? null : index + 1, violation, fragment));
    }

    public String rule() {
        return rule;
    }

    public boolean isError() {
        return isError;
    }

    public int count() {
        return count;
    }

    /** Number of events with such a fault. */
    public int events() {
        return events.size();
    }

    public List<Fault> shown() {
        return shown;
    }

    /** Number of faults that are not shown. */
    public int more() {
        return count - shown.size();
    }

    /** What would be right; empty where the message says all. */
    public String expected() {
        return shown.isEmpty()
                ? ""
                : RuleGuide.expected(shown.get(0).violation())
                        .map(PageWords::of)
                        .orElse("");
    }
}

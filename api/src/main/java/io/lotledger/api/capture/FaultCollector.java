package io.lotledger.api.capture;

import io.lotledger.ingest.capture.job.DecisionListener;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps of a checked document what its answer shows: a page of outcomes, the first faults, and what it would add. */
final class FaultCollector implements DecisionListener {
    static final int MOST_FAULTS = 1_000;

    /** Limits the new events of which the changes are worked out. */
    static final int MOST_EVENTS = 1_000;

    private static final int MOST_CHARACTERS = 8 << 20;

    private final int fromEvent;
    private final int perPage;
    private final List<EventOutcome> page = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Violation> ownErrors = new ArrayList<>();
    private final List<EpcisEventCaptured> added = new ArrayList<>();
    private final List<MasterDataCaptured> described = new ArrayList<>();
    private int characters;
    private int errors;
    private int warnings;

    /**
     * An error or warning of a checked document.
     *
     * @param event index of the event in the document, from 0; {@code null} for master data and the document itself
     * @param isError whether it keeps the event from being captured
     */
    record Fault(@Nullable Integer event, boolean isError, Violation violation) {
        Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("event", event);
            body.put("severity", isError ? "error" : "warning");
            body.put("path", violation.path());
            body.put("rule", violation.rule());
            body.put("message", violation.message());
            body.put("value", violation.value());
            body.put("expected", RuleGuide.expected(violation).orElse(null));
            return body;
        }
    }

    /** @param perPage outcomes kept, from {@code fromEvent} on, and one more to know whether others follow */
    FaultCollector(int fromEvent, int perPage) {
        this.fromEvent = fromEvent;
        this.perPage = perPage;
    }

    @Override
    public void part(List<EventOutcome> outcomes, List<LogEntry> entries) {
        outcomes.forEach(this::add);
        entries.forEach(this::add);
    }

    private void add(EventOutcome outcome) {
        if (outcome.index() >= fromEvent && page.size() <= perPage) page.add(outcome);
        if (!outcome.isRolledBack()) {
            outcome.errors().forEach(error -> add(outcome.index(), true, error));
            outcome.errors().stream()
                    .limit(Math.max(0, CaptureJobBody.MOST_ERRORS + 1 - ownErrors.size()))
                    .forEach(ownErrors::add);
        }
        outcome.warnings().forEach(warning -> add(outcome.index(), false, warning));
    }

    /** Adds a fault of the master data. */
    void add(boolean isError, Violation violation) {
        add(null, isError, violation);
    }

    private void add(@Nullable Integer event, boolean isError, Violation violation) {
        if (isError) errors++;
        else warnings++;
        if (faults.size() < MOST_FAULTS) faults.add(new Fault(event, isError, violation));
    }

    private void add(LogEntry entry) {
        if (entry.payload() instanceof EpcisEventCaptured event) {
            characters += event.document().length();
            if (added.size() < MOST_EVENTS && characters <= MOST_CHARACTERS) added.add(event);
        } else if (entry.payload() instanceof MasterDataCaptured element) {
            if (described.size() < MOST_EVENTS) described.add(element);
        }
    }

    List<EventOutcome> page() {
        return page;
    }

    List<Fault> faults() {
        return faults;
    }

    /** Errors of events, without those that only the rollback refuses. */
    List<Violation> ownErrors() {
        return ownErrors;
    }

    int errors() {
        return errors;
    }

    int warnings() {
        return warnings;
    }

    /** The first events that a capture would add. */
    List<EpcisEventCaptured> added() {
        return added;
    }

    /** The first descriptions that a capture would add. */
    List<MasterDataCaptured> described() {
        return described;
    }
}

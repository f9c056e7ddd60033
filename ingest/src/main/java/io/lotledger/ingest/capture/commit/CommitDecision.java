package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt to bring a document into the log: decides what is new of it, what is there already, what contradicts the log. */
final class CommitDecision {
    private final UUID organisation;
    private final String captureID;
    private final Instant recordTime;
    private final KnownEntries known;

    /** Nothing of the document is captured, for it has errors: this only finds them all. */
    private final boolean refused;

    private final Map<UUID, String> added = new HashMap<>();
    private final Map<UUID, KnownEntries.Version> versions = new HashMap<>();
    private boolean conflicts;
    private int total;
    private int accepted;
    private int rejected;
    private int duplicate;
    private int warned;
    private int masterData;

    /** What a part of a document comes to: what is to be appended, and what is to be told of each event. */
    record Decided(List<LogEntry> entries, List<EventOutcome> outcomes) {}

    CommitDecision(UUID organisation, String captureID, Instant recordTime, boolean refused, KnownEntries known) {
        this.organisation = organisation;
        this.captureID = captureID;
        this.recordTime = recordTime;
        this.refused = refused;
        this.known = known;
    }

    /** Decides the next part of the document, whose streams have been looked up. */
    Decided decide(List<StagedEntry> part) {
        List<LogEntry> entries = new ArrayList<>(part.size());
        List<EventOutcome> outcomes = new ArrayList<>(part.size());
        for (StagedEntry one : part) {
            if (one instanceof StagedEntry.Event event) outcomes.add(decide(event, entries));
            else if (one instanceof StagedEntry.Rejected event) outcomes.add(rejection(event));
            else if (one instanceof StagedEntry.MasterData element) version(element, entries);
        }
        outcomes.forEach(this::count);
        return new Decided(refused ? List.of() : entries, outcomes);
    }

    /** Lets later documents of the transaction see what this one has added. */
    void adopt() {
        if (!refused) known.add(added, versions);
    }

    boolean isRefused() {
        return refused;
    }

    /** Whether an event has the id of one with other content. */
    boolean foundConflicts() {
        return conflicts;
    }

    CaptureJob.Counts counts() {
        return new CaptureJob.Counts(total, accepted, rejected, duplicate, warned, masterData);
    }

    private EventOutcome decide(StagedEntry.Event sent, List<LogEntry> entries) {
        boolean taken = UnnamedEvent.isTaken(sent, organisation, this::content);
        StagedEntry.Event event = taken ? UnnamedEvent.byContent(sent, organisation) : sent;
        String content = content(event.stream());
        if (content == null) added.put(event.stream(), event.content());
        boolean contradicts = content != null && !content.equals(event.content());
        if (refused && !contradicts && !known.isInLog(event.stream())) {
            return outcome(event, EventOutcome.Status.REJECTED, List.of(rolledBack(event)));
        }
        if (content == null) {
            entries.add(new LogEntry(
                    event.stream(),
                    0,
                    recordTime,
                    new EpcisEventCaptured(
                            organisation, captureID, event.eventID(), recordTime, event.document(), event.content())));
            return outcome(event, EventOutcome.Status.ACCEPTED, List.of());
        }
        if (!contradicts) return outcome(event, EventOutcome.Status.DUPLICATE, List.of());
        conflicts = true;
        return outcome(event, EventOutcome.Status.REJECTED, List.of(conflict(event)));
    }

    private @Nullable String content(UUID stream) {
        String content = known.content(stream);
        return content == null ? added.get(stream) : content;
    }

    private static Violation conflict(StagedEntry.Event event) {
        boolean declaration = !event.declaredContent().equals(event.content());
        String message = declaration
                ? "This declaration is already stored with other content. A declaration repeats its event as it was"
                : "Another event with other content has this eventID."
                        + " Correct an event with an error declaration, or send the new event under an eventID of its own";
        String path = event.path().startsWith("$") ? event.path() + ".eventID" : event.path();
        return new Violation(path, "conflict", message, event.eventID());
    }

    private static Violation rolledBack(StagedEntry.Event event) {
        String message =
                "the event is valid but not stored: its document has errors and is captured as a whole; correct them or send it with"
                        + " GS1-Capture-Error-Behaviour: proceed";
        return new Violation(event.path(), EventOutcome.ROLLBACK, message, null);
    }

    private static EventOutcome outcome(StagedEntry.Event event, EventOutcome.Status status, List<Violation> errors) {
        return new EventOutcome(event.index(), event.eventID(), status, event.payloadHash(), event.warnings(), errors);
    }

    private static EventOutcome rejection(StagedEntry.Rejected event) {
        return new EventOutcome(
                event.index(), event.eventID(), EventOutcome.Status.REJECTED, null, event.warnings(), event.errors());
    }

    private void version(StagedEntry.MasterData element, List<LogEntry> entries) {
        UUID stream = LogStreams.masterData(organisation, element.vocabulary(), element.id());
        KnownEntries.@Nullable Version last =
                versions.containsKey(stream) ? versions.get(stream) : known.version(stream);
        if (last != null && last.attributes().equals(element.attributes())) return;
        long sequence = last == null ? 0 : last.sequence() + 1;
        versions.put(stream, new KnownEntries.Version(sequence, element.attributes()));
        entries.add(new LogEntry(
                stream,
                sequence,
                recordTime,
                new MasterDataCaptured(
                        organisation,
                        captureID,
                        recordTime,
                        element.vocabulary(),
                        element.id(),
                        element.attributes())));
        if (!refused) masterData++;
    }

    private void count(EventOutcome outcome) {
        total++;
        if (!outcome.warnings().isEmpty()) warned++;
        switch (outcome.status()) {
            case ACCEPTED -> accepted++;
            case DUPLICATE -> duplicate++;
            case REJECTED -> rejected++;
        }
    }
}

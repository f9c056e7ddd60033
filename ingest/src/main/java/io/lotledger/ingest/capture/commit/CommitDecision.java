package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.RefusedEvent;
import io.lotledger.ingest.capture.masterdata.ArchivedAttributes;
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

/**
 * Decides one attempt to commit a document: which of its entries are new, which are already in the log, and which
 * conflict with the log.
 */
final class CommitDecision {
    private final UUID organisation;
    private final String captureID;
    private final Instant recordTime;
    private final @Nullable Instant creationDate;
    private final KnownEntries known;

    /** The document has errors, so nothing is captured; the decision only finds all errors. */
    private final boolean refused;

    private final Map<UUID, String> added = new HashMap<>();
    private final Map<UUID, RecordedVersions> versions = new HashMap<>();
    private boolean hasConflicts;
    private int total;
    private int accepted;
    private int rejected;
    private int duplicate;
    private int withWarnings;
    private int masterData;

    /**
     * The decision on one part of a document: the entries to append, the outcome of each event, and the events refused
     * for their own errors.
     */
    record DecidedPart(List<LogEntry> entries, List<EventOutcome> outcomes, List<RefusedEvent> refused) {}

    /** @param creationDate of the document */
    CommitDecision(
            UUID organisation,
            String captureID,
            Instant recordTime,
            @Nullable Instant creationDate,
            boolean refused,
            KnownEntries known) {
        this.organisation = organisation;
        this.creationDate = creationDate;
        this.captureID = captureID;
        this.recordTime = recordTime;
        this.refused = refused;
        this.known = known;
    }

    /** Decides the next part of the document. Its streams must have been looked up. */
    DecidedPart decide(List<StagedEntry> part) {
        List<LogEntry> entries = new ArrayList<>(part.size());
        List<EventOutcome> outcomes = new ArrayList<>(part.size());
        List<RefusedEvent> fragments = new ArrayList<>();
        for (StagedEntry one : part) {
            if (one instanceof StagedEntry.Event event) outcomes.add(decide(event, entries, fragments));
            else if (one instanceof StagedEntry.Rejected event) outcomes.add(rejection(event, fragments));
            else if (one instanceof StagedEntry.MasterData element) addVersion(element, entries);
        }
        outcomes.forEach(this::count);
        return new DecidedPart(refused ? List.of() : entries, outcomes, fragments);
    }

    /** Makes the added entries visible to later documents of the same transaction. */
    void addToKnown() {
        if (!refused) known.add(added, versions);
    }

    /** Forgets the versions of a part's elements that the document has no others of, as nearly all of a partner's table. */
    void forgetOnly(List<StagedEntry> part) {
        for (StagedEntry one : part) {
            if (one instanceof StagedEntry.MasterData element && element.isOnly()) versions.remove(stream(element));
        }
    }

    private UUID stream(StagedEntry.MasterData element) {
        return LogStreams.masterData(organisation, element.vocabulary(), element.id());
    }

    boolean isRefused() {
        return refused;
    }

    /** Whether an event has the eventID of a stored event with other content. */
    boolean foundConflicts() {
        return hasConflicts;
    }

    CaptureJob.Counts counts() {
        return new CaptureJob.Counts(total, accepted, rejected, duplicate, withWarnings, masterData);
    }

    private EventOutcome decide(StagedEntry.Event staged, List<LogEntry> entries, List<RefusedEvent> fragments) {
        StagedEntry.Event named = CompactEventID.asLogged(staged, organisation, known::isLoggedAs);
        StagedEntry.Event sent = CapitalUuid.asLogged(named, organisation, known::isInLog);
        boolean taken = UnnamedEvent.isTaken(sent, organisation, this::knownContent);
        StagedEntry.Event event = taken ? UnnamedEvent.namedByContent(sent, organisation) : sent;
        UUID stream = DeclarationAsSent.logged(event, known::isInLog);
        String content = knownContent(stream);
        if (content == null) added.put(stream, event.content());
        boolean isConflict = content != null && !content.equals(event.content());
        if (refused && !isConflict && !known.isInLog(stream)) {
            return outcome(event, EventOutcome.Status.REJECTED, List.of(rollbackViolation(event)));
        }
        if (content == null) {
            entries.add(new LogEntry(
                    stream,
                    0,
                    recordTime,
                    new EpcisEventCaptured(
                            organisation, captureID, event.eventID(), recordTime, event.document(), event.content())));
            return outcome(event, EventOutcome.Status.ACCEPTED, List.of());
        }
        if (!isConflict) return outcome(event, EventOutcome.Status.DUPLICATE, List.of());
        hasConflicts = true;
        fragments.add(new RefusedEvent(event.index(), event.document()));
        return outcome(event, EventOutcome.Status.REJECTED, conflictViolations(event));
    }

    private @Nullable String knownContent(UUID stream) {
        String content = known.content(stream);
        return content == null ? added.get(stream) : content;
    }

    private static List<Violation> conflictViolations(StagedEntry.Event event) {
        return event.changes().isEmpty() ? List.of(conflictViolation(event)) : event.changes();
    }

    private static Violation conflictViolation(StagedEntry.Event event) {
        String message = event.place() != null
                ? "A row or record with this key was captured before with other values, as the event " + event.eventID()
                        + ". Send it as it was, or correct it with ?replaces={captureID}, the capture that holds it"
                : event.isDeclaration()
                        ? "This declaration is already stored with other content. A declaration repeats its event as it was"
                        : "Another event with other content has this eventID."
                                + " Correct an event with an error declaration, or send the new event under an eventID of its own";
        String path = event.path().startsWith("$") ? event.path() + ".eventID" : event.path();
        return new Violation(path, "conflict", message, event.eventID());
    }

    private static Violation rollbackViolation(StagedEntry.Event event) {
        String message =
                "the event is valid but not stored: its document has errors and is captured as a whole; correct them or send it with"
                        + " GS1-Capture-Error-Behaviour: proceed";
        return new Violation(event.path(), EventOutcome.ROLLBACK, message, null);
    }

    private static EventOutcome outcome(StagedEntry.Event event, EventOutcome.Status status, List<Violation> errors) {
        return new EventOutcome(
                event.index(), event.place(), event.eventID(), status, event.payloadHash(), event.warnings(), errors);
    }

    private static EventOutcome rejection(StagedEntry.Rejected event, List<RefusedEvent> fragments) {
        if (event.document() != null) fragments.add(new RefusedEvent(event.index(), event.document()));
        return new EventOutcome(
                event.index(),
                event.place(),
                event.eventID(),
                EventOutcome.Status.REJECTED,
                null,
                event.warnings(),
                event.errors());
    }

    private void addVersion(StagedEntry.MasterData element, List<LogEntry> entries) {
        UUID stream = stream(element);
        RecordedVersions recorded = versions.getOrDefault(stream, known.versions(stream));
        ArchivedAttributes attributes = ArchivedAttributes.read(element.attributes());
        MasterDataCaptured version = new MasterDataCaptured(
                organisation,
                captureID,
                recordTime,
                element.vocabulary(),
                element.id(),
                attributes.recorded(),
                attributes.said() == null ? creationDate : attributes.said());
        if (recorded.say(version)) return;
        versions.put(stream, recorded.and(version));
        entries.add(new LogEntry(stream, recorded.next(), recordTime, version));
        if (!refused) masterData++;
    }

    private void count(EventOutcome outcome) {
        total++;
        if (!outcome.warnings().isEmpty()) withWarnings++;
        switch (outcome.status()) {
            case ACCEPTED -> accepted++;
            case DUPLICATE -> duplicate++;
            case REJECTED -> rejected++;
        }
    }
}

package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.EventHash;
import io.lotledger.ingest.document.Violation;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One attempt to bring a spooled document into the log: what is new is appended, what is there already is told. */
final class Appending {
    /** The rule of an event that has no fault of its own. */
    static final String ROLLBACK = "rollback";

    private final EventLog log;
    private final UUID organisation;
    private final String captureID;
    private final Instant recordTime;
    private final Consumer<List<EventOutcome>> outcomes;
    private final int chunkSize;

    /** Nothing of the document is captured, for it has errors: this only finds them all. */
    private final boolean refused;

    private final Map<UUID, String> hashes = new HashMap<>();
    private final Set<UUID> inLog = new HashSet<>();
    private final Map<UUID, Version> versions = new HashMap<>();
    private final List<Spooled> chunk = new ArrayList<>();
    private boolean conflicts;
    private int total;
    private int accepted;
    private int rejected;
    private int duplicate;
    private int warned;
    private int masterData;

    private record Version(long sequence, Map<String, List<String>> attributes) {}

    Appending(
            EventLog log,
            UUID organisation,
            String captureID,
            Instant recordTime,
            boolean refused,
            Consumer<List<EventOutcome>> outcomes) {
        this.log = log;
        this.organisation = organisation;
        this.captureID = captureID;
        this.recordTime = recordTime;
        this.outcomes = outcomes;
        this.refused = refused;
        this.chunkSize = log.joinsTransaction() ? 1000 : Integer.MAX_VALUE;
    }

    /** @return whether nothing was in conflict with the log */
    boolean run(Spool spool) {
        spool.forEach(one -> {
            chunk.add(one);
            if (chunk.size() >= chunkSize) flush();
        });
        flush();
        return !conflicts;
    }

    CaptureJob.Counts counts() {
        return new CaptureJob.Counts(total, accepted, rejected, duplicate, warned, masterData);
    }

    private void flush() {
        if (chunk.isEmpty()) return;
        lookUp();
        List<LogEntry> entries = new ArrayList<>();
        List<EventOutcome> decided = new ArrayList<>();
        for (Spooled one : chunk) {
            if (one instanceof Spooled.Event event) decided.add(decide(event, entries));
            else if (one instanceof Spooled.Rejected event) decided.add(rejection(event));
            else if (one instanceof Spooled.MasterData element) version(element, entries);
        }
        if (!refused) log.append(entries);
        count(decided);
        outcomes.accept(decided);
        chunk.clear();
    }

    private void lookUp() {
        Set<UUID> unknown = chunk.stream()
                .map(this::stream)
                .filter(stream -> stream != null && !hashes.containsKey(stream) && !versions.containsKey(stream))
                .collect(Collectors.toSet());
        log.latest(unknown).forEach((stream, entry) -> {
            if (entry.payload() instanceof EpcisEventCaptured event) {
                hashes.put(stream, EventHash.ofBare(event.document()).uri());
                inLog.add(stream);
            } else if (entry.payload() instanceof MasterDataCaptured element) {
                versions.put(stream, new Version(entry.sequence(), element.attributes()));
            }
        });
    }

    private @Nullable UUID stream(Spooled one) {
        if (one instanceof Spooled.Event event) return event.stream();
        if (one instanceof Spooled.MasterData element) {
            return LogStreams.masterData(organisation, element.vocabulary(), element.id());
        }
        return null;
    }

    private EventOutcome decide(Spooled.Event event, List<LogEntry> entries) {
        String known = hashes.putIfAbsent(event.stream(), event.contentHash());
        if (refused && !inLog.contains(event.stream()) && (known == null || known.equals(event.contentHash()))) {
            return outcome(event, EventOutcome.Status.REJECTED, List.of(rolledBack(event)));
        }
        if (known == null) {
            entries.add(new LogEntry(
                    event.stream(),
                    0,
                    recordTime,
                    new EpcisEventCaptured(organisation, captureID, event.eventID(), recordTime, event.document())));
            return outcome(event, EventOutcome.Status.ACCEPTED, List.of());
        }
        if (known.equals(event.contentHash())) return outcome(event, EventOutcome.Status.DUPLICATE, List.of());
        conflicts = true;
        String message = "another event has this eventID, with the content " + known
                + "; an event is corrected by an error declaration, never by sending it again";
        Violation conflict = new Violation(event.path() + ".eventID", "conflict", message, event.eventID());
        return outcome(event, EventOutcome.Status.REJECTED, List.of(conflict));
    }

    private static Violation rolledBack(Spooled.Event event) {
        String message = "the event is in order, but its document has errors and was to be captured as a whole";
        return new Violation(event.path(), ROLLBACK, message, null);
    }

    private static EventOutcome outcome(Spooled.Event event, EventOutcome.Status status, List<Violation> errors) {
        return new EventOutcome(event.index(), event.eventID(), status, event.contentHash(), event.warnings(), errors);
    }

    private static EventOutcome rejection(Spooled.Rejected event) {
        return new EventOutcome(
                event.index(), event.eventID(), EventOutcome.Status.REJECTED, null, event.warnings(), event.errors());
    }

    private void version(Spooled.MasterData element, List<LogEntry> entries) {
        UUID stream = LogStreams.masterData(organisation, element.vocabulary(), element.id());
        Version last = versions.get(stream);
        if (last != null && last.attributes.equals(element.attributes())) return;
        long sequence = last == null ? 0 : last.sequence + 1;
        versions.put(stream, new Version(sequence, element.attributes()));
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

    private void count(List<EventOutcome> decided) {
        for (EventOutcome outcome : decided) {
            total++;
            if (!outcome.warnings().isEmpty()) warned++;
            switch (outcome.status()) {
                case ACCEPTED -> accepted++;
                case DUPLICATE -> duplicate++;
                case REJECTED -> rejected++;
            }
        }
    }
}

package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Corrects the events of an earlier capture by a partner's corrected file. A record with other values than the last event
 * made of it becomes two events: the declaration that this event was in error, and the event that replaces it. The id of
 * the replacing event is derived from the id of the event in error, so the corrections of a record form one chain and the
 * corrected file sent twice is duplicates. A record whose last event was declared in error without a correction is recorded
 * anew in the same way, also with the same values. One that another event corrected is a conflict. A record that the rules
 * refuse declares nothing: where the capture proceeds without it, its last event would have no replacement.
 */
final class ReplacementSink extends EventBlocks {
    /** Events looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    /** Events that stay and are named one by one. */
    private static final int MOST_NAMED = 10;

    private final UUID organisation;
    private final String replaced;
    private final EventLog log;
    private final Function<String, List<EventOutcome>> outcomes;
    private final EventRules rules;
    private final RecordChanges changes;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Set<String> replaceable;
    private int index;

    /**
     * @param replaced id of the earlier capture
     * @param outcomes gives those of a capture
     */
    ReplacementSink(
            UUID organisation,
            String replaced,
            EventLog log,
            DeclaredEvents declared,
            UsedLots used,
            Function<String, List<EventOutcome>> outcomes,
            EventRules rules,
            RecordChanges changes,
            DocumentSink sink) {
        super(new StoredRecords(organisation, log, declared, used, false), sink);
        this.organisation = organisation;
        this.replaced = replaced;
        this.log = log;
        this.outcomes = outcomes;
        this.rules = rules;
        this.changes = changes;
    }

    @Override
    void pass(List<SentEvent> block) {
        stored.of(block).forEach(this::pass);
    }

    private void pass(StoredRecords.Found found) {
        SentEvent sent = found.sent();
        seen.add(id(sent));
        found.versions().forEach(version -> seen.add(version.eventID()));
        EpcisEventCaptured last = found.changed();
        StoredRecords.Version same = found.same();
        boolean isKnown = last != null && isReplaceable(last);
        if (same != null && !(same.isVoid() && isKnown)) {
            SentEvent duplicate = StoredRecords.named(sent, same.eventID());
            sink.event(ChangedRecordSink.remarked(duplicate, found).at(index++));
        } else if (last == null || !hasNoErrors(sent)) {
            sink.event(sent.at(index++));
        } else if (!isKnown || found.last().isCorrectedElsewhere()) {
            sink.event(conflict(found, last));
        } else if (!rules.review(sent).isAccepted()) {
            sink.event(sent.at(index++));
        } else {
            String corrective = StoredRecords.correctiveID(organisation, last.eventID());
            sink.event(declaration(sent, last, corrective));
            sink.event(StoredRecords.named(sent, corrective).at(index++));
        }
    }

    /**
     * Whether the capture knew this version of the record: it holds the version itself, or it was sent after the capture
     * that does, which it repeats or corrects.
     */
    private boolean isReplaceable(EpcisEventCaptured last) {
        if (last.captureID().equals(replaced)) return true;
        if (replaceable == null) replaceable = knownCaptures();
        return replaceable.contains(last.captureID());
    }

    private Set<String> knownCaptures() {
        Set<String> known = new HashSet<>(Set.of(replaced));
        Deque<String> unread = new ArrayDeque<>(known);
        while (!unread.isEmpty()) {
            List<EventOutcome> stored = outcomes.apply(unread.remove()).stream()
                    .filter(outcome -> outcome.status() != EventOutcome.Status.REJECTED)
                    .toList();
            for (String captureID : captures(stored)) if (known.add(captureID)) unread.add(captureID);
        }
        return known;
    }

    /** Passes on the last events of the document, which has been read, and notes which of the earlier capture stay. */
    void end() {
        flush();
        Map<String, EventOutcome> unseen = new LinkedHashMap<>();
        for (EventOutcome outcome : outcomes.apply(replaced)) {
            String eventID = outcome.eventID();
            if (outcome.status() == EventOutcome.Status.REJECTED || eventID == null || seen.contains(eventID)) continue;
            unseen.putIfAbsent(eventID, outcome);
        }
        List<EventOutcome> staying = unseen.values().stream()
                .filter(outcome -> !unseen.containsKey(
                        StoredRecords.correctiveID(organisation, Objects.requireNonNull(outcome.eventID()))))
                .toList();
        noteStaying(staying);
    }

    /** Events that were declared in error since are left out, as far as the first are looked up. */
    private void noteStaying(List<EventOutcome> outcomes) {
        List<EventOutcome> first = outcomes.subList(0, Math.min(outcomes.size(), LOOKED_UP));
        Map<String, String> standing = stored.standing(first.stream()
                .map(EventOutcome::eventID)
                .filter(Objects::nonNull)
                .toList());
        int count = outcomes.size() - first.size() + standing.size();
        if (count == 0) return;
        String named = first.stream()
                .filter(outcome -> standing.containsKey(outcome.eventID()))
                .limit(MOST_NAMED)
                .map(outcome -> outcome.place() + " (" + standing.get(outcome.eventID()) + ")")
                .collect(Collectors.joining(", "));
        int more = count - Math.min(count, MOST_NAMED);
        String message = "events of the capture " + replaced + " that have no record in this file: " + count
                + "; they stay and count: " + named + (more > 0 ? ", and " + more + " more" : "")
                + ". A row with another lot code, place, date or document than before is a new event beside the old"
                + " one: declare the old one in error, by POST /capture of the event that GET /events/{eventID}"
                + " answers, with an errorDeclaration";
        sink.note(new Violation("$", "replaces", message, null));
    }

    /** The captures that hold the events of outcomes. */
    private List<String> captures(List<EventOutcome> some) {
        List<UUID> streams = some.stream()
                .map(EventOutcome::eventID)
                .filter(Objects::nonNull)
                .distinct()
                .map(this::stream)
                .toList();
        List<String> captures = new ArrayList<>(streams.size());
        for (int from = 0; from < streams.size(); from += LOOKED_UP) {
            for (LogEntry entry : log.latest(streams.subList(from, Math.min(streams.size(), from + LOOKED_UP)))
                    .values()) {
                if (entry.payload() instanceof EpcisEventCaptured event) captures.add(event.captureID());
            }
        }
        return captures;
    }

    private static boolean hasNoErrors(SentEvent sent) {
        SourceRecord source = sent.source();
        return source != null && source.errors().isEmpty();
    }

    private static String id(SentEvent sent) {
        return sent.node().path("eventID").asString("");
    }

    private UUID stream(String eventID) {
        return LogStreams.event(organisation, eventID);
    }

    private SentEvent conflict(StoredRecords.Found found, EpcisEventCaptured last) {
        SentEvent sent = found.sent();
        SourceRecord source = new SourceRecord(
                sent.path(),
                changes.of(sent, last, found.last().corrections()),
                sent.source() == null ? List.of() : sent.source().warnings());
        return SentEvent.of(index++, source, sent.node(), sent.context(), sent.places());
    }

    private SentEvent declaration(SentEvent sent, EpcisEventCaptured stored, String corrective) {
        JsonNode event = Json.MAPPER.readTree(stored.document());
        ObjectNode declaration = (ObjectNode) event;
        JsonLdContext context = JsonLdContext.NONE.with(event.get("@context"));
        ObjectNode error = declaration.putObject("errorDeclaration");
        error.put("declarationTime", stored.recordTime().toString());
        error.put("reason", "incorrect_data");
        error.putArray("correctiveEventIDs").add(corrective);
        SourceRecord source = new SourceRecord(sent.path(), List.of(), List.of());
        return SentEvent.of(index++, source, declaration, context, path -> sent.path());
    }
}

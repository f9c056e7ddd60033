package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentParts;
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
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
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
 * refuse declares nothing: where the capture proceeds without it, its last event would have no replacement. Events that have
 * no record in the file stay with a warning, or are declared in error if the {@link Replacement} says so; where the file has
 * parts, such as notices, only the events of these.
 */
final class ReplacementSink extends EventBlocks {
    /** Events looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    /** Events without a record in the file that are named one by one. */
    private static final int MOST_NAMED = 10;

    private final UUID organisation;
    private final String replaced;
    private final boolean voidsLeftOut;
    private final EventLog log;
    private final Function<String, List<EventOutcome>> outcomes;
    private final EventRules rules;
    private final RecordChanges changes;
    private final Set<String> seen = new HashSet<>();
    private @Nullable DocumentParts parts;
    private @Nullable Set<String> records;
    private @Nullable Set<String> replaceable;
    private int index;

    /**
     * @param outcomes gives those of a capture
     */
    ReplacementSink(
            UUID organisation,
            Replacement replacement,
            EventLog log,
            DeclaredEvents declared,
            ProjectedRecords used,
            Function<String, List<EventOutcome>> outcomes,
            EventRules rules,
            RecordChanges changes,
            DocumentSink sink) {
        super(new StoredRecords(organisation, log, declared, used, false), sink);
        this.organisation = organisation;
        this.replaced = replacement.captureID();
        this.voidsLeftOut = replacement.voidsLeftOut();
        this.log = log;
        this.outcomes = outcomes;
        this.rules = rules;
        this.changes = changes;
    }

    @Override
    public boolean corrects() {
        return true;
    }

    @Override
    public void parts(DocumentParts some) {
        parts = some;
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

    @Override
    public Map<String, JsonNode> staying(Collection<String> eventIDs) {
        Map<String, JsonNode> last = new HashMap<>(stored(eventIDs));
        if (!voidsLeftOut || last.isEmpty()) return last;
        Set<String> named = records();
        Map<String, EpcisEventCaptured> standing = standing(last.keySet());
        last.keySet().removeIf(eventID -> {
            EpcisEventCaptured event = standing.get(eventID);
            return event != null
                    && (named.contains(eventID) || named.contains(event.eventID()))
                    && isReplaceable(event);
        });
        return last;
    }

    /** The records of the earlier capture, read once: each notice of an interchange asks. */
    private Set<String> records() {
        Set<String> known = records;
        if (known == null) {
            records = known = outcomes.apply(replaced).stream()
                    .filter(outcome -> outcome.place() != null)
                    .map(EventOutcome::eventID)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }
        return known;
    }

    /** Passes on the last events of the document, which has been read, and says what became of those that it leaves out. */
    void end() {
        flush();
        List<EventOutcome> all = outcomes.apply(replaced);
        Map<String, EventOutcome> unseen = new LinkedHashMap<>();
        boolean hasSeen = false;
        for (EventOutcome outcome : all) {
            String eventID = outcome.eventID();
            if (outcome.status() == EventOutcome.Status.REJECTED || eventID == null) continue;
            if (seen.contains(eventID)) hasSeen = true;
            else unseen.putIfAbsent(eventID, outcome);
        }
        if (parts != null && !parts.isEmpty()) {
            unseen.keySet()
                    .retainAll(new ReplacedParts(organisation, log, stored, parts)
                            .events(all, Set.copyOf(unseen.keySet())));
            if (!hasSeen && unseen.isEmpty()) noteNoneReplaced();
        }
        List<EventOutcome> leftOut = unseen.values().stream()
                .filter(outcome -> !unseen.containsKey(
                        StoredRecords.correctiveID(organisation, Objects.requireNonNull(outcome.eventID()))))
                .toList();
        if (voidsLeftOut) voidAll(leftOut);
        else noteStaying(leftOut);
    }

    private void noteNoneReplaced() {
        String message =
                "the capture " + replaced + " has none of the notices of this file, which are known by their sender"
                        + " and number, so nothing of it is replaced or left out. Send the file with ?replaces= and the id of the"
                        + " capture that has the earlier notice";
        sink.note(new Violation("$", "replaces", message, null));
    }

    /**
     * Declares in error what was made of a record and stands. An event that a capture corrected which the earlier one did not
     * know stays, so that nobody voids another's correction unseen.
     */
    private void voidAll(List<EventOutcome> leftOut) {
        List<String> voided = new ArrayList<>();
        List<String> staying = new ArrayList<>();
        List<EventOutcome> records =
                leftOut.stream().filter(outcome -> outcome.place() != null).toList();
        for (int from = 0; from < records.size(); from += LOOKED_UP) {
            List<EventOutcome> some = records.subList(from, Math.min(records.size(), from + LOOKED_UP));
            Map<String, EpcisEventCaptured> standing = standing(some.stream()
                    .map(EventOutcome::eventID)
                    .filter(Objects::nonNull)
                    .toList());
            for (EventOutcome outcome : some) {
                EpcisEventCaptured last = standing.get(outcome.eventID());
                if (last == null) continue;
                String named = outcome.place() + " (" + last.eventID() + ")";
                if (isReplaceable(last)) {
                    sink.event(voiding(outcome.place() + " of the capture " + replaced, last));
                    voided.add(named);
                } else {
                    staying.add(named);
                }
            }
        }
        note(voided, "they are declared in error: ", "");
        note(
                staying,
                "they stay and count, because they were corrected since: ",
                ". Send the file with ?replaces= and the id of the capture that corrected them");
    }

    private void note(List<String> events, String what, String remedy) {
        if (events.isEmpty()) return;
        int more = events.size() - Math.min(events.size(), MOST_NAMED);
        String message = "events of the capture " + replaced + " that have no record in this file: " + events.size()
                + "; " + what + String.join(", ", events.subList(0, events.size() - more))
                + (more > 0 ? ", and " + more + " more" : "") + remedy;
        sink.note(new Violation("$", "replaces", message, null));
    }

    /** By the id of a stored record, the event that stands for it. */
    private Map<String, EpcisEventCaptured> standing(Collection<String> records) {
        Map<String, String> last = stored.standing(records);
        Map<UUID, LogEntry> entries =
                log.latest(last.values().stream().map(this::stream).collect(Collectors.toSet()));
        Map<String, EpcisEventCaptured> standing = new HashMap<>();
        last.forEach((eventID, lastID) -> {
            @Nullable LogEntry entry = entries.get(stream(lastID));
            if (entry != null && entry.payload() instanceof EpcisEventCaptured event) standing.put(eventID, event);
        });
        return standing;
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
                + " one. Declare old ones in error: all of these with left_out=void, if this file has every row that"
                + " counts, or one of them by POST /capture of the event that GET /events/{eventID}"
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
        return declaration(sent.path(), stored, List.of(corrective));
    }

    private SentEvent voiding(String place, EpcisEventCaptured stored) {
        return declaration(place, stored, List.of());
    }

    /** Equal whenever it is made, so that a file sent again is duplicates. */
    private SentEvent declaration(String place, EpcisEventCaptured stored, List<String> corrections) {
        JsonNode event = Json.MAPPER.readTree(stored.document());
        ObjectNode declaration = (ObjectNode) event;
        JsonLdContext context = JsonLdContext.NONE.with(event.get("@context"));
        ObjectNode error = declaration.putObject("errorDeclaration");
        error.put("declarationTime", stored.recordTime().toString());
        error.put("reason", "incorrect_data");
        if (!corrections.isEmpty()) corrections.forEach(error.putArray("correctiveEventIDs")::add);
        SourceRecord source = new SourceRecord(place, List.of(), List.of());
        return SentEvent.of(index++, source, declaration, context, path -> place);
    }
}

package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Corrects the events of an earlier capture by a partner's corrected file. A record with other values than the last event
 * made of it becomes two events: the declaration that this event was in error, and the event that replaces it. The id of
 * the replacing event is derived from the id of the event in error, so the corrections of a record form one chain and the
 * corrected file sent twice is duplicates. A record that the rules refuse declares nothing: where the capture proceeds
 * without it, its last event would have no replacement.
 */
final class ReplacementSink extends EventBlocks {
    /** Events looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    private final UUID organisation;
    private final String replaced;
    private final EventLog log;
    private final EventRules rules;
    private final RecordChanges changes;
    private final Set<String> seen = new HashSet<>();
    private int index;

    /** @param replaced id of the earlier capture */
    ReplacementSink(
            UUID organisation,
            String replaced,
            EventLog log,
            EventRules rules,
            RecordChanges changes,
            DocumentSink sink) {
        super(sink);
        this.organisation = organisation;
        this.replaced = replaced;
        this.log = log;
        this.rules = rules;
        this.changes = changes;
    }

    @Override
    void pass(List<SentEvent> block) {
        Map<String, EpcisEventCaptured> last = last(block.stream()
                .filter(ReplacementSink::isRecord)
                .map(ReplacementSink::id)
                .toList());
        for (SentEvent sent : block) pass(sent, isRecord(sent) ? last.get(id(sent)) : null);
    }

    private void pass(SentEvent sent, @Nullable EpcisEventCaptured last) {
        seen.add(id(sent));
        if (last == null) {
            sink.event(sent.at(index++));
        } else if (EventContent.digestOfBare(last.document()).equals(content(sent))) {
            sink.event(renamed(sent, last.eventID()));
        } else if (!last.captureID().equals(replaced)) {
            sink.event(conflict(sent, last));
        } else if (!rules.review(sent).isAccepted()) {
            sink.event(sent.at(index++));
        } else {
            String corrective = corrective(last.eventID());
            sink.event(declaration(sent, last, corrective));
            sink.event(renamed(sent, corrective));
        }
    }

    /**
     * Passes on the last events of the document, which has been read, and notes how many of the earlier capture stay because it has no
     * record for them.
     *
     * @param outcomes of the earlier capture
     */
    void end(List<EventOutcome> outcomes) {
        flush();
        List<UUID> streams = outcomes.stream()
                .filter(outcome -> outcome.status() == EventOutcome.Status.ACCEPTED)
                .map(EventOutcome::eventID)
                .filter(id -> id != null && !seen.contains(id))
                .distinct()
                .map(this::stream)
                .toList();
        long staying = 0;
        for (int from = 0; from < streams.size(); from += LOOKED_UP) {
            staying += log.latest(streams.subList(from, Math.min(streams.size(), from + LOOKED_UP))).values().stream()
                    .filter(entry -> entry.payload() instanceof EpcisEventCaptured event
                            && event.captureID().equals(replaced))
                    .count();
        }
        if (staying == 0) return;
        String message = "events of the capture " + replaced + " that have no record in this file: " + staying
                + "; they stay as they are; declare them in error if they are wrong";
        sink.note(new Violation("$", "replaces", message, null));
    }

    private static boolean isRecord(SentEvent sent) {
        SourceRecord source = sent.source();
        return source != null
                && source.errors().isEmpty()
                && sent.node().isObject()
                && sent.node().path("eventID").isString();
    }

    private static String id(SentEvent sent) {
        return sent.node().path("eventID").asString("");
    }

    /** By the id of a record, the last event of its chain of corrections; none if no event of the record is stored. */
    private Map<String, EpcisEventCaptured> last(List<String> records) {
        Map<String, EpcisEventCaptured> last = new HashMap<>();
        Map<String, String> next = new HashMap<>(); // a record, and the id of the next event of its chain
        records.forEach(id -> next.put(id, id));
        while (!next.isEmpty()) {
            Map<UUID, LogEntry> stored =
                    log.latest(next.values().stream().map(this::stream).collect(Collectors.toSet()));
            next.replaceAll((record, id) -> {
                @Nullable LogEntry entry = stored.get(stream(id));
                if (entry == null || !(entry.payload() instanceof EpcisEventCaptured event)) return "";
                last.put(record, event);
                seen.add(event.eventID());
                return corrective(event.eventID());
            });
            next.values().removeIf(String::isEmpty);
        }
        return last;
    }

    private UUID stream(String eventID) {
        return LogStreams.event(organisation, eventID);
    }

    private String corrective(String eventID) {
        return "urn:uuid:" + Uuids.v5(organisation, "replaces", eventID);
    }

    private SentEvent renamed(SentEvent sent, String eventID) {
        ObjectNode event = ((ObjectNode) sent.node()).deepCopy();
        event.put("eventID", eventID);
        return sent.with(event).at(index++);
    }

    private SentEvent conflict(SentEvent sent, EpcisEventCaptured last) {
        SourceRecord source = new SourceRecord(
                sent.path(),
                changes.of(sent, last),
                sent.source() == null ? List.of() : sent.source().warnings());
        return SentEvent.of(index++, source, sent.node(), sent.context(), sent.places());
    }

    private static String content(SentEvent sent) {
        return EventContent.digest(sent.node(), sent.context());
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

package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
final class ReplacementSink implements DocumentSink {
    /** Events looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    private final UUID organisation;
    private final String replaced;
    private final EventLog log;
    private final EventRules rules;
    private final RecordChanges changes;
    private final DocumentSink sink;
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
        this.organisation = organisation;
        this.replaced = replaced;
        this.log = log;
        this.rules = rules;
        this.changes = changes;
        this.sink = sink;
    }

    @Override
    public void event(SentEvent sent) {
        seen.add(sent.node().path("eventID").asString(""));
        @Nullable EpcisEventCaptured last = isRecord(sent) ? last(sent) : null;
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
     * Notes how many events of the earlier capture stay because the document, which has been read, has no record for them.
     *
     * @param outcomes of the earlier capture
     */
    void noteStaying(List<EventOutcome> outcomes) {
        List<UUID> streams = outcomes.stream()
                .filter(outcome -> outcome.status() == EventOutcome.Status.ACCEPTED)
                .map(EventOutcome::eventID)
                .filter(id -> id != null && !seen.contains(id))
                .distinct()
                .map(id -> LogStreams.event(organisation, id))
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

    /** The last event of the record's chain of corrections; {@code null} if no event of the record is stored. */
    private @Nullable EpcisEventCaptured last(SentEvent sent) {
        @Nullable EpcisEventCaptured last = null;
        String id = sent.node().path("eventID").stringValue();
        for (Optional<EpcisEventCaptured> next = log.find(organisation, id);
                next.isPresent();
                next = log.find(organisation, corrective(last.eventID()))) {
            last = next.get();
            seen.add(last.eventID());
        }
        return last;
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

    @Override
    public void masterData(SentMasterData element) {
        sink.masterData(element);
    }

    @Override
    public void note(Violation note) {
        sink.note(note);
    }
}

package io.lotledger.ingest.capture;

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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Corrects the events of an earlier capture by a partner's corrected file. A record with other values than the event that
 * the capture made of it becomes two events: the declaration that the event was in error, and the event that stands in for
 * it. Both are derived from what is stored, so the corrected file sent twice is duplicates.
 */
final class ReplacementSink implements DocumentSink {
    private final UUID organisation;
    private final String replaced;
    private final EventLog log;
    private final DocumentSink sink;
    private int index;

    /** @param replaced id of the earlier capture */
    ReplacementSink(UUID organisation, String replaced, EventLog log, DocumentSink sink) {
        this.organisation = organisation;
        this.replaced = replaced;
        this.log = log;
        this.sink = sink;
    }

    @Override
    public void event(SentEvent sent) {
        @Nullable EpcisEventCaptured stored = stored(sent);
        if (stored == null) {
            sink.event(sent.at(index++));
            return;
        }
        String corrective = "urn:uuid:" + Uuids.v5(organisation, "replaces", replaced, stored.eventID(), content(sent));
        sink.event(declaration(sent, stored, corrective));
        ObjectNode corrected = ((ObjectNode) sent.node()).deepCopy();
        corrected.put("eventID", corrective);
        sink.event(sent.with(corrected).at(index++));
    }

    /** The event of the earlier capture that this record corrects; {@code null} if it corrects none. */
    private @Nullable EpcisEventCaptured stored(SentEvent sent) {
        SourceRecord source = sent.source();
        boolean isRecord =
                source != null && source.errors().isEmpty() && sent.node().isObject();
        if (!isRecord || !sent.node().path("eventID").isString()) return null;
        return log.find(organisation, sent.node().path("eventID").stringValue())
                .filter(event -> event.captureID().equals(replaced))
                .filter(event -> !EventContent.digestOfBare(event.document()).equals(content(sent)))
                .orElse(null);
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

package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.EventsWriter;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes stored events as JSON-LD. CBV words are bare, regardless of their sent form. */
public final class JsonEvents {
    private static final Map<String, Cbv> TYPE_LISTS = Map.of(
            "bizTransactionList", Cbv.BIZ_TRANSACTION_TYPE,
            "sourceList", Cbv.SOURCE_DESTINATION_TYPE,
            "destinationList", Cbv.SOURCE_DESTINATION_TYPE);

    private static final String GS1_VOCABULARY = "https://gs1.org/voc/";

    private static final ObjectWriter LEAVING_OPEN = Json.MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);

    private JsonEvents() {}

    /** A writer of one EPCISQueryDocument in UTF-8. The stream stays open. */
    public static EventsWriter writer(QueryDocument document, OutputStream out) {
        return new Writer(document, LEAVING_OPEN.createGenerator(out));
    }

    private static final class Writer implements EventsWriter {
        private final QueryDocument document;
        private final JsonGenerator json;
        private SharedPrefixes prefixes = new SharedPrefixes(List.of(), Stream.of());

        Writer(QueryDocument document, JsonGenerator json) {
            this.document = document;
            this.json = json;
        }

        @Override
        public void begin(List<ObjectNode> all) {
            all.forEach(FreePrefixes::in);
            prefixes = new SharedPrefixes(all, Stream.of());
            json.writeStartObject();
            json.writeName("@context");
            json.writeTree(prefixes.context());
            json.writeStringProperty("type", "EPCISQueryDocument");
            json.writeStringProperty("schemaVersion", "2.0");
            json.writeStringProperty("creationDate", document.creationDate().toString());
            json.writeObjectPropertyStart("epcisBody");
            json.writeObjectPropertyStart("queryResults");
            json.writeStringProperty("queryName", document.queryName());
            if (document.subscriptionID() != null)
                json.writeStringProperty("subscriptionID", document.subscriptionID());
            json.writeObjectPropertyStart("resultsBody");
            json.writeArrayPropertyStart("eventList");
        }

        @Override
        public void event(ObjectNode event, Instant recordTime) {
            toJson(event).put("recordTime", recordTime.toString());
            prefixes.removeContext(event);
            json.writeTree(event);
        }

        @Override
        public void end() {
            json.writeEndArray();
            for (int i = 0; i < 4; i++) json.writeEndObject();
            json.close();
        }
    }

    /** One stored event by itself, with identifiers as sent and its recordTime. */
    public static String bare(KeptEvent event) {
        ObjectNode json = toJson((ObjectNode) Json.MAPPER.readTree(event.document()));
        return Json.MAPPER.writeValueAsString(
                json.put("recordTime", event.recordTime().toString()));
    }

    /** Rewrites a stored event in place, as an answer in JSON represents it. */
    static ObjectNode toJson(ObjectNode event) {
        FreePrefixes.in(event);
        JsonLdContext context = JsonLdContext.NONE.with(event.get("@context"));
        word(event, "bizStep", Cbv.BIZ_STEP, context);
        word(event, "disposition", Cbv.DISPOSITION, context);
        TYPE_LISTS.forEach((name, types) -> event.path(name).forEach(one -> word(one, "type", types, context)));
        word(event.path("errorDeclaration"), "reason", Cbv.ERROR_REASON, context);
        for (String name : List.of("set", "unset")) {
            if (event.path("persistentDisposition").get(name) instanceof ArrayNode words) {
                Set<JsonNode> distinct = new LinkedHashSet<>(); // two forms of one word may have been sent
                words.forEach(one -> distinct.add(word(one, Cbv.DISPOSITION, context)));
                words.removeAll();
                words.addAll(distinct);
            }
        }
        time(event, "eventTime");
        time(event.path("errorDeclaration"), "declarationTime");
        event.path("sensorElementList").forEach(sensor -> sensor(sensor, context));
        return event;
    }

    private static void sensor(JsonNode sensor, JsonLdContext context) {
        for (String name : List.of("time", "startTime", "endTime")) time(sensor.path("sensorMetadata"), name);
        for (JsonNode report : sensor.path("sensorReport")) {
            word(report, "type", Cbv.MEASUREMENT_TYPE, context);
            word(report, "exception", Cbv.SENSOR_ALERT_TYPE, context);
            word(report, "component", Cbv.COMPONENT, context);
            time(report, "time");
        }
    }

    private static void word(JsonNode object, String name, Cbv list, JsonLdContext context) {
        if (object instanceof ObjectNode node && node.has(name)) node.set(name, word(node.get(name), list, context));
    }

    /**
     * The bare word of a list value in any form. GS1's JSON schema refuses CBV URNs and the web vocabulary's URIs here,
     * so a value outside the list is written in its other form: a web URI, or a name with the prefix {@code gs1}. The
     * event's content stays equal. Its CBV hash changes only if the word came in a draft's spelling, which the hash
     * keeps as sent.
     */
    private static JsonNode word(JsonNode value, Cbv list, JsonLdContext context) {
        if (!value.isString() || value.stringValue().indexOf(':') < 0) return value;
        String sent = value.stringValue().strip();
        return list.wordOf(context.expand(sent))
                .or(() -> Cbv.webUriOfUrn(sent))
                .or(() -> prefixed(sent, list, context))
                .<JsonNode>map(Json.MAPPER.getNodeFactory()::stringNode)
                .orElse(value);
    }

    private static Optional<String> prefixed(String sent, Cbv list, JsonLdContext context) {
        boolean isOfVocabulary = list.uriPrefix().equals(GS1_VOCABULARY) && sent.startsWith(GS1_VOCABULARY);
        if (!isOfVocabulary || !GS1_VOCABULARY.equals(context.namespace("gs1"))) return Optional.empty();
        return Optional.of("gs1:" + sent.substring(GS1_VOCABULARY.length()));
    }

    /** Rewrites a time that is none in GS1's JSON schema, such as XML's end of day, {@code 24:00:00}, or one with the offset {@code +02}. */
    private static void time(JsonNode object, String name) {
        JsonNode time = object.get(name);
        if (object instanceof ObjectNode node && time != null && time.isString()) {
            String sent = time.stringValue();
            String written = Times.written(sent);
            if (!written.equals(sent)) node.put(name, written);
        }
    }
}

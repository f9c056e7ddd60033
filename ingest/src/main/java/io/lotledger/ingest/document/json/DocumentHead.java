package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.document.text.Violation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a document says about itself, beside its header and body. */
final class DocumentHead {
    /** Members that are texts, each with an example. */
    private static final Map<String, String> TEXTS = texts();

    private final ObjectNode members;
    private final DocumentSink sink;
    private final Consumer<Violation> faults;

    DocumentHead(ObjectNode members, DocumentSink sink, Consumer<Violation> faults) {
        this.members = members;
        this.sink = sink;
        this.faults = faults;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("id", "https://example.com/documents/1");
        texts.put("instanceIdentifier", "2026-04-17-0001");
        texts.put("sender", "urn:epc:id:pgln:4012345.00005");
        texts.put("receiver", "urn:epc:id:pgln:4012345.00006");
        return texts;
    }

    /**
     * @param type of the document
     * @param isQuery whether it is the result of a query, which may leave out its version and date
     */
    void check(String type, boolean isQuery) {
        context(type + " must have an @context, such as \"" + JsonLdContext.GS1 + "\"");
        if (!isQuery || members.has("schemaVersion")) schemaVersion(type);
        if (!isQuery || members.has("creationDate")) creationDate(type);
        TEXTS.forEach((name, example) -> {
            @Nullable JsonNode value = members.get(name);
            if (value != null && !value.isString())
                violate("$." + name, "document", name + " must be a string, such as \"" + example + "\"", value);
        });
    }

    private void context(String message) {
        JsonNode context = members.get("@context");
        if (context == null) missing("$['@context']", message);
        JsonLdContext.faultOf(context).ifPresent(fault -> violate("$['@context']", "context", fault, context));
    }

    private void schemaVersion(String type) {
        JsonNode version = members.get("schemaVersion");
        if (version == null) missing("$.schemaVersion", type + " must have a schemaVersion, \"2.0\"");
        else if (!version.isString() || !DocumentFormat.isVersion(version.stringValue())) {
            violate("$.schemaVersion", "document", "schemaVersion must be a string such as \"2.0\"", version);
        } else if (!DocumentFormat.isKnownVersion(version.stringValue())) {
            sink.note(new Violation(
                    "$.schemaVersion", "schemaVersion", DocumentFormat.UNKNOWN_VERSION, version.stringValue()));
        }
    }

    private void creationDate(String type) {
        JsonNode date = members.get("creationDate");
        if (date == null)
            missing("$.creationDate", type + " must have a creationDate, such as 2026-04-17T11:26:42-04:00");
        Instant created = date == null ? null : Times.parse(date.asString(""));
        if (created != null) sink.created(created);
        else if (date != null) {
            String message = "creationDate must be a date and time with an offset, such as 2026-04-17T11:26:42-04:00";
            violate("$.creationDate", "document", message, date);
        }
    }

    private void missing(String path, String message) {
        faults.accept(new Violation(path, "required", message, null));
    }

    private void violate(String path, String rule, String message, @Nullable JsonNode value) {
        faults.accept(new Violation(path, rule, message, String.valueOf(value)));
    }
}

package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.context.EmbeddedContexts;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlnsDeclarations;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.JsonTree;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.MemberPath;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.io.CharConversionException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an EPCISDocument, an EPCISQueryDocument or a bare event in JSON-LD, with one event in memory at a time. Members
 * may come in any order; events and master data before the document's {@code @context} are deferred to temporary files.
 */
public final class DocumentReader {
    private static final Set<String> EVENT_TYPES =
            Set.of("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");

    private static final String EPCIS = "https://ref.gs1.org/epcis/";

    private static final Set<String> DOCUMENT = Set.of(
            "@context",
            "id",
            "type",
            "schemaVersion",
            "creationDate",
            "instanceIdentifier",
            "sender",
            "receiver",
            "epcisHeader",
            "epcisBody");

    private final DocumentSink sink;
    private final List<Violation> violations = new ArrayList<>();
    private final ObjectNode members = Json.MAPPER.createObjectNode();
    private final LargeTreePermits permits = new LargeTreePermits();
    private final StreamedMembers streamed = new StreamedMembers(this::violate);
    private final JsonTree memberTree = new JsonTree(permits);
    private final DeferredParts deferred;
    private final DeferredParts deferredElements;
    private boolean contextKnown;
    private boolean bodySeen;
    private boolean eventListSeen;
    private boolean queryResultsSeen;
    private boolean queryNameSeen;
    private int events;

    private DocumentReader(DocumentSink sink, ReadingLimits limits) {
        this.sink = sink;
        this.deferred = new DeferredParts(limits.temporaryFiles());
        this.deferredElements = new DeferredParts(limits.temporaryFiles());
    }

    /** Reads a document within {@link ReadingLimits#DEFAULT}. */
    public static void read(InputStream json, DocumentSink sink) {
        read(json, ReadingLimits.DEFAULT, sink);
    }

    /**
     * Reads a document completely. The sink may receive events before the document proves unreadable.
     *
     * @throws UnreadableDocumentException when the document is not well-formed JSON, is not an EPCIS document, or its
     *     stream breaks
     * @throws DocumentTooLargeException when one part is too large to hold in memory
     */
    public static void read(InputStream json, ReadingLimits limits, DocumentSink sink) {
        DocumentReader reader = new DocumentReader(sink, limits);
        try (JsonParser parser = Json.SENT.createParser(ObjectReadContext.empty(), json)) {
            reader.document(parser);
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof CharConversionException) throw malformed(e);
            throw new UnreadableDocumentException(
                    "$", "well-formed", "the upload ended before the document did; send it again");
        } catch (StreamConstraintsException e) {
            throw JsonTree.limitExceeded(e);
        } catch (JacksonException e) {
            throw malformed(e);
        } finally {
            reader.permits.release();
            reader.deferred.close();
            reader.deferredElements.close();
        }
    }

    private static UnreadableDocumentException malformed(JacksonException e) {
        return new UnreadableDocumentException("$", "well-formed", JsonFaults.located(e));
    }

    private void document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) throw new UnreadableDocumentException("$", "well-formed", "The body is empty");
        if (first != JsonToken.START_OBJECT) {
            throw new UnreadableDocumentException("$", "document", "expected an object, found " + kind(first));
        }
        streamed.each(parser, "$", (name, path) -> member(parser, name, path));
        if (parser.nextToken() != null) {
            throw new UnreadableDocumentException(
                    "$", "well-formed", "unexpected text after the end of the document; remove it");
        }
        if (!bodySeen && isEventType(text("type"))) bareEvent();
        else envelope();
        if (!violations.isEmpty()) throw new UnreadableDocumentException(violations);
        deferredElements.forEach(
                permits, (index, path, node) -> emit(Json.MAPPER.treeToValue(node, SentMasterData.class)));
        deferred.forEach(permits, (index, path, node) -> emit(index, path, node));
    }

    /** A standard type, or a prefixed name or URI (the JSON schema's Extended-Event). */
    private static boolean isEventType(String type) {
        return EVENT_TYPES.contains(type) || type.indexOf(':') > 0;
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> "a number";
        };
    }

    private void member(JsonParser parser, String name, String path) {
        switch (name) {
            case "epcisBody" -> body(parser, path);
            case "epcisHeader" -> header(parser, path);
            default -> {
                JsonNode value = streamed.tree(memberTree, parser, path);
                members.set(name, value == null ? Json.MAPPER.createObjectNode() : value);
                contextKnown |= name.equals("@context");
            }
        }
    }

    private void body(JsonParser parser, String path) {
        bodySeen = true;
        streamed.each(parser, path, (name, at) -> {
            switch (name) {
                case "eventList" -> eventList(parser, at);
                case "event" -> singleEvent(parser, at);
                case "queryResults" -> queryResults(parser, at);
                default -> skipUnknown(parser, at, name, List.of("eventList", "queryResults"));
            }
        });
    }

    private void queryResults(JsonParser parser, String path) {
        queryResultsSeen = true;
        streamed.each(parser, path, (name, at) -> {
            switch (name) {
                case "queryName" -> {
                    queryNameSeen = parser.currentToken() == JsonToken.VALUE_STRING;
                    streamed.skip(parser, at);
                }
                case "resultsBody" -> streamed.each(parser, at, (member, inner) -> results(parser, member, inner));
                case "subscriptionID" -> streamed.skip(parser, at);
                default -> skipUnknown(parser, at, name, List.of("queryName", "subscriptionID", "resultsBody"));
            }
        });
    }

    private void results(JsonParser parser, String name, String path) {
        switch (name) {
            case "eventList" -> eventList(parser, path);
            case "event" -> singleEvent(parser, path);
            case "vocabularyList" -> vocabularies(parser, path);
            default -> skipUnknown(parser, path, name, List.of("eventList", "vocabularyList"));
        }
    }

    private void vocabularies(JsonParser parser, String path) {
        new MasterDataReader(this::masterData, this::violate, permits).vocabularies(parser, path);
    }

    private void eventList(JsonParser parser, String path) {
        boolean isArray = parser.currentToken() == JsonToken.START_ARRAY;
        boolean isSecond = eventListSeen;
        eventListSeen = true;
        if (isSecond || !isArray) {
            String message = isArray
                    ? "the document has an eventList already; put all its events into one"
                    : "eventList must be an array of events";
            violate(new Violation(path, "document", message, null));
            streamed.skip(parser, path);
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            event(parser, path + "[" + events + "]");
        }
    }

    /** Drafts of EPCIS 2.0 had a single {@code event} in the body, and some senders still use it. */
    private void singleEvent(JsonParser parser, String path) {
        eventListSeen = true;
        event(parser, path);
    }

    private void event(JsonParser parser, String path) {
        int index = events++;
        JsonNode node = streamed.tree(new JsonTree(permits), parser, path);
        if (node != null && contextKnown) emit(index, path, node);
        else if (node != null) deferred.add(index, path, node);
        if (!memberTree.isLarge()) permits.release();
    }

    private void masterData(SentMasterData element) {
        if (contextKnown) emit(element);
        else deferredElements.add(0, element.path(), Json.MAPPER.valueToTree(element));
    }

    private void emit(SentMasterData element) {
        sink.masterData(element.expanded(documentContext()));
    }

    private void violate(Violation violation) {
        violations.add(violation);
        if (violations.size() == ReadingLimits.MAX_VIOLATIONS) throw new UnreadableDocumentException(violations);
    }

    private void emit(int index, String path, JsonNode node) {
        JsonLdContext context = documentContext().with(node.isObject() ? node.get("@context") : null);
        if (node instanceof ObjectNode event) {
            context = EmbeddedContexts.extractFrom(event, XmlnsDeclarations.extractFrom(event, context));
            type(event, context);
        }
        sink.event(new SentEvent(index, path, node, context, ignoredInHash()));
    }

    /** Replaces {@code epcis:ObjectEvent}, or its URI, by the standard's {@code ObjectEvent}. */
    private static void type(ObjectNode event, JsonLdContext context) {
        JsonNode type = event.get("type");
        if (type == null || !type.isString() || type.stringValue().indexOf(':') < 0) return;
        String uri = context.expand(type.stringValue().strip());
        if (uri.startsWith(EPCIS) && EVENT_TYPES.contains(uri.substring(EPCIS.length()))) {
            event.put("type", uri.substring(EPCIS.length()));
        }
    }

    private @Nullable JsonLdContext documentContext;

    private JsonLdContext documentContext() {
        JsonLdContext known = documentContext;
        if (known == null) {
            known = JsonLdContext.NONE.with(members.get("@context"));
            documentContext = known;
        }
        return known;
    }

    /**
     * The hash's reference implementation lets a document list fields that repositories added: {@code …:ignoreFields}.
     */
    private Set<String> ignoredInHash() {
        Set<String> ignored = new TreeSet<>();
        members.properties().forEach(member -> {
            if (member.getKey().endsWith(":ignoreFields") && member.getValue().isArray()) {
                member.getValue().forEach(name -> ignored.add(documentContext().expand(name.asString(""))));
            }
        });
        return ignored;
    }

    private void bareEvent() {
        if (!members.has("@context")) missing("$['@context']", "an event sent by itself must have an @context");
        emit(0, "$", members);
    }

    private void envelope() {
        String type = text("type");
        boolean query = type.equals("EPCISQueryDocument");
        if (!query && !type.equals("EPCISDocument")) {
            violations.add(new Violation(
                    "$.type",
                    "document",
                    unknownType(type),
                    members.has("type") ? members.get("type").toString() : null));
            return;
        }
        for (String name : members.propertyNames()) checkName(MemberPath.of("$", name), name, DOCUMENT);
        new DocumentHead(members, sink, this::violate).check(type, query);
        if (!bodySeen) missing("$.epcisBody", type + " must have an epcisBody");
        else if (query && !queryResultsSeen)
            missing("$.epcisBody.queryResults", type + " must have queryResults in its epcisBody");
        else if (!eventListSeen) {
            String path = query ? "$.epcisBody.queryResults.resultsBody.eventList" : "$.epcisBody.eventList";
            missing(path, type + " must have an eventList; it may be empty");
        }
        if (query && queryResultsSeen && !queryNameSeen) {
            missing("$.epcisBody.queryResults.queryName", "queryResults must have a queryName, a string");
        }
    }

    /** @param type empty when the document has no type, or one that is not a string */
    private static String unknownType(String type) {
        SortedSet<String> known = new TreeSet<>(EVENT_TYPES);
        known.addAll(List.of("EPCISDocument", "EPCISQueryDocument"));
        return Nearest.of(type, known)
                .map(near -> "'" + type + "' is not a type of EPCIS 2.0; did you mean '" + near + "'?")
                .orElse("type must be EPCISDocument, EPCISQueryDocument or the type of a single event ("
                        + String.join(", ", new TreeSet<>(EVENT_TYPES)) + ")"
                        + (type.isEmpty() ? "" : ", not '" + type + "'"));
    }

    private void missing(String path, String message) {
        violations.add(new Violation(path, "required", message, null));
    }

    private String text(String member) {
        JsonNode value = members.get(member);
        return value == null || !value.isString() ? "" : value.stringValue();
    }

    private void header(JsonParser parser, String path) {
        streamed.each(parser, path, (name, at) -> {
            if (name.equals("extension"))
                streamed.each(parser, at, (inner, inside) -> headerMember(parser, inner, inside));
            else headerMember(parser, name, at);
        });
    }

    /** XML has master data in the header's extension, under other names; some senders do the same in JSON. */
    private void headerMember(JsonParser parser, String name, String path) {
        if (!name.equalsIgnoreCase("epcisMasterData")) {
            skipUnknown(parser, path, name, List.of("epcisMasterData"));
            return;
        }
        streamed.each(parser, path, (member, at) -> {
            boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
            if (member.equals("vocabularyList") || (member.equalsIgnoreCase("vocabularyList") && !isObject)) {
                vocabularies(parser, at);
            } else if (member.equalsIgnoreCase("vocabularyList")) {
                String message = "this XML form is not read in JSON: send master data in the array"
                        + " epcisHeader.epcisMasterData.vocabularyList";
                violate(new Violation(at, "document", message, null));
                streamed.skip(parser, at);
            } else {
                skipUnknown(parser, at, member, List.of("vocabularyList"));
            }
        });
    }

    /** Reports and skips a non-standard member, which would otherwise be lost silently. */
    private void skipUnknown(JsonParser parser, String path, String name, Collection<String> known) {
        checkName(path, name, known);
        streamed.skip(parser, path);
    }

    /** A prefix marks an extension, and an underscore a comment as in GS1 US's samples. */
    private void checkName(String path, String name, Collection<String> known) {
        if (known.contains(name) || name.indexOf(':') > 0 || name.startsWith("_")) return;
        String hint = Nearest.of(name, known)
                .map(suggestion -> "did you mean '" + suggestion + "'?")
                .orElse("name your own field with a prefix or a URI");
        violate(new Violation(
                path,
                "unknown-field",
                "'" + name + "' is not a member of an EPCIS document at this place; " + hint,
                null));
    }
}

package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.JsonTree;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.Extensions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a vocabulary list, with one element in memory at a time. If a vocabulary's type follows its elements, they are
 * read at once.
 */
public final class MasterDataReader {
    private static final Set<String> BESIDE = Set.of("id", "attribute", "type", "@type");
    private static final Set<String> OWN_VALUE = Set.of("@value", "@id", "id", "#text");
    private static final String ELEMENTS = "vocabularyElementList";
    private static final String VOCABULARIES = "vocabularyList must be an array of vocabularies";

    /** What a vocabulary without a type is told, in JSON and in XML. */
    public static final String NO_TYPE =
            "a vocabulary must be an object with a type, such as urn:epcglobal:epcis:vtype:Location";

    /** What a vocabulary element without an id is told, in JSON and in XML. */
    public static final String NO_ID =
            "a vocabulary element must be an object with an id: the URI of what it describes";

    private static final Set<String> KNOWN = Set.of("id", "attributes", SentMasterData.CHILDREN, "type");

    private final Consumer<SentMasterData> sink;
    private final Consumer<Violation> faults;
    private final StreamedMembers streamed;
    private final LargeTreePermits permits;

    /**
     * @param sink takes the elements with ids as sent
     * @param faults takes what makes the list none of EPCIS: a fault of the document
     * @param permits the document's permits
     */
    MasterDataReader(Consumer<SentMasterData> sink, Consumer<Violation> faults, LargeTreePermits permits) {
        this.sink = sink;
        this.faults = faults;
        this.streamed = new StreamedMembers(faults);
        this.permits = permits;
    }

    void vocabularies(JsonParser parser, String path) {
        each(parser, path, VOCABULARIES, at -> vocabulary(parser, at));
    }

    /** Visits the elements of an array with the parser on each. */
    private void each(JsonParser parser, String path, String expected, Consumer<String> element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            faults.accept(fault(path, expected));
            streamed.skip(parser, path);
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) element.accept(path + "[" + i + "]");
    }

    private void vocabulary(JsonParser parser, String path) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            faults.accept(fault(path, NO_TYPE));
            streamed.skip(parser, path);
            return;
        }
        VocabularyMembers members = new VocabularyMembers(parser);
        streamed.each(parser, path, members);
        members.end(path);
    }

    private final class VocabularyMembers implements StreamedMembers.Member {
        private final JsonParser parser;
        private @Nullable String type;
        private @Nullable JsonNode elementsBeforeType;

        VocabularyMembers(JsonParser parser) {
            this.parser = parser;
        }

        @Override
        public void read(String name, String path) {
            if (name.equals("type")) {
                boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
                type = isText ? MasterDataReader.vocabulary(parser.getString()) : null;
                streamed.skip(parser, path);
            } else if (!name.equals(ELEMENTS)) {
                streamed.skip(parser, path);
            } else if (type != null || parser.currentToken() != JsonToken.START_ARRAY) {
                each(parser, path, ELEMENTS + " must be an array of vocabulary elements", this::element);
            } else {
                elementsBeforeType = streamed.tree(new JsonTree(permits), parser, path);
            }
        }

        private void element(String path) {
            JsonNode element = streamed.tree(new JsonTree(permits), parser, path);
            if (element != null) MasterDataReader.this.element(element, type, path);
        }

        void end(String path) {
            if (type == null) faults.accept(fault(path + ".type", NO_TYPE));
            if (elementsBeforeType == null) return;
            int index = 0;
            for (JsonNode one : elementsBeforeType)
                MasterDataReader.this.element(one, type, path + "." + ELEMENTS + "[" + index++ + "]");
        }
    }

    private void element(JsonNode element, @Nullable String vocabulary, String path) {
        JsonNode id = element.get("id");
        if (id == null || !id.isString() || id.stringValue().isBlank()) {
            faults.accept(fault(element.isObject() ? path + ".id" : path, NO_ID));
            return;
        }
        if (vocabulary == null) return; // the document is refused
        NestedAttributes attributes = new NestedAttributes();
        List<Violation> unreadable = new ArrayList<>();
        unknownMembers(element, path, unreadable);
        JsonNode list = element.path("attributes");
        if (list.isArray()) {
            int index = 0;
            for (JsonNode one : list) attribute(one, path + ".attributes[" + index++ + "]", attributes, unreadable);
        } else if (!list.isMissingNode() && !list.isNull()) {
            unreadable.add(fault(path + ".attributes", "attributes must be a list of objects with id and attribute"));
        }
        if (element.hasNonNull(SentMasterData.CHILDREN)) {
            attributes.name(SentMasterData.CHILDREN);
            add(attributes, SentMasterData.CHILDREN, element.get(SentMasterData.CHILDREN));
        }
        sink.accept(new SentMasterData(path, vocabulary, id.stringValue().strip(), attributes.values(), unreadable));
    }

    private static void unknownMembers(JsonNode element, String path, List<Violation> faults) {
        for (String name : element.propertyNames()) {
            if (!KNOWN.contains(name) && !name.startsWith("@") && name.indexOf(':') < 0)
                faults.add(fault(
                        path + "." + name,
                        "a vocabulary element has id, attributes and children; any other member needs a prefix"));
        }
    }

    private static void attribute(
            JsonNode attribute, String path, NestedAttributes attributes, List<Violation> faults) {
        JsonNode name = attribute.get("id");
        JsonNode value = attribute.get("attribute");
        if (name == null || !name.isString()) {
            faults.add(fault(path + ".id", "an attribute must be an object with an id, such as cbvmda:name"));
        } else if (value == null) {
            faults.add(fault(path + ".attribute", "an attribute has its value in the member 'attribute'"));
        } else if (!value.isNull()) {
            attributes.name(name.stringValue());
            add(attributes, name.stringValue(), withMembersBeside(attribute, value));
        }
    }

    private static Violation fault(String path, String message) {
        return new Violation(path, "masterData", message, null);
    }

    /** A unit or a language that stands beside the value is a member of it. */
    private static JsonNode withMembersBeside(JsonNode attribute, JsonNode value) {
        Map<String, JsonNode> beside = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : attribute.properties()) {
            if (!BESIDE.contains(member.getKey())) beside.put(member.getKey(), member.getValue());
        }
        if (beside.isEmpty()) return value;
        ObjectNode joined = Json.MAPPER.createObjectNode();
        if (value.isObject()) joined.setAll((ObjectNode) value);
        else joined.set(NestedAttributes.VALUE, value);
        beside.forEach(joined::putIfAbsent);
        return joined;
    }

    private static void add(NestedAttributes attributes, String path, JsonNode value) {
        if (value.isArray()) {
            value.forEach(one -> add(attributes, path, one));
        } else if (value.isObject()) {
            addObject(attributes, path, value);
        } else if (!value.isNull()) {
            attributes.value(path, text(value));
        }
    }

    private static void addObject(NestedAttributes attributes, String path, JsonNode object) {
        JsonNode own = null;
        JsonNode language = null;
        Map<String, JsonNode> others = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (OWN_VALUE.contains(name)) own = member.getValue();
            else if (NestedAttributes.isLanguage(Extensions.localName(name))) language = member.getValue();
            else if (!name.equals("type") && !name.startsWith("@")) others.put(name, member.getValue());
        }
        if (language != null && own == null && others.size() == 1 && others.containsKey("value"))
            own = others.remove("value");
        if (own != null && others.isEmpty()) {
            add(attributes, language == null ? path : NestedAttributes.inLanguage(path, language.asString("")), own);
            return;
        }
        if (language != null) others.put("language", language);
        String at = attributes.object(path);
        if (own != null) add(attributes, NestedAttributes.member(at, NestedAttributes.VALUE), own);
        others.forEach((name, value) -> add(attributes, NestedAttributes.member(at, name), value));
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? value.toString() : value.asString();
    }

    /**
     * The short name of a vocabulary type: {@code Location}, {@code Party}, {@code EPCClass}, otherwise the type as
     * sent.
     */
    public static @Nullable String vocabulary(@Nullable String type) {
        if (type == null || type.isBlank()) return null;
        String sent = type.strip();
        int cut = Math.max(sent.lastIndexOf(':'), Math.max(sent.lastIndexOf('#'), sent.lastIndexOf('/')));
        return switch (sent.substring(cut + 1).toLowerCase(Locale.ROOT)) {
            case "location" -> "Location";
            case "party" -> "Party";
            case "epcclass" -> "EPCClass";
            default -> sent;
        };
    }
}

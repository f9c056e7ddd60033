package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.JsonTree;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.Violation;
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

/**
 * Reads a vocabulary list, with one element in memory at a time. If a vocabulary's type follows its elements, they are
 * read at once.
 */
public final class MasterDataReader {
    private static final Set<String> KNOWN = Set.of("id", "attributes", SentMasterData.CHILDREN, "type");

    private final Consumer<SentMasterData> sink;
    private final LargeTreePermits permits;

    /**
     * @param sink takes the elements with ids as sent
     * @param permits the document's permits
     */
    MasterDataReader(Consumer<SentMasterData> sink, LargeTreePermits permits) {
        this.sink = sink;
        this.permits = permits;
    }

    void vocabularies(JsonParser parser, String path) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            sink.accept(new SentMasterData(path, null, null, Map.of()));
            parser.skipChildren();
            return;
        }
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            vocabulary(parser, path + "[" + index++ + "]");
        }
    }

    private void vocabulary(JsonParser parser, String path) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            sink.accept(new SentMasterData(path, null, null, Map.of()));
            parser.skipChildren();
            return;
        }
        String type = null;
        JsonNode elementsBeforeType = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("type")) {
                type = vocabulary(parser.getValueAsString());
                parser.skipChildren();
            } else if (!name.equals("vocabularyElementList")) {
                parser.skipChildren();
            } else if (type == null || parser.currentToken() != JsonToken.START_ARRAY) {
                elementsBeforeType = new JsonTree(permits).read(parser, path + ".vocabularyElementList");
            } else {
                int index = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    String at = path + ".vocabularyElementList[" + index++ + "]";
                    element(new JsonTree(permits).read(parser, at), type, at);
                }
            }
        }
        if (elementsBeforeType != null) {
            int index = 0;
            for (JsonNode one : elementsBeforeType)
                element(one, type, path + ".vocabularyElementList[" + index++ + "]");
        }
        if (type == null && elementsBeforeType == null) sink.accept(new SentMasterData(path, null, null, Map.of()));
    }

    private void element(JsonNode element, @Nullable String vocabulary, String path) {
        JsonNode id = element.isObject() ? element.get("id") : null;
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        List<Violation> faults = new ArrayList<>();
        if (element.isObject()) {
            unknownMembers(element, path, faults);
            JsonNode list = element.path("attributes");
            if (list.isArray()) {
                int index = 0;
                for (JsonNode one : list) attribute(one, path + ".attributes[" + index++ + "]", attributes, faults);
            } else if (!list.isMissingNode() && !list.isNull()) {
                faults.add(fault(path + ".attributes", "attributes must be a list of objects with id and attribute"));
            }
            if (element.has(SentMasterData.CHILDREN))
                add(attributes, SentMasterData.CHILDREN, element.get(SentMasterData.CHILDREN));
        }
        String text = id != null && id.isString() && !id.stringValue().isBlank()
                ? id.stringValue().strip()
                : null;
        sink.accept(new SentMasterData(path, vocabulary, text, attributes, faults));
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
            JsonNode attribute, String path, Map<String, List<String>> attributes, List<Violation> faults) {
        JsonNode name = attribute.get("id");
        JsonNode value = attribute.get("attribute");
        if (name == null || !name.isString()) {
            faults.add(fault(path + ".id", "an attribute must be an object with an id, such as cbvmda:name"));
        } else if (value == null) {
            faults.add(fault(path + ".attribute", "an attribute has its value in the member 'attribute'"));
        } else if (!value.isNull()) {
            attributes.computeIfAbsent(name.stringValue(), n -> new ArrayList<>());
            add(attributes, name.stringValue(), value);
        }
    }

    private static Violation fault(String path, String message) {
        return new Violation(path, "masterData", message, null);
    }

    /** Adds nested values under their innermost names, which is how they are looked up. */
    private static void add(Map<String, List<String>> attributes, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(one -> add(attributes, name, one));
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                switch (member.getKey()) {
                    case "@value", "@id", "id", "#text" -> add(attributes, name, member.getValue());
                    case "type" -> {}
                    default -> {
                        if (!member.getKey().startsWith("@")) add(attributes, member.getKey(), member.getValue());
                    }
                }
            }
        } else if (!value.isNull()) {
            attributes.computeIfAbsent(name, n -> new ArrayList<>()).add(text(value));
        }
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

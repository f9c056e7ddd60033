package io.lotledger.ingest.document.hash;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts a JSON event to the tree that is hashed: XML's structure, with CBV words as web URIs. */
final class HashTree {
    private static final Set<String> IGNORED = Set.of("@context", "@xsi:type", "rdfs:comment", "comment", "#text");

    private static final Set<String> KEYWORDS = Set.of("@id", "@type", "@value", "@language", "@list", "@set");

    /** Standard lists and the XML names of their elements. */
    private static final Map<String, String> ELEMENT = Map.of(
            "epcList", "epc",
            "childEPCs", "epc",
            "inputEPCList", "epc",
            "outputEPCList", "epc",
            "quantityList", "quantityElement",
            "childQuantityList", "quantityElement",
            "inputQuantityList", "quantityElement",
            "outputQuantityList", "quantityElement",
            "sensorElementList", "sensorElement");

    /** Lists of pairs; the type precedes the value. */
    private static final Map<String, String> PAIR =
            Map.of("bizTransactionList", "bizTransaction", "sourceList", "source", "destinationList", "destination");

    private final JsonLdContext context;
    private final Set<String> ignoredFields;

    HashTree(JsonLdContext context, Set<String> ignoredFields) {
        this.context = context;
        this.ignoredFields = ignoredFields;
    }

    HashNode event(JsonNode event) {
        List<HashNode> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            String name = member.getKey();
            switch (name) {
                case "type", "eventID", "recordTime", "errorDeclaration" -> {}
                case "bizStep" -> words(fields, name, member.getValue(), Cbv.BIZ_STEP);
                case "disposition" -> words(fields, name, member.getValue(), Cbv.DISPOSITION);
                case "persistentDisposition" -> fields.add(persistentDisposition(member.getValue()));
                default -> {
                    if (ELEMENT.containsKey(name)) fields.add(list(name, member.getValue()));
                    else if (PAIR.containsKey(name)) fields.add(pairs(name, member.getValue()));
                    else field(fields, name, member.getValue());
                }
            }
        }
        fields.removeIf(HashNode::isEmpty);
        return new HashNode(context.expand(event.path("type").asString("")), "", fields);
    }

    private HashNode persistentDisposition(JsonNode value) {
        List<HashNode> children = new ArrayList<>();
        value.properties().forEach(m -> words(children, m.getKey(), m.getValue(), Cbv.DISPOSITION));
        return new HashNode("persistentDisposition", "", children);
    }

    private HashNode list(String name, JsonNode value) {
        List<HashNode> elements = new ArrayList<>();
        String element = ELEMENT.getOrDefault(name, name);
        for (JsonNode one : value) {
            if (name.equals("sensorElementList")) elements.add(new HashNode(element, "", sensorElement(one)));
            else field(elements, element, one);
        }
        return new HashNode(name, "", elements);
    }

    private List<HashNode> sensorElement(JsonNode element) {
        List<HashNode> children = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : element.properties()) {
            if (!member.getKey().equals("sensorReport")) {
                field(children, member.getKey(), member.getValue());
            } else if (member.getValue().isArray()) {
                member.getValue().forEach(report -> children.add(sensorReport(report)));
            } else {
                children.add(sensorReport(member.getValue()));
            }
        }
        return children;
    }

    private HashNode sensorReport(JsonNode report) {
        List<HashNode> children = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : report.properties()) {
            switch (member.getKey()) {
                case "type" -> words(children, "type", member.getValue(), Cbv.MEASUREMENT_TYPE);
                case "exception" -> words(children, "exception", member.getValue(), Cbv.SENSOR_ALERT_TYPE);
                case "component" -> words(children, "component", member.getValue(), Cbv.COMPONENT);
                default -> field(children, member.getKey(), member.getValue());
            }
        }
        return new HashNode("sensorReport", "", children);
    }

    private HashNode pairs(String name, JsonNode value) {
        String valueName = PAIR.getOrDefault(name, name);
        Cbv types = name.equals("bizTransactionList") ? Cbv.BIZ_TRANSACTION_TYPE : Cbv.SOURCE_DESTINATION_TYPE;
        List<HashNode> pairs = new ArrayList<>();
        for (JsonNode pair : value) {
            List<HashNode> both = new ArrayList<>();
            JsonNode type = pair.get("type");
            if (type != null) words(both, "type", type, types);
            JsonNode id = pair.get(valueName);
            if (id != null) field(both, valueName, id);
            pairs.add(new HashNode("", "", both));
        }
        return new HashNode(name, "", pairs);
    }

    /** Converts bare words, single or in a list, to web URIs. */
    private void words(List<HashNode> to, String name, JsonNode value, Cbv list) {
        if (value.isArray()) {
            value.forEach(one -> words(to, name, one, list));
        } else if (value.isString() && list.has(value.stringValue().strip())) {
            to.add(new HashNode(name, list.uri(value.stringValue().strip()), List.of()));
        } else {
            field(to, name, value);
        }
    }

    private void field(List<HashNode> to, String name, JsonNode value) {
        if (IGNORED.contains(name) || value.isNull()) return;
        if (value.isArray()) {
            value.forEach(one -> field(to, name, one));
            return;
        }
        String expanded = expandedName(name);
        if (expanded == null) return;
        if (value.isObject()) {
            List<HashNode> children = new ArrayList<>();
            value.properties().forEach(member -> field(children, member.getKey(), member.getValue()));
            children.removeIf(HashNode::isEmpty);
            JsonNode text = value.get("#text");
            to.add(new HashNode(expanded, text == null ? "" : scalar(text), children));
        } else {
            to.add(new HashNode(expanded, scalar(value), List.of()));
        }
    }

    /** {@code {namespace}local}, or {@code null} for an ignored field. */
    private @Nullable String expandedName(String member) {
        boolean attribute = member.startsWith("@") && !KEYWORDS.contains(member);
        String name = attribute ? member.substring(1) : member; // an XML attribute is hashed as a field
        String namespace = context.namespaceOf(name);
        if (namespace == null) return ignoredFields.contains(name) ? null : name;
        String local = name.substring(name.indexOf(':') + 1);
        return ignoredFields.contains(namespace + local) ? null : "{" + namespace + "}" + local;
    }

    private String scalar(JsonNode value) {
        if (!value.isString()) return value.asString();
        String text = value.stringValue().strip();
        return context.namespaceOf(text) == null ? text : context.expand(text);
    }
}

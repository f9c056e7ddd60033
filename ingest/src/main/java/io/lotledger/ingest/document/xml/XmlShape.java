package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNames;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what an event in XML holds that its JSON equivalent has no place for, such as a text beside the elements of a
 * list. GS1's XML schema forbids most of it too. Unknown names that have a place are left to the rules of the event.
 */
final class XmlShape {
    private static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("epcList", "epc"),
            Map.entry("childEPCs", "epc"),
            Map.entry("inputEPCList", "epc"),
            Map.entry("outputEPCList", "epc"),
            Map.entry("quantityList", "quantityElement"),
            Map.entry("childQuantityList", "quantityElement"),
            Map.entry("inputQuantityList", "quantityElement"),
            Map.entry("outputQuantityList", "quantityElement"),
            Map.entry("bizTransactionList", "bizTransaction"),
            Map.entry("sourceList", "source"),
            Map.entry("destinationList", "destination"),
            Map.entry("correctiveEventIDs", "correctiveEventID"),
            Map.entry("sensorElementList", "sensorElement"));

    /** Fields that an event, or a part of it, has once. */
    /** Attributes without a namespace that would become keywords of JSON-LD 1.1. */
    private static final Set<String> RESERVED =
            Set.of("context", "graph", "included", "list", "nest", "reverse", "set");

    private static final Set<String> ONCE = Set.of(
            "eventTime",
            "eventTimeZoneOffset",
            "eventID",
            "errorDeclaration",
            "declarationTime",
            "reason",
            "correctiveEventIDs",
            "action",
            "parentID",
            "transformationID",
            "bizStep",
            "disposition",
            "persistentDisposition",
            "readPoint",
            "bizLocation",
            "id",
            "epcList",
            "childEPCs",
            "inputEPCList",
            "outputEPCList",
            "quantityList",
            "childQuantityList",
            "inputQuantityList",
            "outputQuantityList",
            "epcClass",
            "quantity",
            "uom",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "sensorElementList",
            "sensorMetadata",
            "ilmd");

    private static final String CERTIFICATION = XmlNames.EVENT + ":certificationInfo";

    private final List<Violation> faults = new ArrayList<>();

    private XmlShape() {}

    /** The faults in document order, each with its line and column. */
    static List<Violation> faults(XmlElement event) {
        XmlShape shape = new XmlShape();
        shape.open(event, shape::field);
        return shape.faults;
    }

    /** Whether the element is a second one where the standard has one; its JSON has no place for it. */
    static boolean isRepeated(XmlElement element, ObjectNode read) {
        return ONCE.contains(element.name) && read.has(element.name);
    }

    private void field(XmlElement field) {
        String element = LISTS.get(field.name);
        if (element != null) list(field, element);
        else if (field.name.equals("readPoint") || field.name.equals("bizLocation")) closed(field, this::placePart);
        else if (field.name.equals("persistentDisposition")) closed(field, this::leaf);
        else if (field.name.equals("errorDeclaration") || field.name.equals("ilmd")) open(field, this::field);
        else if (field.isStandard() || field.name.equals(CERTIFICATION)) leaf(field);
        else extension(field);
    }

    private void list(XmlElement list, String element) {
        noText(list);
        noAttributes(list, null);
        for (XmlElement one : list.children) {
            if (!one.name.equals(element)) {
                fault(one, "'" + list.name + "' has '" + element + "' elements, and no '" + one.name + "'", one.name);
                continue;
            }
            switch (element) {
                case "quantityElement" -> closed(one, this::leaf);
                case "sensorElement" -> closed(one, this::sensorPart);
                case "bizTransaction", "source", "destination" -> leaf(one, "type");
                default -> leaf(one);
            }
        }
    }

    private void placePart(XmlElement part) {
        if (part.name.equals("id")) leaf(part);
        else extension(part);
    }

    /** XML Schema allows attributes and a text; JSON has members for the attributes alone. */
    private void sensorPart(XmlElement part) {
        if (XmlSensors.areFields(part)) open(part, this::extension);
        else if (part.isStandard()) ofAttributes(part);
        else extension(part);
    }

    private void ofAttributes(XmlElement element) {
        reserved(element);
        String message = "'" + element.name
                + "' has attributes, and no text; give the text an attribute, one of EPCIS 2.0 or of your own namespace";
        if (!element.text().isEmpty()) fault(element, message, element.text());
        children(element, this::extension, new HashSet<>());
    }

    /** An element that may have attributes, which are kept. */
    private void open(XmlElement element, Consumer<XmlElement> child) {
        reserved(element);
        noText(element);
        children(element, child, new HashSet<>());
    }

    private void closed(XmlElement element, Consumer<XmlElement> child) {
        closed(element, child, new HashSet<>());
    }

    private void closed(XmlElement element, Consumer<XmlElement> child, Set<String> seen) {
        noAttributes(element, null);
        noText(element);
        children(element, child, seen);
    }

    /** @param seen the names of the children so far, which those inside a wrapper continue */
    private void children(XmlElement element, Consumer<XmlElement> child, Set<String> seen) {
        for (XmlElement one : element.children) {
            if (one.isWrapper()) closed(one, child, seen);
            else if (ONCE.contains(one.name) && !seen.add(one.name)) repeated(one);
            else child.accept(one);
        }
    }

    private void repeated(XmlElement element) {
        boolean isList = LISTS.containsKey(element.name);
        String message = "'" + element.name + "' occurs twice; "
                + (isList ? "put the elements of both into one" : "remove one of the two");
        fault(element, message, element.name);
    }

    private void leaf(XmlElement leaf) {
        leaf(leaf, null);
    }

    private void leaf(XmlElement leaf, @Nullable String attribute) {
        noAttributes(leaf, attribute);
        for (XmlElement child : leaf.children)
            fault(child, "'" + leaf.name + "' has a text, and no element '" + child.name + "'", child.name);
    }

    private void extension(XmlElement extension) {
        reserved(extension);
        extension.children.forEach(this::extension);
    }

    private void noText(XmlElement element) {
        if (element.text().isEmpty()) return;
        String message = "'" + element.name + "' has elements, and no text beside them; give the text an element";
        fault(element, message, element.text());
    }

    private void noAttributes(XmlElement element, @Nullable String but) {
        element.attributes.forEach((name, value) -> {
            if (name.equals(but) || XmlEventReader.isOfSchema(name)) return;
            String message = "'" + element.name + "' has no attribute '" + name
                    + "' in EPCIS 2.0; remove it, or send its value in an element of your own namespace";
            fault(element, message, value);
        });
    }

    /** JSON-LD gives these names after {@code @} a meaning of its own, and refuses most values of them. */
    private void reserved(XmlElement element) {
        element.attributes.forEach((name, value) -> {
            if (!RESERVED.contains(name) && !name.startsWith("xmlns")) return;
            String message = "JSON-LD reserves the name of the attribute '" + name + "' of '" + element.name
                    + "'; give it a namespace of your own";
            fault(element, message, value);
        });
    }

    private void fault(XmlElement at, String message, String value) {
        faults.add(new Violation(at.place(), "xml", message, value));
    }
}

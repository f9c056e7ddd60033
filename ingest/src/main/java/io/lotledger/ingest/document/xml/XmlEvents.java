package io.lotledger.ingest.document.xml;

import com.ctc.wstx.stax.WstxOutputFactory;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlNames;
import io.lotledger.ingest.document.context.XmlNamespaces;
import io.lotledger.ingest.document.event.CbvXmlFormat;
import io.lotledger.ingest.document.event.EventsWriter;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes stored events as EPCIS 2.0 XML, in schema order. */
public final class XmlEvents implements EventsWriter {
    private static final XMLOutputFactory FACTORY = new WstxOutputFactory();
    private static final String QUERY = "urn:epcglobal:epcis-query:xsd:2";

    /** Element orders that fit the schema's sequences of all five types (EPCIS 2.0 §9.5). */
    private static final Map<String, List<String>> ORDER = Map.of(
            "ObjectEvent", order("epcList action", "bizTransactionList quantityList", "ilmd"),
            "AggregationEvent", order("parentID childEPCs action", "bizTransactionList childQuantityList", ""),
            "TransactionEvent", order("bizTransactionList parentID epcList action", "quantityList", ""),
            "TransformationEvent",
                    order(
                            "inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID",
                            "bizTransactionList",
                            "ilmd"),
            "AssociationEvent", order("parentID childEPCs childQuantityList action", "bizTransactionList", ""));

    /** All standard fields, for an event of a non-standard type. */
    private static final List<String> ALL_FIELDS = order(
            "epcList parentID childEPCs inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID action",
            "bizTransactionList quantityList childQuantityList",
            "ilmd");

    private static final Set<String> TIMES = Set.of("time", "startTime", "endTime");
    private static final Map<String, Cbv> WORDS = Map.of("bizStep", Cbv.BIZ_STEP, "disposition", Cbv.DISPOSITION);
    private static final Set<String> EPC_LISTS = Set.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");
    private static final Set<String> QUANTITY_LISTS =
            Set.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    private static final Set<String> PLACES = Set.of("readPoint", "bizLocation");
    private static final Map<String, Cbv> PAIR_LISTS = Map.of(
            "bizTransactionList", Cbv.BIZ_TRANSACTION_TYPE,
            "sourceList", Cbv.SOURCE_DESTINATION_TYPE,
            "destinationList", Cbv.SOURCE_DESTINATION_TYPE);

    private final QueryDocument document;
    private final XMLStreamWriter xml;
    private final CbvXmlFormat words;
    private JsonLdContext context = JsonLdContext.NONE;
    private boolean escapes;
    private XmlNames names = XmlNames.of(Json.MAPPER.createObjectNode(), JsonLdContext.NONE);

    private XmlEvents(QueryDocument document, XMLStreamWriter xml, CbvXmlFormat words) {
        this.document = document;
        this.xml = xml;
        this.words = words;
    }

    private static List<String> order(String first, String middle, String last) {
        String all = "eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo " + first
                + " bizStep disposition readPoint bizLocation " + middle
                + " sourceList destinationList sensorElementList persistentDisposition " + last;
        return List.of(all.strip().split(" +"));
    }

    /** A writer of one EPCISQueryDocument in UTF-8. The stream stays open. */
    public static EventsWriter writer(QueryDocument document, CbvXmlFormat words, OutputStream out) {
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out, "UTF-8"); // its end leaves the stream open
            return new XmlEvents(document, xml, words);
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void begin(List<ObjectNode> all) {
        try {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("epcisq", "EPCISQueryDocument", QUERY);
            xml.writeNamespace("epcisq", QUERY);
            xml.writeAttribute("schemaVersion", "2.0");
            xml.writeAttribute("creationDate", document.creationDate().toString());
            xml.writeStartElement("EPCISBody");
            xml.writeStartElement("epcisq", "QueryResults", QUERY);
            text("queryName", document.queryName());
            if (document.subscriptionID() != null) text("subscriptionID", document.subscriptionID());
            for (String element : List.of("resultsBody", "EventList")) xml.writeStartElement(element);
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void event(ObjectNode event, Instant recordTime) {
        try {
            write(event, recordTime);
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void end() {
        try {
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    private static IllegalStateException unwritable(XMLStreamException e) {
        return new IllegalStateException("cannot write events as XML", e);
    }

    private void write(ObjectNode event, Instant recordTime) throws XMLStreamException {
        context = JsonLdContext.NONE.with(event.get("@context"));
        names = XmlNames.of(event, context);
        if (XmlSensors.needNamespace(event)) names.declared(XmlNames.SENSOR);
        if (QUANTITY_LISTS.stream().anyMatch(list -> hasUnitAlone(event.path(list)))) names.declared(XmlNamespaces.XSI);
        if (event.path("certificationInfo").size() > 1) names.declared(XmlNames.EVENT);
        String type = event.path("type").stringValue();
        List<String> order = ORDER.getOrDefault(type, ALL_FIELDS);
        boolean isExtended = !ORDER.containsKey(type); // the schema allows these only inside an extension
        xml.writeStartElement(isExtended ? "extension" : type);
        for (Map.Entry<String, String> prefix : names.namespaces().entrySet()) {
            xml.writeNamespace(prefix.getKey(), prefix.getValue());
        }
        escapes = XmlCharacters.isNeeded(event);
        if (isExtended) start(type);
        attributesOf(event);
        if (escapes) xml.writeProcessingInstruction(XmlCharacters.ESCAPED);
        for (String name : order) {
            if (name.equals("recordTime")) text(name, recordTime.toString());
            else if (event.has(name)) field(name, event.get(name));
        }
        moreCertifications(event.path("certificationInfo"));
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            String name = member.getKey();
            if (!order.contains(name) && !name.equals("type") && !name.startsWith("@"))
                extension(name, member.getValue());
        }
        xml.writeEndElement();
        if (isExtended) xml.writeEndElement();
    }

    private void field(String name, JsonNode value) throws XMLStreamException {
        if (EPC_LISTS.contains(name)) list(name, "epc", value);
        else if (QUANTITY_LISTS.contains(name)) quantities(name, value);
        else if (PAIR_LISTS.containsKey(name)) pairs(name, value, PAIR_LISTS.get(name));
        else if (name.equals("eventTime")) text(name, Times.written(value.asString()));
        else if (WORDS.containsKey(name)) text(name, word(value.asString(), WORDS.get(name)));
        else if (name.equals("persistentDisposition")) dispositions(name, value);
        else if (name.equals("errorDeclaration")) declaration(name, value);
        else if (name.equals("certificationInfo")) certifications(name, value);
        else if (name.equals("sensorElementList")) sensors(name, value);
        else if (PLACES.contains(name)) place(name, value);
        else extension(name, value);
    }

    /** The schema allows one; the others follow the standard fields in an element of our namespace. */
    private void certifications(String name, JsonNode value) throws XMLStreamException {
        if (value.isArray() && value.isEmpty()) return;
        text(name, scalar(value.isArray() ? value.get(0) : value));
    }

    private void moreCertifications(JsonNode value) throws XMLStreamException {
        for (int i = 1; value.isArray() && i < value.size(); i++) {
            String prefix = names.declared(XmlNames.EVENT);
            xml.writeStartElement(prefix, "certificationInfo", XmlNames.EVENT);
            characters(scalar(value.get(i)));
            xml.writeEndElement();
        }
    }

    private void list(String name, String element, JsonNode values) throws XMLStreamException {
        xml.writeStartElement(name);
        for (JsonNode one : values) text(element, one.asString());
        xml.writeEndElement();
    }

    private void quantities(String name, JsonNode quantities) throws XMLStreamException {
        xml.writeStartElement(name);
        for (JsonNode quantity : quantities) {
            xml.writeStartElement("quantityElement");
            text("epcClass", quantity.path("epcClass").asString());
            if (quantity.has("quantity")) text("quantity", decimal(quantity.get("quantity")));
            else if (quantity.has("uom")) nil("quantity");
            if (quantity.has("uom")) text("uom", scalar(quantity.get("uom")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** The schema allows a unit only after a quantity, which may be nil. */
    private static boolean hasUnitAlone(JsonNode quantities) {
        for (JsonNode quantity : quantities) {
            if (quantity.has("uom") && !quantity.has("quantity")) return true;
        }
        return false;
    }

    private void nil(String name) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute(names.declared(XmlNamespaces.XSI), XmlNamespaces.XSI, "nil", "true");
        xml.writeEndElement();
    }

    /** A number as {@code xsd:decimal}, which has no exponent; a capture limits its digits. */
    private static String decimal(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
    }

    /** Fields without a namespace are inside an {@code extension}, the only place where the schema allows them. */
    private void place(String name, JsonNode place) throws XMLStreamException {
        xml.writeStartElement(name);
        attributesOf(place);
        if (place.has("id")) text("id", scalar(place.get("id")));
        List<Map.Entry<String, JsonNode>> own = place.properties().stream()
                .filter(member ->
                        !member.getKey().equals("id") && !member.getKey().startsWith("@"))
                .filter(member -> !member.getValue().isNull())
                .toList();
        if (own.stream().anyMatch(this::isBare)) {
            xml.writeStartElement("extension");
            for (Map.Entry<String, JsonNode> member : own)
                if (isBare(member)) extension(member.getKey(), member.getValue());
            xml.writeEndElement();
        }
        for (Map.Entry<String, JsonNode> member : own)
            if (!isBare(member)) extension(member.getKey(), member.getValue());
        xml.writeEndElement();
    }

    private boolean isBare(Map.Entry<String, JsonNode> member) {
        return names.of(member.getKey()).prefix().isEmpty();
    }

    private void pairs(String name, JsonNode pairs, @Nullable Cbv types) throws XMLStreamException {
        if (pairs.isEmpty()) return; // the XSD wants at least one
        String element = name.substring(0, name.length() - "List".length());
        xml.writeStartElement(name);
        for (JsonNode pair : pairs) {
            xml.writeStartElement(element);
            if (pair.has("type")) attribute("type", word(pair.get("type").asString(), types));
            characters(pair.path(element).asString());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void dispositions(String name, JsonNode value) throws XMLStreamException {
        xml.writeStartElement(name);
        for (String part : List.of("unset", "set")) {
            Set<String> distinct = new LinkedHashSet<>(); // two forms of one word may have been sent
            for (JsonNode one : value.path(part)) distinct.add(word(one.asString(), Cbv.DISPOSITION));
            for (String one : distinct) text(part, one);
        }
        xml.writeEndElement();
    }

    private void declaration(String name, JsonNode value) throws XMLStreamException {
        xml.writeStartElement(name);
        attributesOf(value);
        text("declarationTime", Times.written(value.path("declarationTime").asString()));
        if (value.has("reason")) text("reason", word(value.get("reason").asString(), Cbv.ERROR_REASON));
        if (value.has("correctiveEventIDs"))
            list("correctiveEventIDs", "correctiveEventID", value.get("correctiveEventIDs"));
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getKey().indexOf(':') > 0 && !isAttribute(member)) extension(member.getKey(), member.getValue());
        }
        xml.writeEndElement();
    }

    private void sensors(String name, JsonNode sensors) throws XMLStreamException {
        if (sensors.isEmpty()) return; // the XSD wants at least one
        xml.writeStartElement(name);
        for (JsonNode sensor : sensors) {
            xml.writeStartElement("sensorElement");
            if (sensor.has("sensorMetadata")) attributes("sensorMetadata", sensor.get("sensorMetadata"));
            for (JsonNode report : sensor.path("sensorReport")) attributes("sensorReport", report);
            if (sensor.has("sensorMetadata")) fieldsWithMembers("sensorMetadata", 0, sensor.get("sensorMetadata"));
            int index = 0;
            for (JsonNode report : sensor.path("sensorReport")) fieldsWithMembers("sensorReport", index++, report);
            for (Map.Entry<String, JsonNode> member : sensor.properties()) {
                if (member.getKey().indexOf(':') > 0) extension(member.getKey(), member.getValue());
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void attributes(String name, JsonNode members) throws XMLStreamException {
        xml.writeStartElement(name);
        Set<String> written = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (member.getValue().isContainer() || member.getValue().isNull()) continue;
            if (member.getKey().startsWith("@xmlns") || !written.add(names.expanded(member.getKey()))) continue;
            String value = scalar(member.getValue());
            if (XmlSensors.isHalfByte(member.getKey(), value)) {
                xml.writeAttribute(names.declared(XmlNames.SENSOR), XmlNames.SENSOR, member.getKey(), value);
                continue;
            }
            attribute(
                    member.getKey(),
                    switch (member.getKey()) {
                        case "type" -> measurementType(value);
                        case "exception" -> word(value, Cbv.SENSOR_ALERT_TYPE);
                        case "component" -> word(value, Cbv.COMPONENT);
                        default -> TIMES.contains(member.getKey()) ? Times.written(value) : value;
                    });
        }
        xml.writeEndElement();
    }

    /** GS1's examples write the prefix {@code gs1}. A format that asks for URIs gets them. */
    private String measurementType(String sent) {
        if (words == CbvXmlFormat.ALWAYS_WEB_URI || words == CbvXmlFormat.ALWAYS_URN)
            return word(sent, Cbv.MEASUREMENT_TYPE);
        if (sent.indexOf(':') >= 0 || words == CbvXmlFormat.NEVER_TRANSLATES) return sent;
        String prefixed = "gs1:" + sent;
        String uri = Cbv.MEASUREMENT_TYPE.uri(sent);
        return context.expand(prefixed).equals(uri) ? prefixed : uri;
    }

    /**
     * Writes structured fields after the metadata and reports, which the schema limits to attributes. The element names
     * its owner.
     */
    private void fieldsWithMembers(String of, int index, JsonNode members) throws XMLStreamException {
        if (!XmlSensors.hasFieldsWithMembers(members)) return;
        xml.writeStartElement(names.declared(XmlNames.SENSOR), XmlNames.FIELDS, XmlNames.SENSOR);
        xml.writeAttribute("of", of);
        xml.writeAttribute("index", Integer.toString(index));
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (!member.getValue().isContainer()) continue;
            extension(member.getKey(), member.getValue());
        }
        xml.writeEndElement();
    }

    /** A null field is left out, as JSON-LD reads it: an empty element would come back as an empty text. */
    private void extension(String name, JsonNode value) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode one : value) element(name, one);
        } else if (!value.isNull()) {
            element(name, value);
        }
    }

    private void element(String name, JsonNode value) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode one : value) element(name, one);
            return;
        }
        start(name);
        if (value.isObject()) {
            attributesOf(value);
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                boolean text =
                        member.getKey().equals("#text") && !member.getValue().isContainer();
                if (text) characters(scalar(member.getValue()));
                else if (!member.getKey().startsWith("@xmlns")
                        && !isAttribute(member)
                        && !member.getKey().equals("@context")) {
                    extension(member.getKey(), member.getValue());
                }
            }
        } else if (!value.isNull()) {
            characters(scalar(value));
        }
        xml.writeEndElement();
    }

    /** Earlier versions captured two attributes of one name with different prefixes; XML can hold only the first. */
    private void attributesOf(JsonNode value) throws XMLStreamException {
        Set<String> written = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!isAttribute(member) || member.getValue().isNull()) continue;
            String name = member.getKey().substring(1);
            if (written.add(names.expanded(name))) attribute(name, scalar(member.getValue()));
        }
    }

    private static boolean isAttribute(Map.Entry<String, JsonNode> member) {
        return member.getKey().startsWith("@")
                && !member.getKey().startsWith("@xmlns")
                && !member.getValue().isContainer();
    }

    /** Starts an element; the event declares its prefix. */
    private void start(String member) throws XMLStreamException {
        XmlNames.Name name = names.of(member);
        if (name.prefix().isEmpty()) xml.writeStartElement(name.local());
        else xml.writeStartElement(name.prefix(), name.local(), name.namespace());
    }

    private void attribute(String member, String value) throws XMLStreamException {
        XmlNames.Name name = names.of(member);
        String written = written(value);
        if (name.prefix().isEmpty()) xml.writeAttribute(name.local(), written);
        else xml.writeAttribute(name.prefix(), name.namespace(), name.local(), written);
    }

    private void characters(String text) throws XMLStreamException {
        xml.writeCharacters(written(text));
    }

    private String written(String text) {
        String value = names.inXml(text);
        return escapes ? XmlCharacters.escaped(value) : value;
    }

    private void text(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        characters(text);
        xml.writeEndElement();
    }

    private static String scalar(JsonNode value) {
        return value.isBigDecimal() ? value.decimalValue().toString() : value.asString();
    }

    /**
     * A CBV word in the requested format; a prefixed name as its expanded URI, unless it must stay as sent and XML can
     * declare its prefix.
     */
    private String word(String sent, @Nullable Cbv list) {
        if (words == CbvXmlFormat.NEVER_TRANSLATES && names.isDeclared(sent)) return sent;
        if (list == null) return context.expand(sent);
        return words.format(list.has(sent) ? sent : context.expand(sent), list);
    }
}

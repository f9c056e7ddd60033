package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlNamespaces;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ErrorDeclaration;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.ExtendedEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.PersistentDisposition;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SensorElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts an event's JSON to its typed value, with the URIs that its compact IRIs stand for. */
final class EventReader {
    private static final String TLC = JsonLdContext.LOTLEDGER + "tlc";
    private static final Set<String> LOT_NUMBERS = Set.of("lotNumber", "hasBatchLotNumber");

    private final JsonLdContext context;

    EventReader(JsonLdContext context) {
        this.context = context;
    }

    EpcisEvent event(JsonNode event) {
        EventFields fields = fields(event);
        String type = required(event, "type");
        return switch (type) {
            case "ObjectEvent" ->
                new ObjectEvent(fields, action(event), uris(event, "epcList"), quantities(event, "quantityList"));
            case "AggregationEvent" ->
                new AggregationEvent(
                        fields,
                        action(event),
                        uri(event, "parentID"),
                        uris(event, "childEPCs"),
                        quantities(event, "childQuantityList"));
            case "TransactionEvent" ->
                new TransactionEvent(
                        fields,
                        action(event),
                        uri(event, "parentID"),
                        uris(event, "epcList"),
                        quantities(event, "quantityList"));
            case "TransformationEvent" ->
                new TransformationEvent(
                        fields,
                        uri(event, "transformationID"),
                        uris(event, "inputEPCList"),
                        quantities(event, "inputQuantityList"),
                        uris(event, "outputEPCList"),
                        quantities(event, "outputQuantityList"));
            case "AssociationEvent" ->
                new AssociationEvent(
                        fields,
                        action(event),
                        uri(event, "parentID"),
                        uris(event, "childEPCs"),
                        quantities(event, "childQuantityList"));
            default -> {
                if (type.indexOf(':') < 0)
                    throw new IllegalArgumentException("'" + type + "' is not an EPCIS event type");
                yield new ExtendedEvent(fields, context.expand(type));
            }
        };
    }

    private EventFields fields(JsonNode event) {
        return new EventFields(
                required(event, "eventID"),
                time(event, "eventTime"),
                required(event, "eventTimeZoneOffset"),
                errorDeclaration(event.get("errorDeclaration")),
                word(event, "bizStep"),
                word(event, "disposition"),
                persistentDisposition(event.get("persistentDisposition")),
                id(event, "readPoint"),
                id(event, "bizLocation"),
                list(event, "bizTransactionList", this::bizTransaction),
                list(event, "sourceList", one -> sourceOrDestination(one, "source")),
                list(event, "destinationList", one -> sourceOrDestination(one, "destination")),
                list(event, "sensorElementList", this::sensorElement),
                uris(event, "certificationInfo"),
                event.path("ilmd").isObject() ? extensions(event.get("ilmd"), false, false) : Extensions.NONE,
                extensions(event, true, false));
    }

    private @Nullable ErrorDeclaration errorDeclaration(@Nullable JsonNode declaration) {
        if (declaration == null || !declaration.isObject()) return null;
        return new ErrorDeclaration(
                time(declaration, "declarationTime"),
                word(declaration, "reason"),
                uris(declaration, "correctiveEventIDs"));
    }

    private @Nullable PersistentDisposition persistentDisposition(@Nullable JsonNode value) {
        if (value == null || !value.isObject()) return null;
        return new PersistentDisposition(
                uris(value, "set").stream().map(CbvWord::canonical).toList(),
                uris(value, "unset").stream().map(CbvWord::canonical).toList());
    }

    private BizTransaction bizTransaction(JsonNode one) {
        return new BizTransaction(word(one, "type"), context.expand(required(one, "bizTransaction")));
    }

    private SourceDestination sourceOrDestination(JsonNode one, String field) {
        return new SourceDestination(
                CbvWord.canonical(context.expand(required(one, "type"))), context.expand(required(one, field)));
    }

    private QuantityElement quantity(JsonNode one) {
        JsonNode quantity = one.get("quantity");
        BigDecimal amount = quantity != null && quantity.isNumber() ? quantity.decimalValue() : null;
        return new QuantityElement(context.expand(required(one, "epcClass")), amount, text(one, "uom"));
    }

    private SensorElement sensorElement(JsonNode one) {
        List<String> types = new ArrayList<>();
        one.path("sensorReport").forEach(report -> {
            String type = text(report, "type");
            if (type != null) types.add(measurement(type));
        });
        return new SensorElement(types);
    }

    private String measurement(String type) {
        String expanded = context.expand(type);
        String prefix = Cbv.MEASUREMENT_TYPE.uriPrefix();
        return expanded.startsWith(prefix) ? expanded.substring(prefix.length()) : expanded;
    }

    /**
     * Extension fields: members named by a prefix or URI on the event, all members in ilmd.
     *
     * @param inCode whether the object is the value of a code
     */
    private Extensions extensions(JsonNode object, boolean prefixedOnly, boolean inCode) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (isAttribute(name) || (prefixedOnly && name.indexOf(':') < 0)) continue;
            String expanded = context.expand(name);
            Object value = extension(member.getValue(), inCode || isCode(expanded));
            if (value != null) values.put(expanded, value);
        }
        return values.isEmpty() ? Extensions.NONE : new Extensions(values);
    }

    /** Whether the field is a code as it is printed, which is opaque: {@code lot:7} on a label is no compact IRI. */
    private static boolean isCode(String expandedName) {
        return expandedName.equals(TLC) || LOT_NUMBERS.contains(Extensions.localName(expandedName));
    }

    private @Nullable Object extension(JsonNode value, boolean isCode) {
        if (value.isNull()) return null;
        if (value.isString()) return isCode ? value.stringValue() : context.expand(value.stringValue());
        if (value.isNumber()) return value.decimalValue();
        if (value.isBoolean()) return value.booleanValue();
        if (value.isObject()) return objectOrText(value, isCode);
        List<Object> elements = new ArrayList<>();
        value.forEach(one -> {
            Object read = extension(one, isCode);
            if (read != null) elements.add(read);
        });
        return List.copyOf(elements);
    }

    /**
     * A value with attributes, in XML's ({@code #text}) or JSON-LD's ({@code @value}) form, is read as the value alone.
     */
    private @Nullable Object objectOrText(JsonNode object, boolean isCode) {
        if (isNil(object)) return null;
        Extensions members = extensions(object, false, isCode);
        if (members.values().isEmpty() && !object.isEmpty()) return ""; // attributes of an empty text
        if (members.values().size() == 1) {
            for (String text : List.of("@value", "#text")) {
                if (members.has(text)) return members.values().get(text);
            }
        }
        return members;
    }

    /** JSON-LD keywords and XML attributes begin with {@code @}; only {@code @value} and {@code @id} hold values. */
    private static boolean isAttribute(String name) {
        return name.startsWith("@") && !name.equals("@value") && !name.equals("@id");
    }

    private boolean isNil(JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().startsWith("@") && isNil(member.getKey(), member.getValue())) return true;
        }
        return false;
    }

    private boolean isNil(String attribute, JsonNode value) {
        return context.expand(attribute.substring(1)).equals(XmlNamespaces.XSI + "nil")
                && XmlNamespaces.isTrue(value.asString(""));
    }

    private List<QuantityElement> quantities(JsonNode event, String name) {
        return list(event, name, this::quantity);
    }

    private static <T> List<T> list(JsonNode event, String name, Function<JsonNode, T> element) {
        JsonNode array = event.get(name);
        if (array == null || !array.isArray()) return List.of();
        List<T> read = new ArrayList<>(array.size());
        array.forEach(one -> read.add(element.apply(one)));
        return read;
    }

    private List<String> uris(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) return List.of();
        if (!value.isArray()) return List.of(context.expand(value.asString()));
        List<String> uris = new ArrayList<>(value.size());
        value.forEach(one -> uris.add(context.expand(one.asString())));
        return uris;
    }

    private static Action action(JsonNode event) {
        return Action.valueOf(required(event, "action"));
    }

    private @Nullable String id(JsonNode event, String name) {
        JsonNode place = event.get(name);
        return place == null || !place.isObject() ? null : uri(place, "id");
    }

    private @Nullable String word(JsonNode object, String name) {
        String uri = uri(object, name);
        return uri == null ? null : CbvWord.canonical(uri);
    }

    private @Nullable String uri(JsonNode object, String name) {
        String text = text(object, name);
        return text == null ? null : context.expand(text);
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || !value.isString() ? null : value.stringValue().strip();
    }

    private static String required(JsonNode object, String name) {
        String text = text(object, name);
        if (text == null) throw new IllegalArgumentException("the event has no " + name + ": " + object);
        return text;
    }

    private static Instant time(JsonNode object, String name) {
        Instant time = Times.parseStored(required(object, name));
        if (time == null) throw new IllegalArgumentException(name + " is not a time: " + object);
        return time;
    }
}

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts an event's JSON to its typed value. */
final class EventReader {
    private final JsonLdContext context;

    EventReader(JsonLdContext context) {
        this.context = context;
    }

    EpcisEvent event(JsonNode event) {
        EventFields fields = fields(event);
        String type = required(event, "type");
        return switch (type) {
            case "ObjectEvent" ->
                new ObjectEvent(fields, action(event), texts(event, "epcList"), quantities(event, "quantityList"));
            case "AggregationEvent" ->
                new AggregationEvent(
                        fields,
                        action(event),
                        text(event, "parentID"),
                        texts(event, "childEPCs"),
                        quantities(event, "childQuantityList"));
            case "TransactionEvent" ->
                new TransactionEvent(
                        fields,
                        action(event),
                        text(event, "parentID"),
                        texts(event, "epcList"),
                        quantities(event, "quantityList"));
            case "TransformationEvent" ->
                new TransformationEvent(
                        fields,
                        text(event, "transformationID"),
                        texts(event, "inputEPCList"),
                        quantities(event, "inputQuantityList"),
                        texts(event, "outputEPCList"),
                        quantities(event, "outputQuantityList"));
            case "AssociationEvent" ->
                new AssociationEvent(
                        fields,
                        action(event),
                        text(event, "parentID"),
                        texts(event, "childEPCs"),
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
                texts(event, "certificationInfo"),
                event.path("ilmd").isObject() ? extensions(event.get("ilmd"), false) : Extensions.NONE,
                extensions(event, true));
    }

    private @Nullable ErrorDeclaration errorDeclaration(@Nullable JsonNode declaration) {
        if (declaration == null || !declaration.isObject()) return null;
        return new ErrorDeclaration(
                time(declaration, "declarationTime"),
                word(declaration, "reason"),
                texts(declaration, "correctiveEventIDs"));
    }

    private @Nullable PersistentDisposition persistentDisposition(@Nullable JsonNode value) {
        if (value == null || !value.isObject()) return null;
        return new PersistentDisposition(
                texts(value, "set").stream().map(CbvWord::canonical).toList(),
                texts(value, "unset").stream().map(CbvWord::canonical).toList());
    }

    private BizTransaction bizTransaction(JsonNode one) {
        return new BizTransaction(word(one, "type"), required(one, "bizTransaction"));
    }

    private SourceDestination sourceOrDestination(JsonNode one, String field) {
        return new SourceDestination(CbvWord.canonical(required(one, "type")), required(one, field));
    }

    private QuantityElement quantity(JsonNode one) {
        JsonNode quantity = one.get("quantity");
        BigDecimal amount = quantity != null && quantity.isNumber() ? quantity.decimalValue() : null;
        return new QuantityElement(required(one, "epcClass"), amount, text(one, "uom"));
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

    /** Extension fields: members named by a prefix or URI on the event, all members in ilmd. */
    private Extensions extensions(JsonNode object, boolean prefixedOnly) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (isAttribute(name) || (prefixedOnly && name.indexOf(':') < 0)) continue;
            Object value = extension(member.getValue());
            if (value != null) values.put(context.expand(name), value);
        }
        return values.isEmpty() ? Extensions.NONE : new Extensions(values);
    }

    private @Nullable Object extension(JsonNode value) {
        if (value.isNull()) return null;
        if (value.isString()) return value.stringValue();
        if (value.isNumber()) return value.decimalValue();
        if (value.isBoolean()) return value.booleanValue();
        if (value.isObject()) return objectOrText(value);
        List<Object> elements = new ArrayList<>();
        value.forEach(one -> {
            Object read = extension(one);
            if (read != null) elements.add(read);
        });
        return List.copyOf(elements);
    }

    /**
     * A value with attributes, in XML's ({@code #text}) or JSON-LD's ({@code @value}) form, is read as the value alone.
     */
    private @Nullable Object objectOrText(JsonNode object) {
        if (isNil(object)) return null;
        Extensions members = extensions(object, false);
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
                && value.asString("").equals("true");
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

    private static List<String> texts(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) return List.of();
        if (!value.isArray()) return List.of(value.asString());
        List<String> texts = new ArrayList<>(value.size());
        value.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    private static Action action(JsonNode event) {
        return Action.valueOf(required(event, "action"));
    }

    private static @Nullable String id(JsonNode event, String name) {
        JsonNode place = event.get(name);
        return place == null || !place.isObject() ? null : text(place, "id");
    }

    private static @Nullable String word(JsonNode object, String name) {
        String text = text(object, name);
        return text == null ? null : CbvWord.canonical(text);
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

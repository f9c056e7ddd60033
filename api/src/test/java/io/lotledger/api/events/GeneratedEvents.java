package io.lotledger.api.events;

import static io.lotledger.api.events.SmallVocabulary.form;
import static io.lotledger.api.events.SmallVocabulary.one;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events of all types made of a {@link SmallVocabulary}, and the master data of their places. */
final class GeneratedEvents {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final List<String> ids = new ArrayList<>();

    private GeneratedEvents(Random random) {
        this.random = random;
    }

    static List<ObjectNode> of(Random random, int count) {
        GeneratedEvents events = new GeneratedEvents(random);
        List<ObjectNode> made = new ArrayList<>();
        for (int i = 0; i < count; i++) made.add(events.event(i));
        return made;
    }

    /** A cycle, a diamond, children named in another form, and different children by vocabulary. */
    static JsonNode masterData() {
        return EventQueryClient.JSON.readTree("""
                [{"type":"urn:epcglobal:epcis:vtype:ReadPoint","vocabularyElementList":[
                   {"id":"urn:epc:id:sgln:4012345.00001.0",
                    "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"abc"},
                                  {"id":"https://ex.example/ns/zone","attribute":"10.50"}],
                    "children":["https://id.gs1.org/414/4012345000023","urn:epc:id:sgln:4012345.00001.D1"]},
                   {"id":"https://brand.example/x/414/4012345000023",
                    "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"ABC"}],
                    "children":["urn:epc:id:sgln:4012345.00003.0","urn:epc:id:sgln:4012345.00001.0"]}]},
                 {"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[
                   {"id":"https://id.gs1.org/414/4012345000016",
                    "attributes":[{"id":"https://ex.example/ns/zone","attribute":"abc"}],
                    "children":["https://ex.example/ns/places/1"]},
                   {"id":"https://ex.example/ns/places/1",
                    "attributes":[{"id":"urn:epcglobal:cbv:mda:city","attribute":"abc"}]}]}]""");
    }

    private ObjectNode event(int number) {
        ObjectNode event = NODES.objectNode();
        String type = number < 6 ? SmallVocabulary.TYPES.get(number).get(0) : form(random, SmallVocabulary.TYPES);
        event.put("type", type);
        event.put(
                "eventID",
                number % 3 == 0 ? "ni:///sha-256;%064x?ver=CBV2.0".formatted(number) : "urn:event:" + number);
        event.put("eventTime", one(random, SmallVocabulary.TIMES));
        event.put("eventTimeZoneOffset", "+02:00");
        switch (type) {
            case "ObjectEvent" -> objectEvent(event);
            case "AggregationEvent", "AssociationEvent" -> aggregation(event);
            case "TransactionEvent" -> transaction(event);
            case "TransformationEvent" -> transformation(event);
            default -> sometimes(2, () -> event.put("action", one(random, SmallVocabulary.ACTIONS)));
        }
        if (!type.contains(":")) common(event);
        extensions(event);
        declaration(event);
        ids.add(event.get("eventID").asString());
        return event;
    }

    private void objectEvent(ObjectNode event) {
        event.put("action", one(random, SmallVocabulary.ACTIONS));
        event.set("epcList", forms(SmallVocabulary.EPCS, 3));
        sometimes(2, () -> event.set("quantityList", quantities()));
        if (event.get("action").asString().equals("ADD")) sometimes(2, () -> ilmd(event));
    }

    private void aggregation(ObjectNode event) {
        event.put("action", one(random, SmallVocabulary.ACTIONS));
        event.put("parentID", form(random, SmallVocabulary.EPCS));
        event.set("childEPCs", atLeastOne(SmallVocabulary.EPCS));
        sometimes(2, () -> event.set("childQuantityList", quantities()));
    }

    private void transaction(ObjectNode event) {
        event.put("action", one(random, SmallVocabulary.ACTIONS));
        sometimes(2, () -> event.put("parentID", form(random, SmallVocabulary.EPCS)));
        event.set("epcList", atLeastOne(SmallVocabulary.EPCS));
        sometimes(2, () -> event.set("quantityList", quantities()));
        event.set("bizTransactionList", transactions());
    }

    private void transformation(ObjectNode event) {
        event.set("inputEPCList", atLeastOne(SmallVocabulary.EPCS));
        sometimes(2, () -> event.set("inputQuantityList", quantities()));
        event.set("outputEPCList", atLeastOne(SmallVocabulary.EPCS));
        sometimes(2, () -> event.set("outputQuantityList", quantities()));
        sometimes(2, () -> event.put("transformationID", form(random, SmallVocabulary.TRANSFORMATIONS)));
        sometimes(2, () -> ilmd(event));
    }

    private void common(ObjectNode event) {
        sometimes(2, () -> event.put("bizStep", form(random, SmallVocabulary.BIZ_STEPS)));
        sometimes(2, () -> event.put("disposition", form(random, SmallVocabulary.DISPOSITIONS)));
        sometimes(4, () -> {
            ObjectNode persistent = NODES.objectNode();
            persistent.set("set", NODES.arrayNode().add(form(random, SmallVocabulary.DISPOSITIONS)));
            sometimes(
                    2,
                    () -> persistent.set("unset", NODES.arrayNode().add(form(random, SmallVocabulary.DISPOSITIONS))));
            event.set("persistentDisposition", persistent);
        });
        sometimes(2, () -> event.set("readPoint", place()));
        sometimes(2, () -> event.set("bizLocation", place()));
        if (!event.has("bizTransactionList")) sometimes(4, () -> event.set("bizTransactionList", transactions()));
        sometimes(4, () -> event.set("sourceList", parties("source")));
        sometimes(4, () -> event.set("destinationList", parties("destination")));
        sometimes(3, () -> event.set("sensorElementList", sensorElements()));
    }

    private ObjectNode place() {
        ObjectNode place = NODES.objectNode();
        place.put("id", form(random, SmallVocabulary.PLACES));
        sometimes(2, () -> extension(place));
        return place;
    }

    private ArrayNode transactions() {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(2); i >= 0; i--) {
            ObjectNode one = list.addObject();
            sometimes(3, () -> one.put("type", form(random, SmallVocabulary.TRANSACTION_TYPES)));
            one.put("bizTransaction", form(random, SmallVocabulary.TRANSACTIONS));
        }
        return list;
    }

    private ArrayNode parties(String field) {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(2); i >= 0; i--) {
            list.addObject()
                    .put("type", form(random, SmallVocabulary.PARTY_TYPES))
                    .put(field, form(random, SmallVocabulary.PARTIES));
        }
        return list;
    }

    private ArrayNode quantities() {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(2); i >= 0; i--) {
            ObjectNode one = list.addObject();
            one.put("epcClass", form(random, SmallVocabulary.CLASSES));
            boolean measured = sometimes(1, () -> one.put("quantity", amount(SmallVocabulary.AMOUNTS)));
            if (measured) sometimes(1, () -> one.put("uom", one(random, SmallVocabulary.MASS_UNITS)));
        }
        return list;
    }

    private ArrayNode sensorElements() {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(2); i >= 0; i--) {
            ObjectNode element = list.addObject();
            sometimes(1, () -> element.set("sensorMetadata", metadata()));
            ArrayNode reports = element.putArray("sensorReport");
            for (int j = random.nextInt(2); j >= 0; j--) reports.add(report());
            sometimes(3, () -> extension(element));
        }
        return list;
    }

    private ObjectNode metadata() {
        ObjectNode metadata = NODES.objectNode();
        for (String time : List.of("time", "startTime", "endTime")) {
            sometimes(2, () -> metadata.put(time, one(random, SmallVocabulary.TIMES)));
        }
        for (String uri : List.of("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")) {
            sometimes(2, () -> metadata.put(uri, form(random, SmallVocabulary.URIS)));
        }
        sometimes(3, () -> extension(metadata));
        if (metadata.isEmpty()) metadata.put("time", one(random, SmallVocabulary.TIMES));
        return metadata;
    }

    private ObjectNode report() {
        ObjectNode report = NODES.objectNode();
        boolean warmth = random.nextBoolean();
        report.put("type", one(random, SmallVocabulary.MEASUREMENTS.get(warmth ? 0 : 1)));
        sometimes(4, () -> report.put("type", form(random, SmallVocabulary.MEASUREMENTS.subList(2, 3))));
        report.put("uom", one(random, warmth ? SmallVocabulary.TEMPERATURE_UNITS : SmallVocabulary.MASS_UNITS));
        for (String value : List.of("value", "minValue", "maxValue", "meanValue", "sDev")) {
            sometimes(2, () -> report.put(value, amount(SmallVocabulary.NUMBERS)));
        }
        sometimes(
                4,
                () -> report.put("percRank", amount(SmallVocabulary.AMOUNTS.subList(0, 4)))
                        .put("percValue", amount(SmallVocabulary.NUMBERS)));
        sometimes(4, () -> report.put("time", one(random, SmallVocabulary.TIMES)));
        for (String uri :
                List.of("deviceID", "dataProcessingMethod", "uriValue", "microorganism", "chemicalSubstance")) {
            sometimes(4, () -> report.put(uri, form(random, SmallVocabulary.URIS)));
        }
        sometimes(4, () -> report.put("stringValue", one(random, SmallVocabulary.TEXTS)));
        sometimes(4, () -> report.put("booleanValue", random.nextBoolean()));
        sometimes(4, () -> report.put("hexBinaryValue", one(random, List.of("f0f0", "F0F0"))));
        sometimes(4, () -> extension(report));
        return report;
    }

    private void declaration(ObjectNode event) {
        sometimes(5, () -> {
            ObjectNode declaration = event.putObject("errorDeclaration");
            declaration.put("declarationTime", one(random, SmallVocabulary.TIMES));
            sometimes(1, () -> declaration.put("reason", form(random, SmallVocabulary.ERROR_REASONS)));
            if (!ids.isEmpty())
                sometimes(2, () -> declaration.putArray("correctiveEventIDs").add(one(random, ids)));
            sometimes(2, () -> extension(declaration));
        });
    }

    private void ilmd(ObjectNode event) {
        ObjectNode ilmd = event.putObject("ilmd");
        extension(ilmd);
        sometimes(2, () -> extension(ilmd));
    }

    private void extensions(ObjectNode event) {
        for (int i = random.nextInt(4); i > 0; i--) extension(event);
    }

    /** One field: a value, a repeated value, or fields in fields. */
    private ObjectNode extension(ObjectNode parent) {
        return extension(parent, 2);
    }

    private ObjectNode extension(ObjectNode parent, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            ObjectNode nested = NODES.objectNode();
            extension(nested, depth - 1);
            sometimes(2, () -> extension(nested, depth - 1));
            boolean repeated = random.nextInt(4) == 0;
            ArrayNode twice = NODES.arrayNode().add(nested);
            if (repeated) twice.add(extension(NODES.objectNode(), 0));
            parent.set("ex:nested", repeated ? twice : nested);
            return parent;
        }
        String name = one(random, SmallVocabulary.FIELDS);
        if (random.nextInt(4) == 0)
            parent.set(name, NODES.arrayNode().add(value(name)).add(value(name)));
        else parent.set(name, value(name));
        return parent;
    }

    private JsonNode value(String name) {
        if (name.endsWith("num")) return NODES.numberNode(amount(SmallVocabulary.NUMBERS));
        if (name.endsWith("text") || name.endsWith("lot")) return NODES.stringNode(one(random, SmallVocabulary.TEXTS));
        return switch (random.nextInt(5)) {
            case 0 -> NODES.booleanNode(random.nextBoolean());
            case 1 -> NODES.numberNode(amount(SmallVocabulary.NUMBERS));
            case 2 -> NODES.stringNode(form(random, SmallVocabulary.PLACES.subList(0, 3)));
            case 3 -> NODES.stringNode(form(random, SmallVocabulary.EPCS));
            default -> NODES.stringNode(one(random, SmallVocabulary.TEXTS));
        };
    }

    private BigDecimal amount(List<String> numbers) {
        return new BigDecimal(one(random, numbers));
    }

    private ArrayNode atLeastOne(List<List<String>> values) {
        ArrayNode list = forms(values, 2);
        return list.isEmpty() ? list.add(form(random, values)) : list;
    }

    /** Up to so many different values, each in one of its forms. */
    private ArrayNode forms(List<List<String>> values, int most) {
        ArrayNode list = NODES.arrayNode();
        List<List<String>> left = new ArrayList<>(values);
        for (int i = random.nextInt(most + 1); i > 0; i--)
            list.add(one(random, left.remove(random.nextInt(left.size()))));
        return list;
    }

    /** Does it once in so many times; for 1, three times of four. */
    private boolean sometimes(int oneIn, Runnable action) {
        boolean now = oneIn == 1 ? random.nextInt(4) > 0 : random.nextInt(oneIn) == 0;
        if (now) action.run();
        return now;
    }
}

package io.lotledger.ingest.document;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events the standard allows, made of chance: every type, every field, extensions nested and repeated. */
public final class GeneratedEvent {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> LETTERS =
            List.of("a", "Z", "ß", "é", "漢", "🥬", "&", "<", ">", "\"", "'", " ", "1");

    private final Random random;

    private GeneratedEvent(Random random) {
        this.random = random;
    }

    /** A document of events that have prefixes {@code ex} and {@code cold} of their own. */
    public static String document(Random random, int events) {
        GeneratedEvent generated = new GeneratedEvent(random);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < events; i++) list.add(generated.event().toString());
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                   "https://acme.example/context.jsonld", {"ex": "https://example.org/ns/", "cold": "urn:example:cold#"}],
                 "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-04-17T09:26:42Z",
                 "epcisBody": {"eventList": [%s]}}""".formatted(String.join(",", list));
    }

    private ObjectNode event() {
        ObjectNode event = JSON.createObjectNode();
        String type =
                one("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");
        if (random.nextInt(8) == 0)
            type = one("ex:Thing", "acme:Thing", "https://example.org/a/Thing", "urn:acme:thing:T");
        event.put("type", type);
        event.put("eventTime", time());
        event.put("eventTimeZoneOffset", one("+00:00", "-04:00", "+05:30", "-00:30", "+14:00"));
        if (often()) event.put("eventID", "urn:uuid:" + new java.util.UUID(random.nextLong(), random.nextLong()));
        if (often()) event.put("bizStep", word(Cbv.BIZ_STEP));
        if (often()) event.put("disposition", word(Cbv.DISPOSITION));
        if (often()) event.putObject("readPoint").put("id", location());
        if (often()) event.putObject("bizLocation").put("id", location());
        if (often()) event.putObject("persistentDisposition").putArray("set").add(word(Cbv.DISPOSITION));
        if (often()) pairs(event, "sourceList", "source", Cbv.SOURCE_DESTINATION_TYPE);
        if (often()) pairs(event, "destinationList", "destination", Cbv.SOURCE_DESTINATION_TYPE);
        if (often() || type.equals("TransactionEvent")) {
            pairs(event, "bizTransactionList", "bizTransaction", Cbv.BIZ_TRANSACTION_TYPE);
        }
        if (seldom()) declaration(event.putObject("errorDeclaration"));
        if (seldom()) sensors(event.putArray("sensorElementList"));
        what(event, type);
        for (int i = random.nextInt(3); i > 0; i--) extension(event, name("e" + i), 3);
        return event;
    }

    private void what(ObjectNode event, String type) {
        String action = one("ADD", "OBSERVE", "DELETE");
        if (!type.equals("TransformationEvent")) event.put("action", action);
        switch (type) {
            case "AggregationEvent", "AssociationEvent" -> {
                event.put("parentID", sscc());
                epcs(event.putArray("childEPCs"), 1);
                quantities(event.putArray("childQuantityList"));
            }
            case "TransformationEvent" -> {
                if (often()) event.put("transformationID", "urn:epc:id:gdti:0614141.06012.1234");
                quantities(event.putArray("inputQuantityList"));
                epcs(event.putArray("inputEPCList"), 1);
                epcs(event.putArray("outputEPCList"), 1);
                quantities(event.putArray("outputQuantityList"));
                if (often()) ilmd(event.putObject("ilmd"));
            }
            default -> {
                epcs(event.putArray("epcList"), 0);
                quantities(event.putArray("quantityList"));
                if (type.equals("ObjectEvent") && action.equals("ADD") && often()) ilmd(event.putObject("ilmd"));
            }
        }
    }

    private void epcs(ArrayNode epcs, int least) {
        for (int i = least + random.nextInt(3); i > 0; i--) {
            epcs.add(often() ? sscc() : "urn:epc:id:sgtin:4012345.012345." + random.nextInt(1_000_000));
        }
    }

    private void quantities(ArrayNode quantities) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            ObjectNode one = quantities.addObject();
            String lot = "L" + random.nextInt(1000);
            one.put(
                    "epcClass",
                    often()
                            ? "https://id.gs1.org/01/04012345123456/10/" + lot
                            : "urn:epc:class:lgtin:4012345.012345." + lot);
            if (often()) {
                one.put("quantity", new BigDecimal(one("1", "12.50", "0.001", "1000000", "3.0")));
                if (often()) one.put("uom", one("KGM", "LBR", "CS"));
            }
        }
    }

    private void pairs(ObjectNode event, String list, String name, Cbv types) {
        ArrayNode pairs = event.putArray(list);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            pairs.addObject().put("type", word(types)).put(name, location());
        }
    }

    private void declaration(ObjectNode declaration) {
        declaration.put("declarationTime", time());
        if (often()) declaration.put("reason", word(Cbv.ERROR_REASON));
        if (often())
            declaration.putArray("correctiveEventIDs").add("urn:uuid:2").add("urn:uuid:3");
    }

    private void sensors(ArrayNode sensors) {
        ObjectNode element = sensors.addObject();
        if (often()) {
            ObjectNode metadata = element.putObject("sensorMetadata");
            metadata.put("time", time()).put("deviceID", "urn:epc:id:giai:4000001.111");
            if (often()) extension(metadata, name("metadata"), 2);
        }
        if (often()) extension(element, name("sensor"), 2);
        ArrayNode reports = element.putArray("sensorReport");
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            ObjectNode report = reports.addObject();
            if (often()) report.put("exception", word(Cbv.SENSOR_ALERT_TYPE));
            if (often() || !report.has("exception")) report.put("type", word(Cbv.MEASUREMENT_TYPE));
            report.put("value", new BigDecimal(one("26.0", "-4.5", "0"))).put("uom", "CEL");
            if (often()) extension(report, name("report"), 2);
        }
    }

    private void ilmd(ObjectNode ilmd) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) extension(ilmd, name("i" + i), 3);
    }

    /** Of a prefix of its own, of one that only a remote context may declare, a URI, or with what XML allows in no name. */
    private String name(String local) {
        return switch (random.nextInt(8)) {
            case 0 -> "acme:" + local;
            case 1 -> "https://example.org/other/" + local;
            case 2 -> "urn:acme:" + local;
            case 3 -> "ex:" + local + one(" of", "/of", "_x0020_", "🥬", "_x");
            case 4, 5 -> "ex:" + local;
            default -> "cold:" + local;
        };
    }

    private void extension(ObjectNode to, String name, int depth) {
        switch (random.nextInt(depth > 0 ? 5 : 2)) {
            case 0 -> to.put(name, text());
            case 1 -> to.put(name, "" + random.nextInt(1000));
            case 2 -> extension(to.putObject(name), name("inner"), depth - 1);
            case 3 -> to.putObject(name).put("@" + name("by"), text()).put("#text", text());
            default -> {
                ArrayNode many = to.putArray(name);
                for (int i = 2 + random.nextInt(2); i > 0; i--) many.add(text());
            }
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(6); i > 0; i--) text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        return text.append("t").toString();
    }

    private String time() {
        return String.format(
                Locale.ROOT,
                "2026-%02d-%02dT%02d:26:42%s%s",
                1 + random.nextInt(6),
                1 + random.nextInt(28),
                random.nextInt(24),
                one("", ".5", ".123", ".000"),
                one("Z", "-04:00", "+05:30"));
    }

    private String sscc() {
        String digits = "04012345" + String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
        return "https://id.gs1.org/00/" + digits + CheckDigit.of(digits);
    }

    private String location() {
        return one("https://id.gs1.org/414/4012345000054", "urn:epc:id:sgln:4012345.00005.7", "urn:example:dock");
    }

    private String word(Cbv list) {
        List<String> words = List.copyOf(list.words());
        return words.get(random.nextInt(words.size()));
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private boolean often() {
        return random.nextBoolean();
    }

    private boolean seldom() {
        return random.nextInt(4) == 0;
    }
}

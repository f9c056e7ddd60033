package io.lotledger.api.harddays;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The documents of one client: chains of lots, each made from the lot before it, packed, shipped and received; error declarations of
 * events sent before; descriptions of places; and now and then a document too large for one statement.
 */
final class DocumentSource {
    static final String GTIN = "19521101002003";
    private static final String PLACE = "https://id.gs1.org/414/9521101000108";
    private static final int LARGE = 1_200; // more than one part of the log

    private final int client;
    private final Random random;
    private final List<Sent> declarable = new ArrayList<>();
    private int documents;
    private int lots;

    private record Sent(String eventID, String json) {}

    DocumentSource(int client, Random random) {
        this.client = client;
        this.random = random;
    }

    SentDocument next() {
        documents++;
        List<String> events = new ArrayList<>();
        List<String> eventIDs = new ArrayList<>();
        List<String> declared = new ArrayList<>();
        List<String> shipped = new ArrayList<>();
        int most = documents % 40 == 0 ? LARGE / 5 : 1 + random.nextInt(4);
        for (int i = 0; i < most; i++) addChain(events, eventIDs, shipped);
        if (documents % 5 == 0 && !declarable.isEmpty()) {
            Sent wrong = declarable.remove(random.nextInt(declarable.size()));
            events.add(declaration(wrong.json()));
            declared.add(wrong.eventID());
        }
        String last = events.get(0);
        declarable.add(new Sent(eventIDs.get(0), last));
        String header = documents % 10 == 0 ? masterData() : "";
        return new SentDocument(document(header, events), eventIDs, declared, shipped);
    }

    private void addChain(List<String> events, List<String> eventIDs, List<String> shipped) {
        int number = lots++;
        String lot = lot(number);
        String digits = "09521101%03d%06d".formatted(client, number);
        String pallet = "https://id.gs1.org/00/" + digits + CheckDigit.of(digits);
        String made = number == 0 || number % 10 == 0
                ? "\"type\": \"ObjectEvent\", \"action\": \"ADD\", \"bizStep\": \"commissioning\", \"quantityList\": ["
                        + quantity(lot) + "]"
                : "\"type\": \"TransformationEvent\", \"bizStep\": \"commissioning\", \"inputQuantityList\": ["
                        + quantity(lot(number - 1)) + "], \"outputQuantityList\": [" + quantity(lot) + "]";
        List<String> steps = List.of(
                made,
                "\"type\": \"AggregationEvent\", \"action\": \"ADD\", \"bizStep\": \"packing\", \"parentID\": \""
                        + pallet + "\", \"childQuantityList\": [" + quantity(lot) + "]",
                moved("shipping", pallet),
                moved("receiving", pallet),
                "\"type\": \"ObjectEvent\", \"action\": \"OBSERVE\", \"bizStep\": \"storing\", \"quantityList\": ["
                        + quantity(lot) + "]");
        for (int step = 0; step < steps.size(); step++) {
            String eventID = "urn:event:" + client + ":" + number + ":" + step;
            events.add(event(eventID, step + 1, steps.get(step)));
            eventIDs.add(eventID);
            if (step == 2) shipped.add(eventID);
        }
    }

    private static String moved(String bizStep, String pallet) {
        return "\"type\": \"ObjectEvent\", \"action\": \"OBSERVE\", \"bizStep\": \"" + bizStep + "\", \"epcList\": [\""
                + pallet + "\"]";
    }

    private String lot(int number) {
        return "https://id.gs1.org/01/" + GTIN + "/10/C" + client + "-" + number;
    }

    private static String quantity(String lot) {
        return "{\"epcClass\": \"" + lot + "\", \"quantity\": 100, \"uom\": \"CS\"}";
    }

    private static String event(String eventID, int hour, String rest) {
        return """
                {%s, "eventID": "%s", "eventTime": "2026-03-02T0%d:00:00Z", "eventTimeZoneOffset": "-08:00",
                 "readPoint": {"id": "https://id.gs1.org/414/9521101000108"},
                 "bizLocation": {"id": "https://id.gs1.org/414/9521101000115"},
                 "sourceList": [{"type": "location", "source": "https://id.gs1.org/414/9521101000108"}],
                 "destinationList": [{"type": "location", "destination": "https://id.gs1.org/414/9521101000184"}]}""".formatted(rest, eventID, hour);
    }

    private static String declaration(String event) {
        return event.substring(0, event.length() - 1)
                + ", \"errorDeclaration\": {\"declarationTime\": \"2026-03-03T00:00:00Z\", \"reason\": \"did_not_occur\"}}";
    }

    private String masterData() {
        return """
                "epcisHeader": {"epcisMasterData": {"vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:Location",
                 "vocabularyElementList": [{"id": "%s", "attributes": [{"id": "cbvmda:name", "attribute": "Farm %d.%d"},
                 {"id": "cbvmda:city", "attribute": "Salinas"}]}]}]}},""".formatted(PLACE, client, documents);
    }

    private static String document(String header, List<String> events) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"cbvmda": "urn:epcglobal:cbv:mda:"}],
                 "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", %s
                 "epcisBody": {"eventList": [%s]}}""".formatted(header, events.stream().collect(Collectors.joining(",\n")));
    }
}

package io.lotledger.api.exports;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Chains of a packing, a shipment and a receipt. */
final class ShortChains {
    /** Of every lot. */
    static final String GTIN = "19521101002003";

    private ShortChains() {}

    static String document(int lots) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < lots; i++) {
            String lot = "{\"epcClass\": \"https://id.gs1.org/01/" + GTIN + "/10/FAULT-" + i
                    + "\", \"quantity\": 100, \"uom\": \"CS\"}";
            String digits = "09521101%09d".formatted(i);
            String pallet = "https://id.gs1.org/00/" + digits + CheckDigit.of(digits);
            events.add(event(1, """
                    "type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", "quantityList": [%s]""".formatted(lot)));
            events.add(event(2, """
                    "type": "AggregationEvent", "action": "ADD", "bizStep": "packing", "parentID": "%s",
                    "childQuantityList": [%s]""".formatted(pallet, lot)));
            for (String bizStep : List.of("shipping", "receiving")) {
                events.add(event(bizStep.equals("shipping") ? 3 : 4, """
                        "type": "ObjectEvent", "action": "OBSERVE", "bizStep": "%s", "epcList": ["%s"]""".formatted(bizStep, pallet)));
            }
        }
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [%s]}}""".formatted(String.join(",", events));
    }

    private static String event(int hour, String rest) {
        return """
                {%s, "eventID": "urn:uuid:%s", "eventTime": "2026-03-02T0%d:00:00Z", "eventTimeZoneOffset": "-08:00",
                 "readPoint": {"id": "https://id.gs1.org/414/9521101000108"},
                 "bizLocation": {"id": "https://id.gs1.org/414/9521101000115"},
                 "sourceList": [{"type": "location", "source": "https://id.gs1.org/414/9521101000108"}],
                 "destinationList": [{"type": "location", "destination": "https://id.gs1.org/414/9521101000184"}]}""".formatted(rest, UUID.randomUUID(), hour);
    }
}

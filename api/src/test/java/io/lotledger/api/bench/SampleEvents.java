package io.lotledger.api.bench;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Chains of a harvest, a packing, a pallet, a shipment and a receipt; events of about 1 KB. */
final class SampleEvents {
    private SampleEvents() {}

    static String document(List<String> events) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [%s]}}""".formatted(String.join(",", events));
    }

    static List<String> of(int season, int count) {
        List<String> events = new ArrayList<>(count);
        for (int i = 0; events.size() < count; i++) {
            String harvest = "https://id.gs1.org/01/09521101001006/10/H" + season + "-" + i;
            String packed = "https://id.gs1.org/01/19521101002003/10/P" + season + "-" + i;
            String digits = "09521101%09d".formatted(season * 100_000 + i);
            String pallet = "https://id.gs1.org/00/" + digits + CheckDigit.of(digits);
            events.add(event(1, object("ADD", "creating_class_instance", "\"quantityList\": [" + of(harvest) + "]")));
            events.add(event(
                    2,
                    "\"type\": \"TransformationEvent\", \"bizStep\": \"creating_class_instance\", \"inputQuantityList\": ["
                            + of(harvest) + "], \"outputQuantityList\": [" + of(packed) + "]"));
            events.add(event(
                    3,
                    "\"type\": \"AggregationEvent\", \"action\": \"ADD\", \"bizStep\": \"packing\", \"parentID\": \""
                            + pallet + "\", \"childQuantityList\": [" + of(packed) + "]"));
            events.add(event(4, object("OBSERVE", "shipping", "\"epcList\": [\"" + pallet + "\"]")));
            events.add(event(5, object("OBSERVE", "receiving", "\"epcList\": [\"" + pallet + "\"]")));
        }
        return events.subList(0, count);
    }

    private static String object(String action, String bizStep, String what) {
        return "\"type\": \"ObjectEvent\", \"action\": \"" + action + "\", \"bizStep\": \"" + bizStep + "\", " + what;
    }

    private static String of(String epcClass) {
        return "{\"epcClass\": \"" + epcClass + "\", \"quantity\": 100, \"uom\": \"CS\"}";
    }

    private static String event(int hour, String rest) {
        return """
                {%s, "eventID": "urn:uuid:%s", "eventTime": "2026-03-02T0%d:00:00Z", "eventTimeZoneOffset": "-08:00",
                 "disposition": "active", "readPoint": {"id": "https://id.gs1.org/414/9521101000108"},
                 "bizLocation": {"id": "https://id.gs1.org/414/9521101000115"},
                 "bizTransactionList": [{"type": "bol", "bizTransaction": "urn:epcglobal:cbv:bt:9521101000108:BOL-%d"},
                   {"type": "desadv", "bizTransaction": "urn:epcglobal:cbv:bt:9521101000108:ASN-%d"}],
                 "sourceList": [{"type": "location", "source": "https://id.gs1.org/414/9521101000108"}],
                 "destinationList": [{"type": "location", "destination": "https://id.gs1.org/414/9521101000184"}]}""".formatted(rest, UUID.randomUUID(), hour, hour, hour);
    }
}

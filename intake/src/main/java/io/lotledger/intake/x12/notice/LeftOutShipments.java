package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.intake.RecordIDs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What an earlier notice with the number of this one has, and this one leaves out: its shipments that stand, and the packing
 * of their units. A stored shipment is of the earlier notice if the id of its record is the one that the notice gives it, so
 * events that were sent as EPCIS with the same document are not.
 */
final class LeftOutShipments {
    private static final int MOST_NAMED = 10;

    private final RecordIDs recordIDs;
    private final DocumentSink sink;
    private final String kind;

    LeftOutShipments(RecordIDs recordIDs, DocumentSink sink, String kind) {
        this.recordIDs = recordIDs;
        this.sink = sink;
        this.kind = kind;
    }

    /**
     * In words; none where nothing is left out, or is not projected yet.
     *
     * @param events of the notice
     */
    List<String> of(List<MappedEvent> events) {
        if (events.isEmpty()) return List.of();
        List<String> notice = events.get(0).key().subList(0, 2); // sender and number
        Set<List<String>> own = events.stream().map(MappedEvent::key).collect(Collectors.toSet());
        Map<List<String>, String> named = new LinkedHashMap<>(); // by the key of the record
        for (JsonNode shipment : shipments(events)) {
            String part = part(shipment);
            named.put(key(notice, "shipping", part), "the shipment of " + part);
            if (isUnit(part)) named.put(key(notice, "packing", part), "the packing of " + part);
            if (!isUnit(part)) named.put(key(notice, "shipping", "loose"), "the shipment of loose goods");
        }
        named.keySet().removeAll(own);
        return staying(named);
    }

    private static List<String> key(List<String> notice, String step, String part) {
        List<String> key = new ArrayList<>(notice);
        key.addAll(List.of(step, part));
        return key;
    }

    private Collection<JsonNode> shipments(List<MappedEvent> events) {
        Set<String> ids = new LinkedHashSet<>();
        for (MappedEvent event : events) {
            for (JsonNode document : event.node().path("bizTransactionList")) {
                if (document.path("type").asString("").equals("desadv"))
                    ids.addAll(sink.shipments(document.path("bizTransaction").asString("")));
            }
        }
        return ids.isEmpty() ? List.of() : sink.stored(ids).values();
    }

    private static String part(JsonNode shipment) {
        return NoticeRecords.sscc(shipment.at("/epcList/0")).orElseGet(() -> NoticeRecords.loose(shipment));
    }

    private static boolean isUnit(String part) {
        return part.matches("\\d{18}");
    }

    private List<String> staying(Map<List<String>, String> named) {
        recordIDs.find(kind, named.keySet());
        Map<String, String> byId = new HashMap<>();
        named.forEach((key, words) -> byId.put(recordIDs.of(kind, key, 0), words));
        if (byId.isEmpty()) return List.of();
        List<String> staying = new ArrayList<>();
        sink.staying(byId.keySet())
                .forEach((id, event) ->
                        staying.add(byId.get(id) + " (" + event.path("eventID").asString(id) + ")"));
        staying.sort(null);
        int more = staying.size() - Math.min(staying.size(), MOST_NAMED);
        List<String> first = new ArrayList<>(staying.subList(0, staying.size() - more));
        if (more > 0) first.add("and " + more + " more");
        return first;
    }
}

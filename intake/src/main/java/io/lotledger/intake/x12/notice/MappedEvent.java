package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Place;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event made from a set.
 *
 * @param key what identifies the event among those of the kind of set and the organisation; the node has no eventID yet
 * @param place of the segment that the event is about
 * @param places by JSON path relative to the event
 */
public record MappedEvent(ObjectNode node, List<String> key, X12Place place, Map<String, X12Place> places) {
    public MappedEvent {
        key = List.copyOf(key);
        places = Map.copyOf(places);
    }

    /** The place of the value at a relative JSON path, or of the nearest value around it. */
    public String placeOf(String path) {
        String at = path;
        while (!at.isEmpty()) {
            X12Place found = places.get(at);
            if (found != null) return found.toString();
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return place.toString();
    }
}

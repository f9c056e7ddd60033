package io.lotledger.ingest.capture.place;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the faults of a document are.
 *
 * @param places by the path of the violation; a path without a place in the text is missing
 * @param lines the lines around the places in order, each once; empty unless asked for
 * @param isCut whether lines were left out because they were too many
 */
public record LocatedFaults(Map<String, Place> places, List<DocumentLine> lines, boolean isCut) {
    public LocatedFaults {
        places = Map.copyOf(places);
        lines = List.copyOf(lines);
    }

    public Optional<Place> of(String path) {
        return Optional.ofNullable(places.get(path));
    }
}

package io.lotledger.projections.processor;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far each projection has read the log, on all nodes. The positions are committed with the tables. */
public interface ProjectionProgress {

    /** Projection name to the last log position in its tables; 0 before the first. */
    Map<String, Long> positions();

    /** The positions of these projections; 0 for one that is not known yet. */
    default Map<String, Long> positionsOf(Collection<String> projections) {
        Map<String, Long> all = positions();
        return projections.stream().collect(Collectors.toMap(Function.identity(), name -> all.getOrDefault(name, 0L)));
    }

    /** Whether the tables of every projection hold everything up to and including {@code logPosition}. */
    default boolean covers(long logPosition) {
        return positions().values().stream().allMatch(position -> position >= logPosition);
    }
}

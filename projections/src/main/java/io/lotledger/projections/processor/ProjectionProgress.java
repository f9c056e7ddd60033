package io.lotledger.projections.processor;

import java.util.Map;

/** How far each projection has read the log, on all nodes. The positions are committed with the tables. */
public interface ProjectionProgress {

    /** Projection name to the last log position in its tables; 0 before the first. */
    Map<String, Long> positions();

    /** Whether the tables of every projection hold everything up to and including {@code logPosition}. */
    default boolean covers(long logPosition) {
        return positions().values().stream().allMatch(position -> position >= logPosition);
    }
}

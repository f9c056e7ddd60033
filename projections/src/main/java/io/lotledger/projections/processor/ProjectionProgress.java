package io.lotledger.projections.processor;

import java.util.Map;

/** How far each projection has read the log, for every node: kept in the same transaction as its tables. */
public interface ProjectionProgress {

    /** Projection name to the last log position its tables hold; 0 before the first. */
    Map<String, Long> positions();

    /** Whether every projection's tables hold everything up to and at {@code logPosition}. */
    default boolean covers(long logPosition) {
        return positions().values().stream().allMatch(position -> position >= logPosition);
    }
}

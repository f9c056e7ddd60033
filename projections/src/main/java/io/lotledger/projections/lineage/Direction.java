package io.lotledger.projections.lineage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The direction of a trace from its seed: forward is downstream, backward is upstream, both is their union without
 * changes of direction.
 */
public enum Direction {
    FORWARD,
    BACKWARD,
    BOTH;

    public boolean goesForward() {
        return this != BACKWARD;
    }

    public boolean goesBackward() {
        return this != FORWARD;
    }

    /** The value in the HTTP contract: {@code forward}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Direction> ofWord(String word) {
        return Stream.of(values()).filter(d -> d.word().equals(word)).findFirst();
    }
}

package io.lotledger.projections.lineage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which way a trace goes from its seed: forward is downstream, backward is upstream, both is their union without turning round. */
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

    /** The word of the HTTP contract: {@code forward}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Direction> ofWord(String word) {
        return Stream.of(values()).filter(d -> d.word().equals(word)).findFirst();
    }
}

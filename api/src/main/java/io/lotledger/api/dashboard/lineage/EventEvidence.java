package io.lotledger.api.dashboard.lineage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says, and where it comes from.
 *
 * @param step the business step in words
 * @param place name of the place, otherwise its URI
 * @param lines what went in and came out
 * @param moreLines number of lines that are not shown
 * @param hash the GS1 event hash
 * @param captureID the capture job; {@code null} if none is known
 * @param sender the key that sent it
 * @param isDeclaredAnError whether a declaration took it back by the position asked for
 * @param document the event as captured
 */
record EventEvidence(
        String eventId,
        String step,
        OffsetDateTime at,
        @Nullable String place,
        List<Line> lines,
        int moreLines,
        long position,
        @Nullable Instant recordTime,
        String hash,
        @Nullable String captureID,
        @Nullable String sender,
        boolean isDeclaredAnError,
        List<Correction> corrections,
        String document) {
    EventEvidence {
        lines = List.copyOf(lines);
        corrections = List.copyOf(corrections);
    }

    /**
     * @param side "in", "out" or "of"
     * @param isSelected whether the line is of a lot that the reader selected
     */
    record Line(String side, String code, String uri, String quantity, boolean isSelected) {}

    /**
     * An error declaration.
     *
     * @param position in the log; later than the position asked for if it is not yet in force there
     */
    record Correction(
            long position, Instant declared, @Nullable String reason, List<String> correctiveEventIds) {}
}

package io.lotledger.intake.x12;

import java.util.Optional;

/**
 * A place in a transaction set.
 *
 * @param set names interchange, group and set: {@code ISA 1 · GS 1 · ST 0001}
 * @param segment position of the segment in the set, {@code ST} being 1; 0 for the set as a whole
 * @param tag identifier of the segment
 * @param element number of the data element, from 1; 0 for the segment as a whole
 */
public record X12Place(String set, int segment, String tag, int element) {
    private static final String SEGMENT = " · segment ";

    /** {@code ISA 1 · GS 1 · ST 0001 · segment 17 LIN, element LIN03}. */
    @Override
    public String toString() {
        if (segment == 0) return set;
        String at = set + SEGMENT + segment + " " + tag;
        return element == 0 ? at : at + ", element " + X12Segment.elementName(tag, element);
    }

    /** The set of a place as {@link #toString} writes it; empty if the place is not in a segment. */
    public static Optional<String> setOf(String place) {
        int end = place.indexOf(SEGMENT);
        return end < 0 ? Optional.empty() : Optional.of(place.substring(0, end));
    }
}

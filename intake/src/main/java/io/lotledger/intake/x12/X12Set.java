package io.lotledger.intake.x12;

import java.util.List;

/**
 * One transaction set.
 *
 * @param code the set's identifier (ST01), such as {@code 856}
 * @param controlNumber ST02
 * @param segments from ST to SE
 * @param faults faults of the set's own envelope
 */
public record X12Set(
        X12Group group, String code, String controlNumber, List<X12Segment> segments, List<X12Fault> faults) {
    public X12Set {
        segments = List.copyOf(segments);
        faults = List.copyOf(faults);
    }

    /** The set in messages: {@code ISA 1 · GS 1 · ST 0001}. */
    public String label() {
        return group.label(controlNumber);
    }

    public X12Place place() {
        return new X12Place(label(), 0, "", 0);
    }

    public X12Place place(X12Segment segment, int element) {
        return new X12Place(label(), segment.position(), segment.tag(), element);
    }
}

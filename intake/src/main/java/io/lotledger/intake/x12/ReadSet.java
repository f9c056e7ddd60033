package io.lotledger.intake.x12;

import java.util.List;

/**
 * What an acknowledgement says of a set that was read.
 *
 * @param errors faults that refuse the set
 * @param noted faults that do not
 */
public record ReadSet(X12Group group, String code, String controlNumber, List<X12Fault> errors, List<X12Fault> noted) {
    public ReadSet {
        errors = List.copyOf(errors);
        noted = List.copyOf(noted);
    }

    /** The set in messages: {@code ISA 1 · GS 1 · ST 0001}. */
    public String label() {
        return group.label(controlNumber);
    }
}

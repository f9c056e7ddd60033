package io.lotledger.intake.x12;

import java.util.List;

/**
 * What an acknowledgement says of a set that was read.
 *
 * @param errors faults that refuse the set
 * @param firstEvent index in the document of the first event that was made of the set
 * @param events number of events made of it, or 1 for the rejected event of a faulty set; 0 if it reports nothing
 */
public record ReadSet(
        X12Group group, String code, String controlNumber, List<X12Fault> errors, int firstEvent, int events) {
    public ReadSet {
        errors = List.copyOf(errors);
    }
}

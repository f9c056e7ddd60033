package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Fault;
import io.lotledger.intake.x12.X12Set;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a set says.
 *
 * @param events empty if an error refuses the set
 * @param faults errors and warnings, in document order as far as they were found in it
 */
public record MappedSet(X12Set set, List<MappedEvent> events, List<X12Fault> faults) {
    public MappedSet {
        events = List.copyOf(events);
        faults = List.copyOf(faults);
    }

    MappedSet with(UnaryOperator<X12Fault> change) {
        return new MappedSet(set, events, faults.stream().map(change).toList());
    }

    List<X12Fault> noted() {
        return faults.stream().filter(X12Fault::isNoted).toList();
    }

    public List<X12Fault> errors() {
        return faults.stream().filter(X12Fault::isError).toList();
    }

    public List<X12Fault> warnings() {
        return faults.stream().filter(fault -> !fault.isError()).toList();
    }
}

package io.lotledger.ingest.epcis;

import java.time.Instant;
import java.util.List;

/** One EPCIS event of any of the five types (EPCIS 2.0 §7.4), or of a type that is not the standard's. Values are canonical; what the partner wrote is kept by the log. */
public sealed interface EpcisEvent
        permits ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent, AssociationEvent, ExtendedEvent {

    /** When, where, why and how: what all types share. */
    EventFields fields();

    /** The type's own name, as EPCIS spells it: {@code ObjectEvent}; the expanded one where it is not the standard's. */
    String type();

    /** Every class-level quantity the event speaks of, in document order, inputs before outputs. */
    List<QuantityElement> quantities();

    /** Every instance-level EPC the event speaks of, a parent first, inputs before outputs. */
    List<String> epcs();

    default String eventID() {
        return fields().eventID();
    }

    default Instant eventTime() {
        return fields().eventTime();
    }
}

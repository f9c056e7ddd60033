package io.lotledger.ingest.epcis;

import java.time.Instant;
import java.util.List;

/**
 * One EPCIS event of the five standard types (EPCIS 2.0 §7.4) or of an extended type. Values are canonical; the log
 * stores the sender's original.
 */
public sealed interface EpcisEvent
        permits ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent, AssociationEvent, ExtendedEvent {

    /** The fields common to all types: when, where, why and how. */
    EventFields fields();

    /** The type's name as EPCIS spells it, such as {@code ObjectEvent}; the expanded name of an extended type. */
    String type();

    /** All class-level quantities of the event, without EPCs, in document order, inputs before outputs. */
    List<QuantityElement> quantities();

    /** All instance-level EPCs of the event, also those sent as quantities, the parent first, inputs before outputs. */
    List<String> epcs();

    default String eventID() {
        return fields().eventID();
    }

    default Instant eventTime() {
        return fields().eventTime();
    }
}

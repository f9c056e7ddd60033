package io.lotledger.api.projections;

import java.util.Map;
import java.util.Objects;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;

/** Reads entries of the log under the older names of records that were renamed since. */
final class OlderNames extends SingleEventUpcaster {
    static final Map<String, String> CURRENT = Map.of(
            "io.lotledger.old.EventTaken", "io.lotledger.ingest.eventlog.EpcisEventCaptured",
            "io.lotledger.old.WordTaken", "io.lotledger.ingest.eventlog.MasterDataCaptured",
            "io.lotledger.old.JobBegun", "io.lotledger.export.job.ProcessingStarted");

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
        return CURRENT.containsKey(event.getType().getName());
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
        String name = Objects.requireNonNull(CURRENT.get(event.getType().getName()));
        return event.upcastPayload(new SimpleSerializedType(name, null), byte[].class, payload -> payload);
    }
}

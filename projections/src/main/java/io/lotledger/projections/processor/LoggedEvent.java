package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entry of the log, its document read once for every projection. */
public final class LoggedEvent {
    private final long position;
    private final Object payload;
    private final @Nullable EpcisEvent event;
    private final @Nullable RuntimeException fault;

    private LoggedEvent(long position, Object payload, @Nullable EpcisEvent event, @Nullable RuntimeException fault) {
        this.position = position;
        this.payload = payload;
        this.event = event;
        this.fault = fault;
    }

    /** @param reader reads {@link EpcisEventCaptured#document()}; its failure is told to who wants the event */
    public static LoggedEvent read(long position, Object payload, Function<String, EpcisEvent> reader) {
        if (!(payload instanceof EpcisEventCaptured captured)) return new LoggedEvent(position, payload, null, null);
        try {
            return new LoggedEvent(position, payload, reader.apply(captured.document()), null);
        } catch (RuntimeException e) {
            return new LoggedEvent(position, payload, null, e);
        }
    }

    public long position() {
        return position;
    }

    /** {@link EpcisEventCaptured} or {@link io.lotledger.ingest.eventlog.MasterDataCaptured}. */
    public Object payload() {
        return payload;
    }

    /** What {@link EpcisEventCaptured} holds; a failure where no version of ours can read it. */
    public EpcisEvent event() {
        if (fault != null) throw fault;
        if (event == null) throw new IllegalStateException("position " + position + " holds no EPCIS event");
        return event;
    }
}

package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import org.jspecify.annotations.Nullable;

/** A log entry; its document is parsed once for all projections. */
public final class LoggedEvent {
    private final long position;
    private final Object payload;
    private final @Nullable EpcisEvent event;
    private final @Nullable RuntimeException failure;

    private LoggedEvent(long position, Object payload, @Nullable EpcisEvent event, @Nullable RuntimeException failure) {
        this.position = position;
        this.payload = payload;
        this.event = event;
        this.failure = failure;
    }

    /**
     * @param reader parses {@link EpcisEventCaptured#document()}; if it fails, {@link #event()} throws its exception
     */
    public static LoggedEvent read(long position, Object payload, DocumentParser reader) {
        if (payload instanceof UnreadableEntry unreadable)
            return new LoggedEvent(position, payload, null, unreadable.failure());
        if (!(payload instanceof EpcisEventCaptured captured)) return new LoggedEvent(position, payload, null, null);
        try {
            LoggedDocument logged = new LoggedDocument(position, captured.document(), captured.recordTime());
            return new LoggedEvent(position, payload, reader.read(logged), null);
        } catch (RuntimeException e) {
            return new LoggedEvent(position, payload, null, e);
        }
    }

    public long position() {
        return position;
    }

    /**
     * {@link EpcisEventCaptured} or {@link io.lotledger.ingest.eventlog.MasterDataCaptured}. Throws if the entry could
     * not be read.
     */
    public Object payload() {
        if (payload instanceof UnreadableEntry unreadable) throw unreadable.failure();
        return payload;
    }

    /** The payload, or the {@link UnreadableEntry} in its place. */
    Object entry() {
        return payload;
    }

    /**
     * The event of an {@link EpcisEventCaptured}. Throws the parser's exception if the document could not be parsed.
     */
    public EpcisEvent event() {
        if (failure != null) throw failure;
        if (event == null) throw new IllegalStateException("position " + position + " holds no EPCIS event");
        return event;
    }
}

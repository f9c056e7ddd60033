package io.lotledger.api.archive;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The log of one organisation, cut into parts. Memory holds one part and one run of the log. */
final class ArchiveParts {
    private static final int RUN = 1_000;

    private final LogReader log;
    private final UUID organisation;
    private final Function<UnreadableEntry, UUID> owner;
    private final long until;
    private final List<Long> unreadable = new ArrayList<>();
    private ArchivePart part = new ArchivePart();

    /**
     * @param owner of a damaged entry; {@link UnreadableEntry#ANY} if it no longer tells
     * @param until the log position of the last entry to read
     */
    ArchiveParts(LogReader log, UUID organisation, Function<UnreadableEntry, UUID> owner, long until) {
        this.log = log;
        this.organisation = organisation;
        this.owner = owner;
        this.until = until;
    }

    interface Receiver {
        void take(ArchivePart part) throws IOException;
    }

    /** Passes on each part as soon as it is full. */
    void each(Receiver receiver) throws IOException {
        for (long position = 0; position < until; ) {
            LogReader.Run run = log.read(position, Math.min(until, position + RUN));
            for (LogReader.Placed entry : run.entries()) {
                if (entry.payload() instanceof EpcisEventCaptured event && isOwn(event.organisation())) {
                    flushUnlessItTakes(event, receiver);
                    part.add(event);
                } else if (entry.payload() instanceof MasterDataCaptured element && isOwn(element.organisation())) {
                    flushUnlessItTakes(element, receiver);
                    part.add(element);
                } else if (entry.payload() instanceof UnreadableEntry damaged && mayBeOwn(damaged)) {
                    unreadable.add(entry.position());
                }
            }
            position = run.upTo();
        }
        if (!part.isEmpty()) receiver.take(part);
    }

    /** Positions of entries that cannot be read and that no part holds. */
    List<Long> unreadable() {
        return List.copyOf(unreadable);
    }

    private boolean mayBeOwn(UnreadableEntry entry) {
        UUID known = owner.apply(entry);
        return isOwn(known) || known.equals(UnreadableEntry.ANY);
    }

    private boolean isOwn(UUID owner) {
        return owner.equals(organisation);
    }

    private void flushUnlessItTakes(Object payload, Receiver receiver) throws IOException {
        if (part.takes(payload)) return;
        receiver.take(part);
        part = new ArchivePart();
    }
}

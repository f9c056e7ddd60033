package io.lotledger.ingest.eventlog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Looks up streams in the store that holds the log. */
public interface StreamLookup {

    /** The last entry of each stream that is not empty. */
    Map<UUID, LogEntry> of(Collection<UUID> streams);

    /** The last entries of each stream that is not empty, at most so many, in order. */
    default Map<UUID, List<LogEntry>> last(Collection<UUID> streams, int most) {
        throw new UnsupportedOperationException("this log looks up the last entry only");
    }

    /** Blocks other writers until the transaction ends, if the store supports it. */
    default void holdWriters() {}

    /** The record time of the last captured entry; {@code null} when there is none or the store does not provide it. */
    default @Nullable Instant lastRecordTime() {
        return null;
    }

    /** Appends immediately, in order, if the store does not join the caller's transaction. */
    default void append(List<? extends DomainEventMessage<?>> messages) {
        throw new UnsupportedOperationException("entries of this log are appended by its event store");
    }

    /** Rejects messages that exceed the store's size limit. */
    default void checkSizes(List<? extends DomainEventMessage<?>> messages) {}

    /** The messages as rows, if the store has rows. */
    default LogRows rows(List<? extends EventMessage<?>> messages) {
        throw new UnsupportedOperationException("this log has no rows");
    }
}

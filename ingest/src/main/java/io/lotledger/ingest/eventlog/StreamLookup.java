package io.lotledger.ingest.eventlog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Looks streams up in the store that keeps the log. */
public interface StreamLookup {

    /** The last entry of each stream that has one. */
    Map<UUID, LogEntry> of(Collection<UUID> streams);

    /** Lets no other writer append until the transaction ends, where the store can do that. */
    default void holdWriters() {}

    /** The record time of what was captured last; {@code null} when there is nothing, or the store does not tell. */
    default @Nullable Instant lastRecordTime() {
        return null;
    }

    /** Appends at once, in order, where the store does not join the caller's transaction. */
    default void append(List<? extends DomainEventMessage<?>> messages) {
        throw new UnsupportedOperationException("this log is appended to by its event store");
    }

    /** Refuses messages that are larger than the store takes. */
    default void checkSizes(List<? extends DomainEventMessage<?>> messages) {}

    /** Messages as rows, where the store has rows. */
    default LogRows rows(List<? extends EventMessage<?>> messages) {
        throw new UnsupportedOperationException("this log has no rows");
    }
}

package io.lotledger.ingest.eventlog;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Looks streams up in the store that keeps the log. */
interface LatestEntries {

    /** The last entry of each stream that has one. */
    Map<UUID, LogEntry> of(Collection<UUID> streams);

    /** Lets no other writer append until the transaction ends, where the store can do that. */
    default void holdWriters() {}
}

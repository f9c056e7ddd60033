package io.lotledger.ingest.eventlog;

import java.util.List;

/** Reads the captured entries of the log as the store holds them, in order. */
public interface StoredEntries {
    /** The position of the last entry, 0 when the log is empty. */
    long head();

    /**
     * Reads the captured entries after one position, up to and including another that is not beyond the head. A run of large
     * entries may end earlier; {@link Run#upTo} states where.
     */
    Run stored(long after, long until);

    /** @param upTo position up to which the log was read */
    record Run(long upTo, List<StoredEntry> entries) {
        public Run {
            entries = List.copyOf(entries);
        }
    }
}

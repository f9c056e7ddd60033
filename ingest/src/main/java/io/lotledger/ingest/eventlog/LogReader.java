package io.lotledger.ingest.eventlog;

import java.util.List;

/** Reads the whole log sequentially, in runs of consecutive entries. */
public interface LogReader {

    /**
     * The position of the last entry, 0 when the log is empty. Entries at or below it are readable and never change.
     */
    long head();

    /**
     * Reads the captured entries after one position, up to and including another that is not beyond the head. A run of
     * large entries may end earlier; {@link Run#upTo} states where.
     */
    Run read(long after, long until);

    /**
     * A section of the log without entries of other types.
     *
     * @param upTo position up to which the log was read; it may have no captured entry w
     */
    record Run(long upTo, List<Placed> entries) {
        public Run {
            entries = List.copyOf(entries);
        }
    }

    /** @param payload {@link EpcisEventCaptured}, {@link MasterDataCaptured} or {@link UnreadableEntry} */
    record Placed(long position, Object payload) {}
}

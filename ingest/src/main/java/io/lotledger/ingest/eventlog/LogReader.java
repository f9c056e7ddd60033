package io.lotledger.ingest.eventlog;

import java.util.List;

/** The log from end to end, in runs: for those who read all of it. */
public interface LogReader {

    /** The position of the last entry, 0 when there is none. All at or below it is there to be read, and never changes. */
    long head();

    /**
     * What was captured after one position, up to and at another that is not beyond the head. A run ends earlier where its
     * entries are large, and says so.
     */
    Run read(long after, long until);

    /**
     * A stretch of the log without the entries that are of another kind.
     *
     * @param upTo how far it was read; there may be no entry at that position
     */
    record Run(long upTo, List<Placed> entries) {
        public Run {
            entries = List.copyOf(entries);
        }
    }

    /** @param payload {@link EpcisEventCaptured} or {@link MasterDataCaptured} */
    record Placed(long position, Object payload) {}
}

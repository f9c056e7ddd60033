package io.lotledger.api.lots;

import io.lotledger.ingest.eventlog.LogReader;
import java.util.ArrayList;
import java.util.List;

/** A log that a test made, told in runs of the size it wants. */
record MadeLog(List<?> payloads, long firstPosition, int runSize) implements LogReader {

    @Override
    public long head() {
        return firstPosition + payloads.size() - 1;
    }

    @Override
    public Run read(long after, long until) {
        long upTo = Math.min(until, after + runSize);
        List<Placed> entries = new ArrayList<>();
        for (long position = Math.max(after + 1, firstPosition); position <= upTo; position++) {
            entries.add(new Placed(position, payloads.get((int) (position - firstPosition))));
        }
        return new Run(upTo, entries);
    }
}

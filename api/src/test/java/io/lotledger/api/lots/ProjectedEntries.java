package io.lotledger.api.lots;

import io.lotledger.ingest.eventlog.LogReader;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** All that a test has projected so far, as one log. */
final class ProjectedEntries implements LogReader {
    private final NavigableMap<Long, Object> entries = new ConcurrentSkipListMap<>();

    void add(MadeLog part) {
        for (int i = 0; i < part.payloads().size(); i++)
            entries.put(part.firstPosition() + i, part.payloads().get(i));
    }

    @Override
    public long head() {
        return entries.isEmpty() ? 0 : entries.lastKey();
    }

    @Override
    public Run read(long after, long until) {
        List<Placed> run = entries.subMap(after, false, until, true).entrySet().stream()
                .map(entry -> new Placed(entry.getKey(), entry.getValue()))
                .toList();
        return new Run(until, run);
    }
}

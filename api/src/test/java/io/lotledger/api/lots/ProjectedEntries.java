package io.lotledger.api.lots;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** All that a test has projected so far, as one log. */
final class ProjectedEntries implements LogReader, LoggedDocuments {
    private final NavigableMap<Long, Object> entries = new ConcurrentSkipListMap<>();

    void add(MadeLog part) {
        for (int i = 0; i < part.payloads().size(); i++)
            entries.put(part.firstPosition() + i, part.payloads().get(i));
    }

    void clear() {
        entries.clear();
    }

    @Override
    public long head() {
        return entries.isEmpty() ? 0 : entries.lastKey();
    }

    @Override
    public List<LoggedDocument> some(Collection<Long> positions) {
        return positions.stream()
                .flatMap(position -> entries.get(position) instanceof EpcisEventCaptured captured
                        ? Stream.of(new LoggedDocument(position, captured.document(), captured.recordTime()))
                        : Stream.empty())
                .toList();
    }

    @Override
    public Run read(long after, long until) {
        List<Placed> run = entries.subMap(after, false, until, true).entrySet().stream()
                .map(entry -> new Placed(entry.getKey(), entry.getValue()))
                .toList();
        return new Run(until, run);
    }
}

package io.lotledger.projections.processor;

import io.lotledger.ingest.eventlog.LogReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the log for several projections: each range is fetched and parsed once for all projections near it. Ranges are
 * cached in blocks of positions, so that projections that start at different positions soon share them.
 */
public final class SharedLogReader {
    /** Positions per block, and events per write batch. */
    public static final int BLOCK = 1_000;

    private static final int BLOCKS_KEPT = 6;

    private final LogReader log;
    private final DocumentParser reader;
    private final Map<Long, Block> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
            return size() > BLOCKS_KEPT;
        }
    };

    /** @param reader parses the document of a captured event */
    public SharedLogReader(LogReader log, DocumentParser reader) {
        this.log = log;
        this.reader = reader;
    }

    /** A range of the log; if there is nothing new, {@code upTo} is the requested position. */
    public record LogRange(long upTo, List<LoggedEvent> events) {}

    public long head() {
        return log.head();
    }

    public LoggedEvent read(long position, Object payload) {
        return LoggedEvent.read(position, payload, reader);
    }

    /** Reads on from a position: at most one block, and never beyond {@code limit}. */
    LogRange after(long position, long limit) {
        if (limit <= position) return new LogRange(position, List.of());
        long number = position / BLOCK;
        Block block;
        synchronized (blocks) {
            block = blocks.computeIfAbsent(number, n -> new Block(n * BLOCK));
        }
        return block.after(position, limit);
    }

    /** Reads a range without caching it; {@code until} must not be beyond the head. */
    public LogRange fetch(long after, long until) {
        LogReader.Run run = run(after, until);
        return new LogRange(run.upTo(), read(run));
    }

    /** Fetches a range without parsing it; empty if {@code until} is not beyond {@code after}. */
    public LogReader.Run run(long after, long until) {
        return until > after ? log.read(after, until) : new LogReader.Run(after, List.of());
    }

    public List<LoggedEvent> read(LogReader.Run run) {
        List<LoggedEvent> events = new ArrayList<>(run.entries().size());
        for (LogReader.Placed entry : run.entries()) events.add(read(entry.position(), entry.payload()));
        return events;
    }

    /** Cached positions {@code from + 1} to {@code from + BLOCK}, as far as they have been read. */
    private final class Block {
        private final long end;
        private long from;
        private long upTo;
        private List<LoggedEvent> events = List.of();

        Block(long from) {
            this.end = from + BLOCK;
            this.from = from;
            this.upTo = from;
        }

        synchronized LogRange after(long position, long limit) {
            if (position < from) return fetch(position, Math.min(limit, from));
            // serve cached events first: reading on may evict them
            if (upTo <= position && upTo < Math.min(end, limit)) readOn(position);
            if (upTo <= position) return new LogRange(position, List.of());
            long last = Math.min(upTo, limit);
            return new LogRange(
                    last,
                    events.stream()
                            .filter(event -> event.position() > position && event.position() <= last)
                            .toList());
        }

        /** Reads on to the end of the block. If the events are large, the earlier ones are evicted. */
        private void readOn(long position) {
            long until = Math.min(end, log.head());
            if (until <= position) return;
            if (upTo < position || events.isEmpty()) { // the gap was never requested
                from = position;
                upTo = position;
                events = List.of();
            }
            LogRange more = fetch(upTo, until);
            boolean large = more.upTo() < until;
            List<LoggedEvent> all = new ArrayList<>();
            if (large) from = upTo;
            else all.addAll(events);
            all.addAll(more.events());
            events = all;
            upTo = more.upTo();
        }
    }
}

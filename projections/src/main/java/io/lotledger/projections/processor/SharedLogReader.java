package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.LogReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The log as several projections read it side by side: each run of it is fetched and parsed once, for all that are near each
 * other. It is kept in blocks of positions, so that who starts anywhere soon reads the same runs as the others.
 */
public final class SharedLogReader {
    /** Positions per block: as many events as are written at once. */
    public static final int BLOCK = 1_000;

    private static final int BLOCKS_KEPT = 6;

    private final LogReader log;
    private final Function<String, EpcisEvent> reader;
    private final Map<Long, Block> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
            return size() > BLOCKS_KEPT;
        }
    };

    /** @param reader reads the document of a captured event */
    public SharedLogReader(LogReader log, Function<String, EpcisEvent> reader) {
        this.log = log;
        this.reader = reader;
    }

    /** A stretch of the log; {@code upTo} is the position asked after when there is nothing new. */
    public record Stretch(long upTo, List<LoggedEvent> events) {}

    public long head() {
        return log.head();
    }

    public LoggedEvent read(long position, Object payload) {
        return LoggedEvent.read(position, payload, reader);
    }

    /** What stands after a position, at most a block, and never beyond {@code limit}. */
    Stretch after(long position, long limit) {
        if (limit <= position) return new Stretch(position, List.of());
        long number = position / BLOCK;
        Block block;
        synchronized (blocks) {
            block = blocks.computeIfAbsent(number, n -> new Block(n * BLOCK));
        }
        return block.after(position, limit);
    }

    /** A run of the log that is not kept for others; {@code until} is not beyond the head. */
    public Stretch fetch(long after, long until) {
        LogReader.Run run = run(after, until);
        return new Stretch(run.upTo(), read(run));
    }

    /** The same, not parsed yet; empty where {@code until} is not beyond {@code after}. */
    public LogReader.Run run(long after, long until) {
        return until > after ? log.read(after, until) : new LogReader.Run(after, List.of());
    }

    public List<LoggedEvent> read(LogReader.Run run) {
        List<LoggedEvent> events = new ArrayList<>(run.entries().size());
        for (LogReader.Placed entry : run.entries()) events.add(read(entry.position(), entry.payload()));
        return events;
    }

    /** Positions {@code from + 1} to {@code from + BLOCK}, as far as they have been read. */
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

        synchronized Stretch after(long position, long limit) {
            if (position < from) return fetch(position, Math.min(limit, from));
            // what is kept is told first: reading on may let go of it
            if (upTo <= position && upTo < Math.min(end, limit)) readOn(position);
            if (upTo <= position) return new Stretch(position, List.of());
            long last = Math.min(upTo, limit);
            return new Stretch(
                    last,
                    events.stream()
                            .filter(event -> event.position() > position && event.position() <= last)
                            .toList());
        }

        /** What is asked for is kept; of large events, what came before is not. */
        private void readOn(long position) {
            long until = Math.min(end, log.head());
            if (until <= position) return;
            if (upTo < position || events.isEmpty()) { // nobody here has asked for what lies between
                from = position;
                upTo = position;
                events = List.of();
            }
            Stretch more = fetch(upTo, until);
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

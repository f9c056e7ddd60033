package io.lotledger.projections.subscription;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's one reading of the log for all subscriptions. Near the end of the log each event is fetched and parsed
 * once and kept for a while, within a budget. A reader that is far behind fetches for itself and displaces nothing.
 */
public final class EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    /** Log positions per reading. */
    public static final int SECTION = 500;
    /** Readers further behind the end than this read for themselves. */
    private static final long NEAR = 10_000;

    private static final long MAX_CHARACTERS = 16_000_000;
    private static final int MAX_SECTIONS = 2_000;

    private final LogReader log;
    /** By the position after which each begins; they do not overlap. */
    private final NavigableMap<Long, Section> sections = new TreeMap<>();

    /** Positions of unreadable entries that this node has logged. */
    private final Set<Long> reported = ConcurrentHashMap.newKeySet();

    private long characters;
    private long newest;

    public EventFeed(LogReader log) {
        this.log = log;
    }

    /**
     * An entry that cannot be read, so that it cannot be told which queries it matches.
     *
     * @param organisation as far as the entry still tells; otherwise that of nobody
     */
    public record Damaged(UUID organisation, long position) {}

    /**
     * A part of the log.
     *
     * @param upTo how far it was read
     * @param unreadable entries that are damaged, and no subscriber gets
     */
    public record Section(long after, long upTo, List<StoredEvent> events, List<Damaged> unreadable, long characters) {
        /** Of the events of an organisation. */
        List<Instant> recordTimes(UUID organisation) {
            return events.stream()
                    .filter(stored -> stored.organisation().equals(organisation))
                    .map(stored -> stored.event().recordTime())
                    .toList();
        }

        private Section from(long position, long limit) {
            if (position <= after && limit >= upTo) return this;
            List<StoredEvent> part = events.stream()
                    .filter(one ->
                            one.event().position() > position && one.event().position() <= limit)
                    .toList();
            return new Section(position, Math.min(upTo, limit), part, unreadable, 0);
        }
    }

    public long head() {
        return log.head();
    }

    /**
     * Reads on from a position.
     *
     * @param limit not beyond the end of the log
     */
    public Section after(long position, long limit) {
        if (limit <= position) return new Section(position, position, List.of(), List.of(), 0);
        synchronized (sections) {
            newest = Math.max(newest, limit);
            Map.Entry<Long, Section> before = sections.floorEntry(position);
            if (before != null && before.getValue().upTo() > position) {
                return before.getValue().from(position, limit);
            }
            if (position >= newest - NEAR) {
                Long next = sections.higherKey(position);
                Section read = read(position, next == null ? limit : Math.min(limit, next));
                if (read.unreadable().isEmpty()) keep(read); // once they are restored, subscribers get them
                return read;
            }
        }
        return read(position, limit);
    }

    private void keep(Section read) {
        sections.put(read.after(), read);
        characters += read.characters();
        while (sections.size() > 1 && (characters > MAX_CHARACTERS || sections.size() > MAX_SECTIONS)) {
            characters -= sections.pollFirstEntry().getValue().characters();
        }
    }

    private Section read(long after, long limit) {
        LogReader.Run run = log.read(after, Math.min(limit, after + SECTION));
        List<StoredEvent> events = new ArrayList<>(run.entries().size());
        List<Damaged> unreadable = new ArrayList<>();
        long size = 0;
        for (LogReader.Placed entry : run.entries()) {
            if (entry.payload() instanceof UnreadableEntry damaged) {
                unreadable.add(new Damaged(damaged.organisation(), entry.position()));
                report(entry.position(), damaged.failure());
            }
            if (!(entry.payload() instanceof EpcisEventCaptured captured)) continue;
            size += captured.document().length();
            try {
                QueriedEvent event = QueriedEvent.of(entry.position(), captured.document(), captured.recordTime());
                events.add(new StoredEvent(captured.organisation(), event));
            } catch (RuntimeException e) { // of the document, which the query index parks
                unreadable.add(new Damaged(captured.organisation(), entry.position()));
                report(entry.position(), e);
            }
        }
        return new Section(after, run.upTo(), List.copyOf(events), List.copyOf(unreadable), size);
    }

    /** Logs an entry once, though every reader that is behind reads it again. */
    private void report(long position, RuntimeException failure) {
        if (reported.add(position))
            LOG.error(
                    "the entry at log position {} cannot be read, and no subscriber gets it; their subscriptions name it",
                    position,
                    failure);
    }
}

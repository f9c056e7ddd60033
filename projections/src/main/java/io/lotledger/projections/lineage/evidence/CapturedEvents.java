package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.processor.DocumentParser;
import io.lotledger.projections.processor.RecentDocumentCache;
import io.lotledger.projections.processor.RecentDocumentCache.ParsedDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captured events by log position. */
public final class CapturedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(CapturedEvents.class);

    /** Events to read at once when the next may be beyond the limit. */
    private static final int FEW = 10;

    private final LoggedDocuments documents;
    private final DocumentParser reader;
    private final LongFunction<Optional<ParsedDocument>> recent;

    private CapturedEvents(
            LoggedDocuments documents, DocumentParser reader, LongFunction<Optional<ParsedDocument>> recent) {
        this.documents = documents;
        this.reader = reader;
        this.recent = recent;
    }

    /** Reads every document. */
    public static CapturedEvents asStored(LoggedDocuments documents, DocumentParser reader) {
        return new CapturedEvents(documents, reader, position -> Optional.empty());
    }

    /** Reads a document only if it is not in the cache. */
    public static CapturedEvents cached(LoggedDocuments documents, RecentDocumentCache cache) {
        return new CapturedEvents(documents, cache, cache::at);
    }

    /**
     * The events in the order of the positions.
     *
     * @throws DamagedEntryException if one of them cannot be read any more
     */
    public List<CapturedEvent> at(Collection<Long> positions) {
        return at(positions, Long.MAX_VALUE);
    }

    /** The first of the events, in the order of the positions, until their documents reach a limit; at least one. */
    public List<CapturedEvent> first(List<Long> positions, long mostBytes) {
        List<CapturedEvent> first = new ArrayList<>();
        long bytes = 0;
        for (int from = 0; from < positions.size(); from += FEW) {
            for (CapturedEvent event : at(positions.subList(from, Math.min(positions.size(), from + FEW)))) {
                if (bytes >= mostBytes) return first;
                first.add(event);
                bytes += event.document().length();
            }
        }
        return first;
    }

    /** The events by position. */
    public Map<Long, CapturedEvent> byPosition(Collection<Long> positions) {
        return at(positions).stream()
                .collect(Collectors.toMap(CapturedEvent::position, Function.identity(), (one, same) -> one));
    }

    /** The events by position, without damaged ones, which are logged: for lists that name much beside. */
    public Map<Long, CapturedEvent> readableByPosition(Collection<Long> positions) {
        List<Long> readable = new ArrayList<>(positions);
        while (true) {
            try {
                return byPosition(readable);
            } catch (DamagedEntryException e) {
                LOG.error("{}", e.getMessage());
                if (!readable.removeIf(position -> position == e.position())) throw e;
            }
        }
    }

    /**
     * The events in the order of the positions.
     *
     * @throws TraceTooLarge if the documents exceed {@code mostBytes}
     */
    public List<CapturedEvent> at(Collection<Long> positions, long mostBytes) {
        Collected collected = new Collected(mostBytes);
        List<Long> missing = new ArrayList<>();
        for (long position : positions) {
            recent.apply(position)
                    .ifPresentOrElse(
                            parsed -> collected.add(parsed.logged(), parsed.event()), () -> missing.add(position));
        }
        documents.each(missing, logged -> collected.add(logged, parsed(logged)));
        return positions.stream().map(collected::at).toList();
    }

    private EpcisEvent parsed(LoggedDocument logged) {
        try {
            return reader.read(logged);
        } catch (RuntimeException e) { // it was projected, so it could be parsed
            throw new DamagedEntryException(logged.position(), e);
        }
    }

    private static final class Collected {
        private final Map<Long, CapturedEvent> events = new HashMap<>();
        private final long mostBytes;
        private long bytes;

        Collected(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        void add(LoggedDocument logged, EpcisEvent event) {
            bytes += logged.document().length();
            if (bytes > mostBytes) throw TraceTooLarge.ofEvents(mostBytes);
            events.put(
                    logged.position(),
                    new CapturedEvent(logged.position(), event, logged.document(), logged.recordTime()));
        }

        CapturedEvent at(long position) {
            CapturedEvent event = events.get(position);
            if (event == null) throw new DamagedEntryException(position, null);
            return event;
        }
    }
}

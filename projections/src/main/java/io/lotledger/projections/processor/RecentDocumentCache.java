package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.LoggedDocument;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the documents of captured events and caches the results by log position. Every projection reads each event,
 * and CTEs of a lot are derived from all its events each time one is added. The least recently used document is evicted
 * first: events are read a few times soon after capture and rarely later.
 */
public final class RecentDocumentCache implements DocumentParser {
    /** Limit of the cached text; a parsed event takes several times the size of its document. */
    private static final long MAX_CHARACTERS = 8_000_000;

    private final DocumentParser reader;
    private final Map<Long, ParsedDocument> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /** @param reader the parser; its exceptions are rethrown and not cached */
    public RecentDocumentCache(DocumentParser reader) {
        this.reader = reader;
    }

    /** A document with the event that it holds. */
    public record ParsedDocument(LoggedDocument logged, EpcisEvent event) {}

    /** The document at a position, if it was read lately. */
    public Optional<ParsedDocument> at(long position) {
        return Optional.ofNullable(cached(position));
    }

    /** Parses a document unless the cached one of its position is equal. */
    @Override
    public EpcisEvent read(LoggedDocument logged) {
        ParsedDocument cached = cached(logged.position());
        if (cached != null && cached.logged().document().equals(logged.document())) return cached.event();
        EpcisEvent event = reader.read(logged); // two threads may parse the same document; neither waits for the other
        keep(new ParsedDocument(logged, event));
        return event;
    }

    private @Nullable ParsedDocument cached(long position) {
        synchronized (cache) {
            return cache.get(position);
        }
    }

    private void keep(ParsedDocument parsed) {
        synchronized (cache) {
            ParsedDocument replaced = cache.put(parsed.logged().position(), parsed);
            characters += length(parsed) - (replaced == null ? 0 : length(replaced));
            Iterator<ParsedDocument> eldest = cache.values().iterator();
            while (characters > MAX_CHARACTERS) {
                characters -= length(eldest.next());
                eldest.remove();
            }
        }
    }

    private static long length(ParsedDocument parsed) {
        return parsed.logged().document().length();
    }
}

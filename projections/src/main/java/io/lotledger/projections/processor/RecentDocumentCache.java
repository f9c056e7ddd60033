package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses the documents of captured events and caches the results. Every projection reads each event, and CTEs of a lot
 * are derived from all its events each time one is added. The least recently used document is evicted first: events are
 * read a few times soon after capture and rarely later.
 */
public final class RecentDocumentCache implements Function<String, EpcisEvent> {
    /** Limit of the cached text; a parsed event takes several times the size of its document. */
    private static final long MAX_CHARACTERS = 8_000_000;

    private final Function<String, EpcisEvent> reader;
    private final Map<String, EpcisEvent> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /** @param reader the parser; its exceptions are rethrown and not cached */
    public RecentDocumentCache(Function<String, EpcisEvent> reader) {
        this.reader = reader;
    }

    @Override
    public EpcisEvent apply(String document) {
        EpcisEvent cached = cached(document);
        if (cached != null) return cached;
        EpcisEvent event =
                reader.apply(document); // two threads may parse the same document; neither waits for the other
        keep(document, event);
        return event;
    }

    private @Nullable EpcisEvent cached(String document) {
        synchronized (cache) {
            return cache.get(document);
        }
    }

    private void keep(String document, EpcisEvent event) {
        synchronized (cache) {
            if (cache.put(document, event) == null) characters += document.length();
            Iterator<String> eldest = cache.keySet().iterator();
            while (characters > MAX_CHARACTERS) {
                characters -= eldest.next().length();
                eldest.remove();
            }
        }
    }
}

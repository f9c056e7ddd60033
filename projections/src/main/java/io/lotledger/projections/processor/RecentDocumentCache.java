package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of captured events, each once while it is asked for again and again: the log tells an event to every
 * projection, and what became of a lot is derived from all its events each time one more comes. The one asked for longest ago
 * goes first: an event is asked for a few times soon after it came, and then hardly ever.
 */
public final class RecentDocumentCache implements Function<String, EpcisEvent> {
    /** What was read of a document takes some times its size. */
    private static final long MOST_CHARACTERS = 8_000_000;

    private final Function<String, EpcisEvent> reader;
    private final Map<String, EpcisEvent> read = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /** @param reader what it throws is thrown, each time */
    public RecentDocumentCache(Function<String, EpcisEvent> reader) {
        this.reader = reader;
    }

    @Override
    public EpcisEvent apply(String document) {
        EpcisEvent known = known(document);
        if (known != null) return known;
        EpcisEvent event = reader.apply(document); // by two at once rather than one waiting for the other
        keep(document, event);
        return event;
    }

    private @Nullable EpcisEvent known(String document) {
        synchronized (read) {
            return read.get(document);
        }
    }

    private void keep(String document, EpcisEvent event) {
        synchronized (read) {
            if (read.put(document, event) == null) characters += document.length();
            Iterator<String> eldest = read.keySet().iterator();
            while (characters > MOST_CHARACTERS) {
                characters -= eldest.next().length();
                eldest.remove();
            }
        }
    }
}

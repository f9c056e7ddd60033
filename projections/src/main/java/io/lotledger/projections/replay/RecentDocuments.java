package io.lotledger.projections.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lotledger.ingest.epcis.EpcisEvent;
import java.util.function.Function;

/**
 * Reads the documents of captured events, each once while it is asked for again and again: the log tells an event to every
 * projection, and what became of a lot is derived from all its events each time one more comes.
 */
public final class RecentDocuments implements Function<String, EpcisEvent> {
    /** What was read of a document takes some times its size. */
    private static final long MOST_CHARACTERS = 4_000_000;

    private final Function<String, EpcisEvent> reader;
    private final Cache<String, EpcisEvent> read = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String document, EpcisEvent event) -> document.length())
            .executor(Runnable::run)
            .build();

    /** @param reader what it throws is thrown, each time */
    public RecentDocuments(Function<String, EpcisEvent> reader) {
        this.reader = reader;
    }

    @Override
    public EpcisEvent apply(String document) {
        return read.get(document, reader);
    }
}

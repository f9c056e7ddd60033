package io.lotledger.ingest.eventlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The documents of captured events by log position. Entries of the log never change, and neither do the documents. */
public interface LoggedDocuments {
    /** Limit for the documents of one statement. */
    int MOST_BYTES = 4 << 20;

    /** Limit for the positions of one statement. */
    int MOST_POSITIONS = 1_000;

    /**
     * Reads documents in any order until they reach {@link #MOST_BYTES}. Reads at least one if the log has any of them.
     *
     * @param positions at most {@link #MOST_POSITIONS}
     * @throws DamagedEntryException if one of those that it reads is damaged
     */
    List<LoggedDocument> some(Collection<Long> positions);

    /**
     * Passes on every document, in any order. Memory holds those of one statement at a time.
     *
     * @throws DamagedEntryException if an entry is damaged, or there is no captured event at one of the positions
     */
    default void each(Collection<Long> positions, Consumer<LoggedDocument> consumer) {
        List<Long> all = List.copyOf(positions);
        for (int from = 0; from < all.size(); from += MOST_POSITIONS) {
            Set<Long> missing = new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + MOST_POSITIONS)));
            while (!missing.isEmpty()) {
                List<LoggedDocument> read = some(new ArrayList<>(missing));
                if (read.isEmpty())
                    throw new DamagedEntryException(missing.iterator().next(), null);
                for (LoggedDocument document : read) {
                    if (missing.remove(document.position())) consumer.accept(document);
                }
            }
        }
    }
}

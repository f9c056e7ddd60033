package io.lotledger.ingest.capture.staging;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a log of an earlier version may hold an event. It is worked out when the event is staged, so that nothing has to be
 * read again while the writers wait.
 *
 * @param compactID the sender's eventID as sent, if it is a compact IRI; {@code null} if not
 * @param capitalID the URI of the sender's eventID, if it is a UUID with capital letters; {@code null} if not
 * @param declarations streams of the error declaration under its eventID, without its own; the likeliest first
 * @param asSent streams of the event, and of its declaration, under these other eventIDs
 */
public record EarlierForms(
        @Nullable String compactID, @Nullable String capitalID, List<UUID> declarations, Set<UUID> asSent) {
    /** None but the event's own. */
    public static final EarlierForms NONE = new EarlierForms(null, null, List.of(), Set.of());

    public EarlierForms {
        declarations = List.copyOf(declarations);
        asSent = Set.copyOf(asSent);
    }
}

package io.lotledger.ingest.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A captured entry whose stored payload is damaged. It stands in the log's runs in place of its payload, so that the entries
 * of others can be read. This does not cover an entry of an unknown type: a newer node wrote it, and the reader stops there
 * until this node is updated.
 *
 * @param organisation as far as the payload still tells; otherwise {@link #ANY}
 * @param id the event ID or the element's ID, as far as the payload still tells; otherwise the entry's stream
 */
public record UnreadableEntry(UUID organisation, String id, RuntimeException failure) {
    /** Stands for the organisation of an entry that no longer tells it: it may be any. */
    public static final UUID ANY = new UUID(0, 0);

    private static final Pattern ORGANISATION =
            Pattern.compile("\"organisation\" ?: ?\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");
    private static final Pattern ID = Pattern.compile("\"(?:eventID|id)\" ?: ?\"([^\"\\\\]+)\"");

    public static UnreadableEntry of(String stream, byte[] payload, RuntimeException failure) {
        String text = new String(payload, StandardCharsets.UTF_8);
        return new UnreadableEntry(
                first(ORGANISATION, text).map(UUID::fromString).orElse(ANY),
                first(ID, text).orElse(stream),
                failure);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}

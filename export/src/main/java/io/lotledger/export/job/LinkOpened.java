package io.lotledger.export.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A reader opened a part of the job by a link. A download of the workbook by a link is a {@link WorkbookDownloaded}.
 *
 * @param part {@code page}, {@code manifest}, {@code history} or {@code verification}
 */
public record LinkOpened(UUID jobId, String linkId, String part, Instant at) implements ExportJobEvent {
    private static final String READER = "link:";

    /** Stands for the unnamed reader in {@link #who}. No id of an API key has a colon. */
    public static String reader(String linkId) {
        return READER + linkId;
    }

    /** "the reader of link 7KqXm2", where {@link #who} of an event stands for that reader; empty for a key and for the server. */
    public static Optional<String> describe(String who) {
        return who.startsWith(READER)
                ? Optional.of("the reader of link " + who.substring(READER.length()))
                : Optional.empty();
    }

    @Override
    public String who() {
        return reader(linkId);
    }
}

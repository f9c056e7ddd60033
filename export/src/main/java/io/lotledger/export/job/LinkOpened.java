package io.lotledger.export.job;

import java.time.Instant;
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

    /** Whether {@link #who} of an event stands for the reader of a link. */
    public static boolean isReader(String who) {
        return who.startsWith(READER);
    }

    @Override
    public String who() {
        return reader(linkId);
    }
}

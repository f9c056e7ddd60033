package io.lotledger.export.lifecycle;

import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.LinkMade;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.job.LinkRevoked;
import io.lotledger.export.job.WorkbookDownloaded;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A link that opens one export to a reader without a key, folded from the events of its job.
 *
 * @param revocation null while it is not revoked
 * @param openings how often a part of the job was opened by it, without downloads
 * @param downloads how often the workbook was downloaded by it
 * @param lastUsedAt of the last opening or download
 */
public record RegulatorLink(
        LinkMade made,
        @Nullable LinkRevoked revocation,
        long openings,
        long downloads,
        @Nullable Instant lastUsedAt) {

    /** A job has at most this many links, revoked and expired ones included. */
    public static final int MOST_LINKS = 100;

    /** Openings and downloads of one link. */
    public static final int MOST_OPENINGS = 10_000;

    /** Whether a link opens its job. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED;

        /** The word of the HTTP contract: {@code active}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String id() {
        return made.linkId();
    }

    /** Whether it opens one part of the job more: each opening is an event of the job, so their number has a bound. */
    public boolean opens(Instant now) {
        return status(now) == Status.ACTIVE && openings + downloads < MOST_OPENINGS;
    }

    public Status status(Instant now) {
        if (revocation != null) return Status.REVOKED;
        return now.isBefore(made.expiresAt()) ? Status.ACTIVE : Status.EXPIRED;
    }

    /** The links of a job after {@code event}, in the order in which they were made. */
    static List<RegulatorLink> after(List<RegulatorLink> links, ExportJobEvent event) {
        if (event instanceof LinkMade made) {
            RegulatorLink link = new RegulatorLink(made, null, 0, 0, null);
            return Stream.concat(links.stream(), Stream.of(link)).toList();
        }
        return links.stream().map(link -> link.after(event)).toList();
    }

    private RegulatorLink after(ExportJobEvent event) {
        if (event instanceof LinkRevoked revoked && revoked.linkId().equals(id()))
            return new RegulatorLink(made, revoked, openings, downloads, lastUsedAt);
        if (event instanceof LinkOpened opened && opened.linkId().equals(id()))
            return new RegulatorLink(made, revocation, openings + 1, downloads, opened.at());
        if (event instanceof WorkbookDownloaded downloaded && downloaded.by().equals(LinkOpened.reader(id())))
            return new RegulatorLink(made, revocation, openings, downloads + 1, downloaded.at());
        return this;
    }
}

package io.lotledger.export.proof;

import io.lotledger.export.job.Maker;
import io.lotledger.export.workbook.WorkbookDifferences;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A delivered workbook against the one the log gives now, at the same position.
 *
 * @param message a sentence for people
 * @param storedFile whether the object in S3 has the sha256 that was recorded
 * @param manifest whether it is there and our key signed it
 * @param cells what the log's workbook shows otherwise than the delivered file; null where they are the same, or where one is not
 *     there to compare
 */
public record Verification(
        Verdict verdict,
        String message,
        Digests delivered,
        @Nullable Digests now,
        Stored storedFile,
        Stored manifest,
        Events events,
        @Nullable WorkbookDifferences cells) {

    public enum Verdict {
        /** Byte for byte. */
        IDENTICAL,
        /** The parts inside are equal; another Java runtime compresses them otherwise. */
        SAME_CONTENT,
        /** The same events, and another build that renders them otherwise. */
        RENDERED_OTHERWISE,
        /** Not the same events. */
        EVENTS_DIFFER,
        /** The same events and, as far as is known, the same build, and yet another content. */
        CONTENT_DIFFERS,
        /** The workbook cannot be made now. */
        NOT_MADE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the delivered workbook says what the log says. */
        public boolean isSame() {
            return this == IDENTICAL || this == SAME_CONTENT;
        }
    }

    public enum Stored {
        AS_RECORDED,
        DIFFERS,
        MISSING,
        /** Removed when its retention was over. */
        EXPIRED,
        /** Delivered before there were manifests. */
        NEVER_MADE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** That the objects are gone is as it should be. */
    public Verification afterRetention() {
        return new Verification(
                verdict, message, delivered, now, expired(storedFile), expired(manifest), events, cells);
    }

    private static Stored expired(Stored stored) {
        return stored == Stored.MISSING ? Stored.EXPIRED : stored;
    }

    public record Digests(String sha256, String contentSha256, Maker maker) {}

    /** Event ids: in the log's workbook and not in the delivered one, the other way round, and with another document. Empty where there is no manifest to compare with. */
    public record Events(List<String> added, List<String> removed, List<String> changed) {
        static final Events NONE = new Events(List.of(), List.of(), List.of());

        public Events {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }

        boolean differ() {
            return !added.isEmpty() || !removed.isEmpty() || !changed.isEmpty();
        }
    }
}

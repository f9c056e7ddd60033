package io.lotledger.export.proof;

import io.lotledger.export.job.Maker;
import io.lotledger.export.workbook.WorkbookDifferences;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares a delivered workbook with the one rendered now from the log at the same position.
 *
 * @param message a sentence for people
 * @param storedFile whether the object in S3 has the recorded SHA-256
 * @param manifest whether it exists and carries our signature
 * @param cells the cells that differ between the two; null when they are equal, or when one of them is not
 *     available
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
        /** The parts inside are equal, but another Java runtime compressed them differently. */
        SAME_CONTENT,
        /** The same events, rendered differently by another build. */
        RENDERED_OTHERWISE,
        /**
         * The log is read otherwise than under the rules of the delivery: by another build, or from tables that were filled anew. The log holds
         * unchanged what the workbook was drawn from.
         */
        READ_OTHERWISE,
        /** The events differ, and rules do not explain it. */
        EVENTS_DIFFER,
        /** The same events and, as far as is known, the same build, but different content. */
        CONTENT_DIFFERS,
        /** The workbook cannot be rendered now. */
        NOT_MADE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the delivered workbook matches the log. */
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
        /** The delivery is from before manifests. */
        NEVER_MADE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The objects were removed as expected. */
    public Verification afterRetention() {
        return new Verification(
                verdict, message, delivered, now, expired(storedFile), expired(manifest), events, cells);
    }

    private static Stored expired(Stored stored) {
        return stored == Stored.MISSING ? Stored.EXPIRED : stored;
    }

    public record Digests(String sha256, String contentSha256, Maker maker) {}

    /** Event ids that are only in the workbook rendered now, only in the delivered one, or in both with different documents. Empty without a manifest to compare with. */
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

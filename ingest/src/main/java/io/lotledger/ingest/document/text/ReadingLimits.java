package io.lotledger.ingest.document.text;

import java.nio.file.Path;

/**
 * Limits for reading a document.
 *
 * @param temporaryFiles directory for events that precede their document's context; the caller cleans it up
 */
public record ReadingLimits(Path temporaryFiles) {
    /**
     * Maximum characters of one event, header element or set of members; each value and element adds {@link #OVERHEAD}.
     */
    public static final int MAX_CHARACTERS = 16 << 20;

    /** Maximum characters of one text: a value or an XML attribute. */
    public static final int MAX_TEXT = 1 << 20;

    /** Characters counted for a value or element in addition to its text. */
    public static final int OVERHEAD = 50;

    /** Maximum number of violations of the document itself. */
    public static final int MAX_VIOLATIONS = 1_000;

    /** Uses the system's directory for temporary files. */
    public static final ReadingLimits DEFAULT = new ReadingLimits(Path.of(System.getProperty("java.io.tmpdir", ".")));
}

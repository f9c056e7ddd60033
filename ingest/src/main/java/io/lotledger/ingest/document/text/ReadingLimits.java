package io.lotledger.ingest.document.text;

import java.nio.file.Path;

/**
 * What reading a document may take beside the event it hands on.
 *
 * @param temporaryFiles where events wait on disk until the document says what their prefixes mean; ours to sweep
 */
public record ReadingLimits(Path temporaryFiles) {
    /** Characters of one event, header element or run of members, each value and element counted as {@link #MARKUP} more. */
    public static final int MOST = 16 << 20;

    /** Characters of one text: a value, or an attribute of XML. */
    public static final int MOST_OF_TEXT = 1 << 20;

    /** What a value or element takes beside its text. */
    public static final int MARKUP = 50;

    /** More faults of a document itself help nobody. */
    public static final int MOST_FAULTS = 1_000;

    /** In the system's directory for temporary files. */
    public static final ReadingLimits DEFAULT = new ReadingLimits(Path.of(System.getProperty("java.io.tmpdir", ".")));
}

package io.lotledger.intake.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A cell that is not empty.
 *
 * @param text what it holds, without surrounding white space: text as typed; a number in plain digits, with the leading
 *     zeros that its format shows; a date as {@code
 *     2026-11-27}
 * @param merged the merged cells that show the text; {@code null} if the cell is on its own
 */
public record SheetCell(String text, Kind kind, @Nullable MergedRange merged) {
    public SheetCell(String text, Kind kind) {
        this(text, kind, null);
    }

    /** How the file stores a cell. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** A whole number whose format shows so many digits at least, with zeros before it where it has fewer. */
        PADDED_NUMBER,
        /** A number that is formatted as a date. */
        DATE,
        /** {@code TRUE} or {@code FALSE}. */
        BOOLEAN,
        /** An error of the spreadsheet, such as {@code #N/A}. */
        ERROR
    }
}

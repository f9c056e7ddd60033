package io.lotledger.intake.sheet;

/**
 * A cell that is not empty.
 *
 * @param text what it holds, without surrounding white space: text as typed; a number in plain digits; a date as {@code
 *     2026-11-27}
 */
public record SheetCell(String text, Kind kind) {
    /** How the file stores a cell. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** A number that is formatted as a date. */
        DATE,
        /** An error of the spreadsheet, such as {@code #N/A}. */
        ERROR
    }
}

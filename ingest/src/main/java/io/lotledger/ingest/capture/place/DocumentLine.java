package io.lotledger.ingest.capture.place;

/**
 * One line of a document, or the part of a long one around a fault.
 *
 * @param line from 1
 * @param text without its line break
 * @param fromColumn column of the first character of {@code text}, from 1
 * @param length characters of the whole line
 */
public record DocumentLine(int line, String text, int fromColumn, int length) {
    /** Whether the text is the whole line. */
    public boolean isWhole() {
        return text.length() == length;
    }
}

package io.lotledger.ingest.capture.place;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads a text line by line and keeps the part of each line around a column, so that a line of any length fits in memory. */
final class LineReader {
    private final Reader in;
    private int pending = -2; // -2: nothing was read ahead
    private int line;

    LineReader(Reader in) {
        this.in = in;
    }

    /** The number of the last line read, from 1. */
    int line() {
        return line;
    }

    /** Skips the next line. Returns false at the end of the text. */
    boolean skip() throws IOException {
        return next(1, 0) != null;
    }

    /**
     * The next line, {@code null} at the end of the text.
     *
     * @param around column that the kept part is about
     * @param most characters of the part
     */
    @Nullable
    DocumentLine next(int around, int most) throws IOException {
        int c = read();
        if (c < 0) return null;
        line++;
        int from = Math.max(0, around - 1 - most / 2);
        StringBuilder kept = new StringBuilder();
        StringBuilder before = new StringBuilder();
        int length = 0;
        for (; c >= 0 && c != '\n' && c != '\r'; c = read()) {
            if (length < from && length < most) before.append((char) c);
            else if (length >= from && kept.length() < most) kept.append((char) c);
            length++;
        }
        if (c == '\r') {
            int following = read();
            if (following != '\n') pending = following;
        }
        if (length <= most) return new DocumentLine(line, before.append(kept).toString(), 1, length);
        return new DocumentLine(line, kept.toString(), from + 1, length);
    }

    private int read() throws IOException {
        if (pending == -2) return in.read();
        int c = pending;
        pending = -2;
        return c;
    }
}

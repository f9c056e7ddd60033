package io.lotledger.intake.x12;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes an X12 document on while its segments are short. The parser holds a data element in memory, so one without an
 * end must not reach it.
 */
final class SegmentLimit extends FilterInputStream {
    static final int MOST_BYTES = 1 << 16;

    private static final int TERMINATOR_AT = 105; // ISA has a fixed length

    private int at;
    private int terminator = '~';
    private int sinceTerminator;

    SegmentLimit(InputStream document) {
        super(document);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) count(read);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int i = 0; i < read; i++) count(buffer[offset + i] & 0xFF);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = 0;
        while (skipped < bytes && read() >= 0) skipped++;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** A later interchange may have another terminator; {@code ~} and a line feed are the usual ones. */
    private void count(int b) {
        if (at++ == TERMINATOR_AT) terminator = b;
        sinceTerminator = b == terminator || b == '~' || b == '\n' ? 0 : sinceTerminator + 1;
        if (sinceTerminator > MOST_BYTES) {
            String message = "a segment is longer than " + MOST_BYTES + " bytes; check that each segment ends with the"
                    + " terminator that ISA defines";
            throw new UnreadableDocumentException("byte " + at, "x12-envelope", message);
        }
    }
}

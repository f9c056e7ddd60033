package io.lotledger.intake.sheet;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Limits the characters of one record, which the parser holds in memory: a quote that is not closed spans the file. */
final class RecordLimit extends FilterReader {
    /** More than FDA's widest tab holds when every cell is full. */
    static final int MOST = 4 << 20;

    private int record = 1;
    private long characters;

    RecordLimit(Reader text) {
        super(text);
    }

    /** Begins the next record. */
    void next() {
        record++;
        characters = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) count(1);
        return read;
    }

    @Override
    public int read(char[] to, int start, int length) throws IOException {
        int read = super.read(to, start, length);
        if (read > 0) count(read);
        return read;
    }

    private void count(int read) {
        characters += read;
        if (characters > MOST) {
            throw new DocumentTooLargeException("The record " + record + " of the table has more than " + MOST
                    + " characters; check that every quote is closed");
        }
    }
}

package io.lotledger.ingest.document.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream owned by the caller: closing flushes it and leaves it open. */
public final class NonClosingOutputStream extends FilterOutputStream {
    public NonClosingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}

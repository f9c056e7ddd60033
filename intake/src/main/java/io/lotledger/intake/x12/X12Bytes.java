package io.lotledger.intake.x12;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of interchanges without what text editors, mail gateways and old systems add: a byte order mark and blank
 * lines before ISA, and the mark of the end of a file (SUB) after IEA.
 */
final class X12Bytes extends FilterInputStream {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int SUB = 0x1A;

    private @Nullable RuntimeException refused;

    X12Bytes(InputStream document) throws IOException {
        super(new BufferedInputStream(document));
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) in.reset();
        do in.mark(1);
        while (Character.isWhitespace(in.read()));
        in.reset();
    }

    /** Throws what the document threw when it was read, such as a limit: the parser takes it for a fault of the syntax. */
    void rethrow() {
        if (refused != null) throw refused;
    }

    @Override
    public int read() throws IOException {
        int read;
        try {
            read = in.read();
        } catch (RuntimeException e) {
            refused = e;
            throw e;
        }
        return read == SUB && isEnd() ? -1 : read;
    }

    @Override
    public int read(byte[] to, int start, int length) throws IOException {
        int read;
        try {
            read = in.read(to, start, length);
        } catch (RuntimeException e) {
            refused = e;
            throw e;
        }
        if (read <= 0 || to[start + read - 1] != SUB || !isEnd()) return read;
        return read == 1 ? -1 : read - 1;
    }

    private boolean isEnd() throws IOException {
        in.mark(1);
        if (in.read() < 0) return true;
        in.reset();
        return false;
    }
}

package io.lotledger.ingest.capture.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip to its end, with all its members, and refuses what follows them. The JDK ignores what follows, and also a
 * further member that has not arrived yet.
 */
final class WholeGzip extends GZIPInputStream {
    private static final int BUFFER_BYTES = 1 << 13;
    private static final int TRAILER_BYTES = 8;

    private final Sent sent;

    private WholeGzip(Sent sent) throws IOException {
        super(sent, BUFFER_BYTES);
        this.sent = sent;
    }

    static InputStream of(InputStream compressed) throws IOException {
        return new WholeGzip(new Sent(compressed));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && (sent.follows || inf.getRemaining() > TRAILER_BYTES))
            throw new ZipException("bytes follow its end");
        return count;
    }

    /** The JDK asks what is available only after a member, to learn whether another one follows. */
    private static final class Sent extends PushbackInputStream {
        private boolean follows;

        Sent(InputStream compressed) {
            super(compressed, 1);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            follows = next >= 0;
            if (!follows) return 0;
            unread(next);
            return 1;
        }
    }
}

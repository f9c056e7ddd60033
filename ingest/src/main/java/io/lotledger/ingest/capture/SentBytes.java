package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.UnreadableDocumentException;
import io.lotledger.ingest.document.Violation;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** A document's bytes as they arrive: decompressed, and no more of them than one capture takes. */
final class SentBytes extends FilterInputStream {
    private final ContentEncoding encoding;
    private final long most;
    private long read;

    private SentBytes(InputStream in, ContentEncoding encoding, long most) {
        super(in);
        this.encoding = encoding;
        this.most = most;
    }

    static InputStream of(InputStream body, ContentEncoding encoding, long most) {
        InputStream sent = new SentBytes(body, ContentEncoding.IDENTITY, most);
        return encoding == ContentEncoding.IDENTITY ? sent : new SentBytes(decoded(sent, encoding), encoding, most);
    }

    private static InputStream decoded(InputStream sent, ContentEncoding encoding) {
        try {
            return encoding == ContentEncoding.GZIP ? new GZIPInputStream(sent, 1 << 13) : inflated(sent);
        } catch (ZipException e) {
            throw malformed(encoding, e);
        } catch (IOException e) {
            throw unreadable("the upload broke off before the document began");
        }
    }

    /** RFC 9110 §8.4.1.2 means zlib's format; some senders leave its two bytes of header out. */
    private static InputStream inflated(InputStream sent) throws IOException {
        BufferedInputStream in = new BufferedInputStream(sent, 1 << 13);
        in.mark(2);
        int header = in.read() << 8 | in.read();
        in.reset();
        boolean zlib = (header >> 8 & 0x0F) == 8 && header % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib), 1 << 13);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            int count = super.read(to, offset, length);
            if (count > 0 && (read += count) > most) throw CaptureLimitExceededException.bytes(most);
            return count;
        } catch (ZipException e) {
            throw malformed(encoding, e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static UnreadableDocumentException malformed(ContentEncoding encoding, ZipException e) {
        return unreadable(
                "the body is not in the " + encoding.word() + " format its Content-Encoding names: " + e.getMessage());
    }

    private static UnreadableDocumentException unreadable(String message) {
        return new UnreadableDocumentException(List.of(new Violation("$", "content-encoding", message, null)));
    }
}

package io.lotledger.ingest.capture.receive;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.io.input.ProxyInputStream;
import org.jspecify.annotations.Nullable;

/** A document's bytes as they arrive: decompressed, and no more of them than one capture takes. */
public final class BoundedInput extends ProxyInputStream {
    /** What no document compresses to that says something: of our samples the best reaches 60. */
    static final int MOST_RATIO = 200;

    /** So much may come out of any body, however little went in. */
    static final long ANY_RATIO = 16 << 20;

    private final ContentEncoding encoding;
    private final long most;
    private final @Nullable BoundedInput compressed;
    private long read;

    private BoundedInput(InputStream in, ContentEncoding encoding, long most, @Nullable BoundedInput compressed) {
        super(in);
        this.encoding = encoding;
        this.most = most;
        this.compressed = compressed;
    }

    /** To be closed: what decompresses holds memory outside the heap. */
    public static InputStream of(InputStream body, ContentEncoding encoding, long most) {
        BoundedInput sent = new BoundedInput(body, ContentEncoding.IDENTITY, most, null);
        return encoding == ContentEncoding.IDENTITY
                ? sent
                : new BoundedInput(decoded(sent, encoding), encoding, most, sent);
    }

    private static InputStream decoded(BoundedInput sent, ContentEncoding encoding) {
        try {
            return encoding == ContentEncoding.GZIP ? new GZIPInputStream(sent, 1 << 13) : inflated(sent);
        } catch (ZipException e) {
            throw malformed(encoding, e);
        } catch (IOException e) {
            throw unreadable(
                    sent.read == 0 ? "The body is empty" : "the upload ended before the document began; send it again");
        }
    }

    /** RFC 9110 §8.4.1.2 means zlib's format; some senders leave its two bytes of header out. */
    private static InputStream inflated(InputStream sent) throws IOException {
        BufferedInputStream in = new BufferedInputStream(sent, 1 << 13);
        in.mark(2);
        int header = in.read() << 8 | in.read();
        in.reset();
        boolean zlib = (header >> 8 & 0x0F) == 8 && header % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib), 1 << 13) {
            @Override
            public void close() throws IOException {
                inf.end(); // Java ends only an inflater that it has made itself
                super.close();
            }
        };
    }

    @Override
    protected void afterRead(int count) {
        if (count > 0) read += count;
        if (read > most) throw CaptureLimitExceededException.bytes(most);
        if (compressed != null && read > ANY_RATIO && read > MOST_RATIO * compressed.read) {
            throw CaptureLimitExceededException.ratio(MOST_RATIO, ANY_RATIO);
        }
    }

    @Override
    protected void handleIOException(IOException e) throws IOException {
        if (e instanceof ZipException malformed) throw malformed(encoding, malformed);
        throw e;
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

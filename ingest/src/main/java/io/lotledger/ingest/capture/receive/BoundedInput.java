package io.lotledger.ingest.capture.receive;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.io.input.ProxyInputStream;
import org.jspecify.annotations.Nullable;

/** The decompressed bytes of a request body, limited to the size of one capture. */
public final class BoundedInput extends ProxyInputStream {
    /** Maximum compression ratio. Real documents stay below it: the best of our samples reaches 60. */
    static final int MAX_RATIO = 200;

    /** Decompressed size up to which any ratio is accepted. */
    static final long UNCHECKED_BYTES = 16 << 20;

    private final ContentEncoding encoding;
    private final long maxBytes;
    private final @Nullable BoundedInput compressed;
    private long read;

    private BoundedInput(InputStream in, ContentEncoding encoding, long maxBytes, @Nullable BoundedInput compressed) {
        super(in);
        this.encoding = encoding;
        this.maxBytes = maxBytes;
        this.compressed = compressed;
    }

    /** The caller closes the stream; a decompressor holds memory outside the heap. */
    public static InputStream of(InputStream body, ContentEncoding encoding, long maxBytes) {
        BoundedInput sent = new BoundedInput(body, ContentEncoding.IDENTITY, maxBytes, null);
        return encoding == ContentEncoding.IDENTITY
                ? sent
                : new BoundedInput(decoded(sent, encoding), encoding, maxBytes, sent);
    }

    private static InputStream decoded(BoundedInput sent, ContentEncoding encoding) {
        try {
            return encoding == ContentEncoding.GZIP ? WholeGzip.of(sent) : inflated(sent);
        } catch (ZipException e) {
            throw malformed(encoding, e);
        } catch (IOException e) {
            throw unreadable(
                    sent.read == 0 ? "The body is empty" : "the upload ended before the document began; send it again");
        }
    }

    /**
     * Expects the zlib format (RFC 9110 §8.4.1.2), and accepts raw deflate from senders that leave out the two header
     * bytes.
     */
    private static InputStream inflated(InputStream sent) throws IOException {
        BufferedInputStream in = new BufferedInputStream(sent, 1 << 13);
        in.mark(2);
        int header = in.read() << 8 | in.read();
        in.reset();
        boolean zlib = (header >> 8 & 0x0F) == 8 && header % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib), 1 << 13) {
            @Override
            public void close() throws IOException {
                inf.end(); // the JDK ends only an inflater that it created itself
                super.close();
            }
        };
    }

    @Override
    protected void afterRead(int count) {
        if (count > 0) read += count;
        if (read > maxBytes) throw CaptureLimitExceededException.bytes(maxBytes);
        if (compressed != null && read > UNCHECKED_BYTES && read > MAX_RATIO * compressed.read) {
            throw CaptureLimitExceededException.ratio(MAX_RATIO, UNCHECKED_BYTES);
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

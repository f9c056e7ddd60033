package io.lotledger.api.requests;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.capture.receive.BoundedInput;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.receive.ContentEncoding;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request whose body is read into memory, without its content coding: 413 beyond {@link #MOST} bytes, sent or decompressed, even
 * if {@code Content-Length} is missing or wrong.
 */
final class BoundedBody extends HttpServletRequestWrapper {
    /** Room for about forty thousand lot ids. */
    static final int MOST = 1 << 20;

    private final ContentEncoding encoding;
    private @Nullable ServletInputStream body;

    BoundedBody(HttpServletRequest request, ContentEncoding encoding) {
        super(request);
        this.encoding = encoding;
    }

    static ProblemException tooLarge() {
        return new ProblemException(
                413,
                "epcisException:CaptureLimitExceededException",
                "The body is too large",
                "The body has more than " + MOST + " bytes, the limit of this call; split the request",
                Map.of("body_limit", MOST));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) body = isDecoded() ? decoded(super.getInputStream()) : new Counted(super.getInputStream());
        return body;
    }

    private boolean isDecoded() {
        return encoding != ContentEncoding.IDENTITY;
    }

    private ServletInputStream decoded(InputStream sent) throws IOException {
        try (InputStream in = BoundedInput.of(sent, encoding, MOST)) {
            return new ArrivedBody(new ByteArrayInputStream(in.readAllBytes()));
        } catch (CaptureLimitExceededException e) {
            throw tooLarge();
        } catch (UnreadableDocumentException e) {
            throw malformed(e.violations().get(0).message());
        } catch (EOFException e) {
            throw malformed("the body ends before the end of its " + encoding.word() + " format");
        }
    }

    private ProblemException malformed(String fault) {
        return new ProblemException(
                400,
                "epcisException:ValidationException",
                "Malformed body",
                fault + "; compress the body again, or send it as it is without Content-Encoding",
                Map.of("header", HttpHeaders.CONTENT_ENCODING));
    }

    /** What the headers say of the sent body does not hold for the decoded one. */
    private boolean isHidden(String header) {
        return isDecoded()
                && (header.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)
                        || header.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH));
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        return Collections.enumeration(
                names.stream().filter(name -> !isHidden(name)).toList());
    }

    @Override
    public int getContentLength() {
        return isDecoded() ? -1 : super.getContentLength();
    }

    @Override
    public long getContentLengthLong() {
        return isDecoded() ? -1 : super.getContentLengthLong();
    }

    private static final class Counted extends ServletInputStream {
        private final ServletInputStream in;
        private int left = MOST;

        Counted(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next >= 0) count(1);
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = in.read(to, offset, length);
            if (count > 0) count(count);
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) throw tooLarge();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}

package io.lotledger.api.dashboard.captures;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.multipart.MultipartFile;

/** A form's file as the body of its request: it is then read as a document that is sent by itself. */
final class UploadedDocument extends HttpServletRequestWrapper {
    private final MultipartFile file;
    private final String contentType;

    UploadedDocument(HttpServletRequest form, MultipartFile file, String contentType) {
        super(form);
        this.file = file;
        this.contentType = contentType;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public long getContentLengthLong() {
        return file.getSize();
    }

    /** The form's own encoding is not the file's. */
    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING) ? null : super.getHeader(name);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Content(file.getInputStream());
    }

    private static final class Content extends ServletInputStream {
        private final InputStream in;
        private boolean isFinished;

        Content(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            isFinished |= next < 0;
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = in.read(to, offset, length);
            isFinished |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("a file is read by the thread of its request");
        }
    }
}

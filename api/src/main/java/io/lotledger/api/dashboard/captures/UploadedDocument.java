package io.lotledger.api.dashboard.captures;

import io.lotledger.api.requests.ArrivedBody;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
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
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)
                ? Collections.emptyEnumeration()
                : super.getHeaders(name);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new ArrivedBody(file.getInputStream());
    }
}

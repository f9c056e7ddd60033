package io.lotledger.api.requests;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.http.HttpHeaders;

/** The content codings that a request names: several headers are one list (RFC 9110 §5.3). */
public final class ContentCodings {
    private ContentCodings() {}

    /** Such as {@code gzip} or {@code gzip, deflate}; empty without any. */
    public static String of(HttpServletRequest request) {
        return String.join(", ", Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)));
    }
}

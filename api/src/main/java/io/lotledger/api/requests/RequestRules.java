package io.lotledger.api.requests;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.problem.UrlLimit;
import io.lotledger.ingest.capture.receive.ContentEncoding;
import io.lotledger.projections.query.resource.EventResource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Checks every request before any lookup: its {@code Host} is a host, its path has no {@code .} or {@code ..} segments, its query is
 * percent-encoded UTF-8, the handshake of a WebSocket has its key, and a body that is read into memory is in a
 * known content coding and within the limit.
 * Any other request is answered 4xx and names the fault.
 *
 * <p>A semicolon in a path is a character like any other. All that follow, security included, see it as {@code %3B}: Spring
 * would take it for the beginning of parameters and drop them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RequestRules extends OncePerRequestFilter {
    private static final List<String> DOCUMENTS = List.of(
            "/epcis/api/2.0/capture",
            "/epcis/api/2.0/events",
            "/epcis/api/2.0/event-hashes",
            "/epcis/api/2.0/validate",
            "/compliance/captures");
    private static final String API = "/epcis/api/2.0/";

    /** The place of a URI among the segments of a path; the first segment is empty. */
    private static final int URI_SEGMENT = 5;

    private static final Pattern FORM =
            Pattern.compile("\\s*(?:application/x-www-form-urlencoded|multipart/)", Pattern.CASE_INSENSITIVE);

    private static final String EVENT_PAGES = "/compliance/events/";
    private static final int EVENT_PAGE_SEGMENT = 3;

    private static final String HEALTH = "/actuator/health/";
    private static final List<String> HEALTH_GROUPS = List.of("liveness", "readiness");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ProblemException problem = problemOf(request);
        if (problem != null) {
            if (problem.status() == 415)
                response.setHeader(HttpHeaders.ACCEPT_ENCODING, String.join(", ", codings(request)));
            Problems.write(request, response, problem);
            return;
        }
        HttpServletRequest plain = request.getRequestURI().indexOf(';') < 0 ? request : new PlainSemicolons(request);
        chain.doFilter(
                isStreamed(plain) ? plain : new BoundedBody(plain, coding(plain).orElseThrow()), response);
    }

    /** The content coding of the body; empty for one that the call does not take. */
    private static Optional<ContentEncoding> coding(HttpServletRequest request) {
        return ContentEncoding.ofWord(ContentCodings.of(request))
                .filter(coding -> codings(request).contains(coding.word()));
    }

    /** The container reads the fields of forms itself, as they are sent. */
    private static List<String> codings(HttpServletRequest request) {
        String type = request.getContentType();
        boolean isForm = type != null && FORM.matcher(type).lookingAt();
        return isForm || !request.getRequestURI().startsWith(API)
                ? List.of("identity")
                : List.of("gzip", "deflate", "identity");
    }

    private static final class PlainSemicolons extends HttpServletRequestWrapper {
        PlainSemicolons(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return super.getRequestURI().replace(";", "%3B");
        }
    }

    /** Documents are read as a stream, with their own limits. */
    private static boolean isStreamed(HttpServletRequest request) {
        String path = request.getRequestURI();
        return DOCUMENTS.stream().anyMatch(path::startsWith)
                || request.getMethod().equals("GET");
    }

    private static @Nullable ProblemException problemOf(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host != null && !isHost(host)) {
            return malformed(
                    "The Host header '" + host + "' is not a host; send one such as lotledger.example:8080",
                    Map.of("header", "Host"));
        }
        String path = request.getRequestURI();
        if (path.startsWith(API + "queries/") && isHandshakeWithoutKey(request)) {
            return malformed(
                    "The WebSocket handshake lacks the header Sec-WebSocket-Key; send 16 random bytes in base64 (RFC 6455 §4.1)",
                    Map.of("header", "Sec-WebSocket-Key"));
        }
        String queryString = request.getQueryString();
        int length = path.length() + (queryString == null ? 0 : queryString.length());
        if (length > UrlLimit.MOST_CHARACTERS) return UrlLimit.exceeded("The URL", length);
        if (hasUnresolvedSegment(path)) {
            return malformed(
                    "The path has a segment '.' or '..', or an encoded slash; send the resolved path", Map.of());
        }
        if (request.getContentLengthLong() > BoundedBody.MOST && !isStreamed(request)) return BoundedBody.tooLarge();
        if (!isStreamed(request) && coding(request).isEmpty()) return encoded(request);
        if (isBelowUnknownHealth(path)) return ProblemException.notFound("There is no health component at " + path);
        return queryString == null ? null : problemOfQuery(queryString, Problems.statusOfParameters(path));
    }

    private static ProblemException encoded(HttpServletRequest request) {
        List<String> codings = codings(request);
        return new ProblemException(
                415,
                "epcisException:UnsupportedMediaTypeException",
                "Unsupported content encoding",
                "This call takes no Content-Encoding '" + ContentCodings.of(request) + "'; send "
                        + (codings.size() == 1 ? "" : "gzip, deflate or ") + "the body as it is, without that header",
                Map.of("accepted", codings));
    }

    private static boolean isHandshakeWithoutKey(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && request.getHeader("Sec-WebSocket-Key") == null;
    }

    /** The links of our answers begin with the {@code Host}. */
    private static boolean isHost(String header) {
        try {
            return new URI("http://" + header).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Only a URI may have an encoded slash in its segment: an event's id, or a value of a top-level resource. */
    private static boolean hasUnresolvedSegment(String path) {
        String[] segments = path.split("/");
        for (int i = 0; i < segments.length; i++) {
            String decoded = decoded(segments[i]);
            if (decoded == null) continue; // Tomcat refuses such a path itself
            String resolved = decoded(segments[i].replaceFirst(";.*", "")); // Tomcat resolves "..;x" as ".."
            if (".".equals(resolved) || "..".equals(resolved)) return true;
            boolean mayBeUri = (i == URI_SEGMENT && path.startsWith(API) && hasUriBelow(segments[i - 1]))
                    || (i == EVENT_PAGE_SEGMENT && path.startsWith(EVENT_PAGES));
            if (!mayBeUri && decoded.indexOf('/') >= 0) return true;
        }
        return false;
    }

    private static boolean hasUriBelow(String resource) {
        return resource.equals("events") || EventResource.ofPath(resource).isPresent();
    }

    /** Spring Boot answers 500 below a health component that does not exist. */
    private static boolean isBelowUnknownHealth(String path) {
        if (!path.startsWith(HEALTH)) return false;
        List<String> below = Arrays.stream(path.substring(HEALTH.length()).split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        return below.size() > 1 && !HEALTH_GROUPS.contains(below.get(0));
    }

    /** @param statusOfValues the status of a value that cannot be read */
    private static @Nullable ProblemException problemOfQuery(String query, int statusOfValues) {
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (name == null || name.isEmpty()) {
                return malformed("A query parameter has no name in percent-encoded UTF-8: '" + pair + "'", Map.of());
            }
            if (!name.codePoints().allMatch(RequestRules::isOfName)) {
                return malformed(
                        "The name of a query parameter has a control character or one that Unicode does not assign: '"
                                + pair + "'",
                        Map.of());
            }
            if (value == null) {
                return malformedValue(statusOfValues, name, "is not percent-encoded UTF-8: '" + pair + "'");
            }
            if (value.indexOf(0) >= 0) {
                return malformedValue(statusOfValues, name, "has a NUL character; send it without");
            }
        }
        return null;
    }

    /** Spring Security's firewall reads names late, and then refuses what this refuses. */
    private static boolean isOfName(int codePoint) {
        return Character.isDefined(codePoint) && !Character.isISOControl(codePoint);
    }

    /** {@code null} unless the text is percent-encoded UTF-8. */
    private static @Nullable String decoded(String encoded) {
        if (encoded.chars().allMatch(c -> c < 0x80 && c != '%')) return encoded;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c >= 0x80) return null;
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (i + 2 >= encoded.length()) return null;
            int high = Character.digit(encoded.charAt(i + 1), 16);
            int low = Character.digit(encoded.charAt(i + 2), 16);
            if (high < 0 || low < 0) return null;
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static ProblemException malformedValue(int status, String parameter, String fault) {
        return new ProblemException(
                status,
                "epcisException:ValidationException",
                status == 422 ? "Unprocessable parameter" : "Malformed request",
                "The value of the query parameter " + parameter + " " + fault,
                Map.of("parameter", parameter));
    }

    private static ProblemException malformed(String detail, Map<String, Object> members) {
        return new ProblemException(400, "epcisException:ValidationException", "Malformed request", detail, members);
    }
}

package io.lotledger.api.problem;

import io.lotledger.api.operations.RequestIds;
import io.lotledger.ingest.document.text.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details (RFC 9457), also from filters. */
public final class Problems {
    private static final String XML_NAMESPACE = "urn:ietf:rfc:7807";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Problems() {}

    /** Writes the problem's status and body in the format the client prefers, as a page to a browser at one. The caller sets other headers. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        boolean xml = XmlBody.isPreferred(request.getHeader("Accept"));
        boolean page = PlainPage.isAskedFor(request);
        byte[] body = page ? PlainPage.of(problem) : bytes(problem, xml);
        response.setStatus(problem.status());
        if (page) PlainPage.headers(response);
        else response.setContentType(mediaType(xml));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** One of the {@code errors} of a problem, or of the warnings of a job. */
    public static Map<String, Object> violation(Violation violation) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("path", violation.path());
        body.put("rule", violation.rule());
        body.put("message", violation.message());
        body.put("value", violation.value());
        return body;
    }

    /** The status of a parameter that is unknown or not valid, on this path. */
    public static int statusOfParameters(String path) {
        return KnownParameters.isOurs(path) ? 422 : 400;
    }

    static String mediaType(boolean xml) {
        return xml ? "application/problem+xml" : "application/problem+json";
    }

    /** The body as JSON, or as XML in the namespace of RFC 9457 appendix B, where each element of an array is an {@code i}. */
    static byte[] bytes(ProblemException problem, boolean xml) {
        Map<String, Object> body = body(problem);
        return xml ? XmlBody.of("problem", XML_NAMESPACE, body) : MAPPER.writeValueAsBytes(body);
    }

    /** The members of the body: {@code type}, {@code title}, {@code status} and {@code detail} first, the id of the request last. */
    public static Map<String, Object> body(ProblemException problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", problem.type());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", detail(problem));
        body.putAll(problem.members());
        RequestIds.current().ifPresent(id -> body.put("request_id", id));
        return body;
    }

    private static String detail(ProblemException problem) {
        @Nullable String detail = problem.getMessage();
        return detail == null ? problem.title() : detail;
    }

    /** The exception of EPCIS 2.0 §12 for a status, else {@code about:blank}. */
    static String typeOf(int status) {
        return switch (status) {
            case 400, 422 -> "epcisException:ValidationException";
            case 401, 403 -> "epcisException:SecurityException";
            case 404 -> "epcisException:NoSuchResourceException";
            case 406 -> "epcisException:NotAcceptableException";
            case 409 -> "epcisException:ResourceAlreadyExistsException";
            case 413 -> "epcisException:CaptureLimitExceededException";
            case 414 -> "epcisException:URITooLongException";
            case 415 -> "epcisException:UnsupportedMediaTypeException";
            default -> status >= 500 ? "epcisException:ImplementationException" : "about:blank";
        };
    }
}

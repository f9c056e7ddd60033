package io.lotledger.api.problem;

import io.lotledger.ingest.document.text.MemoryBusyException;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LogEntryTooLargeException;
import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import io.lotledger.ingest.eventlog.outage.SlowCommitException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers every error of a controller with {@code application/problem+json}, or {@code +xml} when the client prefers XML. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<byte[]> refused(ProblemException problem, HttpServletRequest request) {
        return problem(KnownParameters.onItsPath(request, problem));
    }

    private static ResponseEntity<byte[]> problem(ProblemException problem) {
        HttpHeaders headers = new HttpHeaders();
        if (problem.status() == 503) headers.set(HttpHeaders.RETRY_AFTER, ProblemException.RETRY_AFTER_SECONDS);
        return answer(problem, headers);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mistyped(MethodArgumentTypeMismatchException e) {
        @Nullable Class<?> type = e.getRequiredType();
        String expected = type == null ? " has another form" : " must be " + described(type);
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        String fault = e.getName() + expected + ", not '" + e.getValue() + "'";
        return answer(KnownParameters.refused(request, e.getName(), fault), new HttpHeaders());
    }

    private static String described(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) return "true or false";
        boolean isInt = type == int.class || type == Integer.class;
        boolean isWhole = isInt || type == long.class || type == Long.class;
        return isWhole
                ? "a whole number of at most " + (isInt ? Integer.MAX_VALUE : Long.MAX_VALUE)
                : "a " + type.getSimpleName();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException e) {
        return answer(400, "Bad request", BodyFault.describe(e.getMostSpecificCause()), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unsupported(HttpMediaTypeNotSupportedException e) {
        List<String> accepted =
                e.getSupportedMediaTypes().stream().map(MediaType::toString).toList();
        String detail = String.valueOf(e.getBody().getDetail()).replaceFirst("\\.$", "");
        return answer(
                new ProblemException(
                        415,
                        Problems.typeOf(415),
                        "Unsupported media type",
                        accepted.isEmpty() ? detail : detail + "; send " + String.join(" or ", accepted),
                        Map.of("accepted", accepted)),
                headers(e));
    }

    /** Tomcat throws it for a form in the body; {@code RequestRules} refuses malformed queries earlier. */
    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(InvalidParameterException e) {
        return answer(400, "Bad request", ErrorAnswers.FORM, new HttpHeaders());
    }

    /** Spring Security's firewall checks names and values when they are read, which is late. */
    @ExceptionHandler
    ResponseEntity<byte[]> rejected(RequestRejectedException e) {
        String detail =
                "A parameter name or a header holds a control character or another character that is not allowed";
        return answer(
                400, "Bad request", detail + "; percent-encode values, and leave it out of names", new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> denied(AccessDeniedException e) {
        return answer(403, "Forbidden", "The key does not have the role this needs", new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unknown(AuthenticationException e) {
        return answer(401, "Unauthorized", "A valid key is needed, in the header X-API-Key", new HttpHeaders());
    }

    /** The client has disconnected, so there is no answer. */
    @ExceptionHandler
    void disconnected(AsyncRequestNotUsableException e) {
        LOG.debug("the client disconnected: {}", e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notFound(NoResourceFoundException e, HttpServletRequest request) {
        return answer(ProblemException.nothingAt(request.getMethod(), request.getRequestURI()), new HttpHeaders());
    }

    /** Spring's own refusals carry a status and headers such as {@code Allow}; every other exception is our fault. */
    @ExceptionHandler
    ResponseEntity<byte[]> other(Throwable e, HttpServletRequest request, HttpServletResponse response)
            throws Throwable {
        if (response.isCommitted()) {
            LOG.error("{} {} broke off behind a part of its answer", request.getMethod(), request.getRequestURI(), e);
            throw e; // the container closes the connection, so the client sees that the answer is not whole
        }
        if (e instanceof ErrorResponse refused && !refused.getStatusCode().is5xxServerError()) {
            HttpStatusCode status = refused.getStatusCode();
            @Nullable String detail = refused.getBody().getDetail();
            @Nullable String title = refused.getBody().getTitle();
            return answer(
                    status.value(),
                    title == null ? status.toString() : title,
                    detail == null ? status.toString() : detail,
                    headers(refused));
        }
        if (DatabaseOutage.isBehind(e) || AxonServerFailures.isOfAxonServer(e)) return unavailable(e, request);
        UUID errorId = UUID.randomUUID();
        LOG.error("{} {} failed, error {}", request.getMethod(), request.getRequestURI(), errorId, e);
        String detail = "Something went wrong on our side; quote the error id when you ask about it";
        return answer(
                new ProblemException(
                        500, Problems.typeOf(500), "Internal error", detail, Map.of("error_id", errorId.toString())),
                new HttpHeaders());
    }

    /** Spring's {@code Allow} has the mapped methods. HEAD is answered where GET is, and OPTIONS on every path. */
    private static HttpHeaders headers(ErrorResponse refused) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(refused.getHeaders());
        Set<HttpMethod> allowed = new TreeSet<>(headers.getAllow());
        if (allowed.isEmpty()) return headers;
        if (allowed.contains(HttpMethod.GET)) allowed.add(HttpMethod.HEAD);
        allowed.add(HttpMethod.OPTIONS);
        headers.setAllow(allowed);
        return headers;
    }

    private static ResponseEntity<byte[]> unavailable(Throwable e, HttpServletRequest request) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.toString());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, ProblemException.RETRY_AFTER_SECONDS);
        return answer(ProblemException.unavailable(), headers);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> memoryBusy(MemoryBusyException e) {
        return problem(ProblemException.memoryBusy());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> diskShort(DiskShortException e) {
        return problem(ProblemException.diskShort(e));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> slowCommit(SlowCommitException e, HttpServletRequest request) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        return problem(ProblemException.slowCommit(e));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> damaged(DamagedEntryException e, HttpServletRequest request, HttpServletResponse response) {
        LOG.error("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        if (response.isCommitted()) throw e; // the container closes the connection, as above
        return problem(ProblemException.damaged(e));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooLarge(LogEntryTooLargeException e) {
        return answer(413, "Event too large", String.valueOf(e.getMessage()), new HttpHeaders());
    }

    private static ResponseEntity<byte[]> answer(int status, String title, String detail, HttpHeaders headers) {
        return answer(new ProblemException(status, Problems.typeOf(status), title, detail, Map.of()), headers);
    }

    private static ResponseEntity<byte[]> answer(ProblemException problem, HttpHeaders headers) {
        boolean xml = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && XmlBody.isPreferred(attributes.getRequest().getHeader(HttpHeaders.ACCEPT));
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.parseMediaType(Problems.mediaType(xml)))
                .body(Problems.bytes(problem, xml));
    }
}

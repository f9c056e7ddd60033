package io.lotledger.api.capture;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.job.BatchStatus;
import io.lotledger.ingest.capture.job.CaptureFilter;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code /capture} of EPCIS 2.0 §12.7. */
@RestController
@RequestMapping("/epcis/api/2.0/capture")
class CaptureController {
    static final String BEHAVIOUR = "GS1-Capture-Error-Behaviour";

    private static final int MOST_JOBS = 1000;

    private final DocumentCapture capture;
    private final CaptureHistory history;
    private final CaptureJobBody bodies;
    private final X12Acknowledgements acknowledgements;

    CaptureController(
            DocumentCapture capture,
            CaptureHistory history,
            CaptureJobBody bodies,
            X12Acknowledgements acknowledgements) {
        this.capture = capture;
        this.history = history;
        this.bodies = bodies;
        this.acknowledgements = acknowledgements;
    }

    /** 202 after the commit: an acknowledged document is durable. */
    @PostMapping
    ResponseEntity<?> post(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = BEHAVIOUR, required = false) @Nullable String behaviour,
            @RequestParam(required = false) @Nullable String profile,
            @RequestParam(required = false) @Nullable String replaces,
            @RequestParam(name = "left_out", required = false) @Nullable String leftOut,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DocumentCapture.Options options = new DocumentCapture.Options(
                behaviour(behaviour, request), profile, DocumentOptions.replacement(replaces, leftOut));
        if (X12Acknowledgements.isAskedFor(request)) {
            X12Acknowledgements.Acknowledgement acknowledgement =
                    acknowledgements.capture(caller, options, request, response);
            return ResponseEntity.accepted()
                    .location(location(request, acknowledgement.captureID()))
                    .contentType(X12Acknowledgements.TYPE)
                    .body(acknowledgement.text().getBytes(StandardCharsets.UTF_8));
        }
        AnswerFormat answer = AnswerFormat.of(request);
        Map<String, Object> job = capture.capture(caller, options, request, response);
        return body(ResponseEntity.accepted().location(location(request, job.get("captureID"))), answer, job);
    }

    private static URI location(HttpServletRequest request, @Nullable Object captureID) {
        return ServletUriComponentsBuilder.fromRequestUri(request)
                .pathSegment(String.valueOf(captureID))
                .build()
                .toUri();
    }

    @GetMapping("/{captureID}")
    ResponseEntity<?> job(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String captureID,
            @RequestParam(name = "from_event", defaultValue = "0") int fromEvent,
            @RequestParam(defaultValue = "" + CaptureResult.SHOWN) int perPage,
            HttpServletRequest request) {
        AnswerFormat answer = AnswerFormat.of(request);
        if (fromEvent < 0) throw tooSmall("from_event", 0, fromEvent);
        int limit = within(perPage, CaptureResult.SHOWN);
        return body(ResponseEntity.ok(), answer, bodies.whole(find(caller, captureID), fromEvent, limit));
    }

    private static ResponseEntity<?> body(
            ResponseEntity.BodyBuilder response, AnswerFormat answer, Map<String, Object> job) {
        response.contentType(answer.mediaType());
        return answer.isXml() ? response.body(CaptureJobXml.of(job)) : response.body(job);
    }

    @GetMapping
    ResponseEntity<?> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "30") int perPage,
            @RequestParam(required = false) @Nullable String nextPageToken,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String sender,
            HttpServletRequest request) {
        AnswerFormat answer = AnswerFormat.of(request);
        int limit = within(perPage, MOST_JOBS);
        CaptureJob after = nextPageToken == null ? null : page(caller, nextPageToken);
        CaptureFilter filter = new CaptureFilter(time("since", since), time("until", until), status(status), sender);
        CaptureHistory.Page page = history.page(caller, filter, after, limit);
        HttpHeaders headers = new HttpHeaders();
        if (page.hasMore())
            headers.add(HttpHeaders.LINK, next(request, page.jobs().get(limit - 1), limit));
        List<Map<String, Object>> body = bodies.brief(page.jobs());
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok().headers(headers).contentType(answer.mediaType());
        return answer.isXml() ? response.body(CaptureJobXml.of(body)) : response.body(body);
    }

    private static @Nullable Instant time(String parameter, @Nullable String text) {
        if (text == null) return null;
        try {
            return SentTime.parse(text);
        } catch (DateTimeException e) {
            throw bad(
                    parameter,
                    parameter + " must be a time with an offset, such as 2026-11-06T00:00:00Z, not '" + text + "'");
        }
    }

    private static @Nullable BatchStatus status(@Nullable String word) {
        if (word == null) return null;
        return BatchStatus.ofWord(word)
                .orElseThrow(() ->
                        bad("status", "status must be ACCEPTED, PARTIALLY_ACCEPTED or REJECTED, not '" + word + "'"));
    }

    private static ProblemException bad(String parameter, String detail) {
        return new ProblemException(
                400, "epcisException:ValidationException", "Bad request", detail, Map.of("parameter", parameter));
    }

    private CaptureJob find(Caller caller, String captureID) {
        return history.find(caller, captureID)
                .orElseThrow(() ->
                        ProblemException.notFound("No capture job '" + captureID + "'; list yours with GET /capture"));
    }

    private CaptureJob page(Caller caller, String token) {
        return history.find(caller, token)
                .orElseThrow(() -> new ProblemException(
                        400,
                        "epcisException:ValidationException",
                        "Bad request",
                        "Unknown nextPageToken; take it from the Link header of the page before",
                        Map.of("parameter", "nextPageToken")));
    }

    /** The next page, with the filters of this one. */
    private static String next(HttpServletRequest request, CaptureJob last, int perPage) {
        UriComponentsBuilder next = ServletUriComponentsBuilder.fromRequestUri(request);
        Map<String, String> filters = new LinkedHashMap<>();
        for (String name : List.of("since", "until", "status", "sender")) {
            String value = request.getParameter(name);
            if (value == null) continue;
            next.queryParam(name, "{" + name + "}");
            filters.put(name, value);
        }
        next.queryParam("perPage", perPage).queryParam("nextPageToken", last.captureID());
        return "<" + next.encode().buildAndExpand(filters).toUri() + ">; rel=\"next\"";
    }

    private static int within(int perPage, int most) {
        if (perPage < 1) throw tooSmall("perPage", 1, perPage);
        return Math.min(perPage, most);
    }

    private static ProblemException tooSmall(String parameter, int least, int sent) {
        return bad(parameter, parameter + " must be at least " + least + ", not " + sent);
    }

    /** @param word {@code null} for the usual behaviour of the document's format */
    static ErrorBehaviour behaviour(@Nullable String word, HttpServletRequest request) {
        if (word == null) return X12Acknowledgements.usual(request);
        return ErrorBehaviour.ofWord(word)
                .orElseThrow(() -> new ProblemException(
                        400,
                        "epcisException:ValidationException",
                        "Bad request",
                        "GS1-Capture-Error-Behaviour must be rollback or proceed, not '" + word + "'",
                        Map.of("allowed", List.of("rollback", "proceed"))));
    }
}

package io.lotledger.api.capture;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.events.EventQueryRequest;
import io.lotledger.api.paging.Gs1PageRequest;
import io.lotledger.api.paging.SignedPageTokens;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** {@code /capture} of EPCIS 2.0 §12.7. */
@RestController
@RequestMapping("/epcis/api/2.0/capture")
class CaptureController {
    static final String BEHAVIOUR = "GS1-Capture-Error-Behaviour";

    private final DocumentCapture capture;
    private final CaptureHistory history;
    private final CaptureJobBody bodies;
    private final X12Acknowledgements acknowledgements;
    private final SignedPageTokens tokens;

    CaptureController(
            DocumentCapture capture,
            CaptureHistory history,
            CaptureJobBody bodies,
            X12Acknowledgements acknowledgements,
            SignedPageTokens tokens) {
        this.capture = capture;
        this.history = history;
        this.bodies = bodies;
        this.acknowledgements = acknowledgements;
        this.tokens = tokens;
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
            @RequestParam(required = false) @Nullable String perPage,
            @RequestParam(required = false) @Nullable String nextPageToken,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String sender,
            HttpServletRequest request,
            HttpServletResponse response) {
        AnswerFormat answer = AnswerFormat.of(request);
        Gs1PageRequest asked = Gs1PageRequest.of(request);
        CaptureFilter filter = new CaptureFilter(time("since", since), time("until", until), status(status), sender);
        String list = EventQueryRequest.identity(request);
        CaptureJob after = asked.token()
                .map(token -> last(caller, tokens.read(caller.organisation(), list, token)))
                .orElse(null);
        CaptureHistory.Page page = history.page(caller, filter, after, asked.size());
        if (page.hasMore()) {
            String last = page.jobs().get(asked.size() - 1).captureID();
            Gs1PageRequest.announceNext(tokens.issue(caller.organisation(), list, last), request, response);
        }
        List<Map<String, Object>> body = bodies.brief(page.jobs());
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok().contentType(answer.mediaType());
        return answer.isXml() ? ok.body(CaptureJobXml.of(body)) : ok.body(body);
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
                400,
                "epcisException:QueryParameterException",
                "Bad query parameter",
                detail,
                Map.of("parameter", parameter));
    }

    private CaptureJob find(Caller caller, String captureID) {
        return history.find(caller, captureID)
                .orElseThrow(() ->
                        ProblemException.notFound("No capture job '" + captureID + "'; list yours with GET /capture"));
    }

    /** The last job of the page before. */
    private CaptureJob last(Caller caller, String captureID) {
        return history.find(caller, captureID)
                .orElseThrow(() -> bad(
                        "nextPageToken",
                        "nextPageToken continues after a capture job that your key does not see; begin without it"));
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

package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.CaptureJob;
import io.lotledger.ingest.capture.CaptureJobs;
import io.lotledger.ingest.capture.ErrorBehaviour;
import io.lotledger.ingest.document.UnreadableDocumentException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code /capture} of EPCIS 2.0 §12.7. */
@RestController
@RequestMapping("/epcis/api/2.0/capture")
class CaptureController {
    private static final List<String> ACCEPTED = List.of("application/json", "application/ld+json");
    private static final int MOST_JOBS = 1000;
    private static final int MOST_EVENTS = 1000;

    private final Capture capture;
    private final CaptureJobs jobs;
    private final CaptureJobBody bodies;

    CaptureController(Capture capture, CaptureJobs jobs, CaptureJobBody bodies) {
        this.capture = capture;
        this.jobs = jobs;
        this.bodies = bodies;
    }

    /** 202 once all is committed: what is acknowledged is kept. */
    @PostMapping
    ResponseEntity<Map<String, Object>> post(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = "GS1-Capture-Error-Behaviour", defaultValue = "rollback") String behaviour,
            HttpServletRequest request)
            throws IOException {
        requireJson(request);
        try {
            CaptureJob job = capture.json(caller.organisation(), behaviour(behaviour), request.getInputStream());
            URI location = ServletUriComponentsBuilder.fromRequestUri(request)
                    .pathSegment(job.captureID())
                    .build()
                    .toUri();
            return ResponseEntity.accepted().location(location).body(bodies.whole(job, 0, MOST_EVENTS));
        } catch (UnreadableDocumentException e) {
            throw new ProblemException(
                    400,
                    "epcisException:ValidationException",
                    "No EPCIS document",
                    "Nothing was captured: " + e.violations().get(0).message(),
                    Map.of(
                            "errors",
                            e.violations().stream()
                                    .map(CaptureJobBody::violation)
                                    .toList()));
        }
    }

    @GetMapping("/{captureID}")
    Map<String, Object> job(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String captureID,
            @RequestParam(name = "from_event", defaultValue = "0") int fromEvent,
            @RequestParam(defaultValue = "" + MOST_EVENTS) int perPage) {
        return bodies.whole(find(caller, captureID), Math.max(0, fromEvent), within(perPage, MOST_EVENTS));
    }

    @GetMapping
    ResponseEntity<List<Map<String, Object>>> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "30") int perPage,
            @RequestParam(required = false) @Nullable String nextPageToken) {
        int limit = within(perPage, MOST_JOBS);
        CaptureJob after = nextPageToken == null ? null : page(caller, nextPageToken);
        List<CaptureJob> found = jobs.page(caller.organisation(), after, limit + 1);
        List<CaptureJob> page = found.subList(0, Math.min(limit, found.size()));
        HttpHeaders headers = new HttpHeaders();
        if (found.size() > limit) headers.add(HttpHeaders.LINK, next(page.get(limit - 1), limit));
        return ResponseEntity.ok().headers(headers).body(bodies.brief(page));
    }

    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
                .allow(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS)
                .header("Accept-Post", String.join(", ", ACCEPTED))
                .header("GS1-EPCIS-Version", "2.0.0")
                .header("GS1-CBV-Version", "2.0.0")
                .build();
    }

    @RequestMapping(path = "/{captureID}", method = RequestMethod.OPTIONS)
    ResponseEntity<Void> optionsOfJob() {
        return ResponseEntity.noContent()
                .allow(HttpMethod.GET, HttpMethod.OPTIONS)
                .header("GS1-EPCIS-Version", "2.0.0")
                .header("GS1-CBV-Version", "2.0.0")
                .build();
    }

    private CaptureJob find(Caller caller, String captureID) {
        return jobs.find(caller.organisation(), captureID)
                .orElseThrow(() -> ProblemException.notFound("There is no capture job " + captureID));
    }

    private CaptureJob page(Caller caller, String token) {
        return jobs.find(caller.organisation(), token)
                .orElseThrow(() -> new ProblemException(
                        400,
                        "epcisException:ValidationException",
                        "Bad request",
                        "nextPageToken is not one we gave: take it from the Link header of the page before",
                        Map.of("parameter", "nextPageToken")));
    }

    private static String next(CaptureJob last, int perPage) {
        URI next = ServletUriComponentsBuilder.fromCurrentRequestUri()
                .queryParam("perPage", perPage)
                .queryParam("nextPageToken", last.captureID())
                .build()
                .toUri();
        return "<" + next + ">; rel=\"next\"";
    }

    private static int within(int asked, int most) {
        return Math.max(1, Math.min(asked, most));
    }

    private static ErrorBehaviour behaviour(String word) {
        return ErrorBehaviour.ofWord(word)
                .orElseThrow(() -> new ProblemException(
                        400,
                        "epcisException:ValidationException",
                        "Bad request",
                        "GS1-Capture-Error-Behaviour is rollback or proceed, not '" + word + "'",
                        Map.of("allowed", List.of("rollback", "proceed"))));
    }

    private static void requireJson(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("The body is not to be compressed, this one is '" + encoding + "'");
        }
        String sent = request.getContentType();
        if (sent == null || !isJson(sent)) {
            String what = sent == null ? "The document has no Content-Type" : "'" + sent + "' is not captured";
            throw unsupported(what + "; send application/json or application/ld+json");
        }
    }

    private static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return ACCEPTED.contains(type.getType() + "/" + type.getSubtype());
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(
                415,
                "epcisException:UnsupportedMediaTypeException",
                "Unsupported media type",
                detail,
                Map.of("accepted", ACCEPTED));
    }
}

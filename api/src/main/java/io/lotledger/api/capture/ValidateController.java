package io.lotledger.api.capture;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Replacement;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a capture of a document would answer and change. Stores nothing. */
@RestController
@RequestMapping("/epcis/api/2.0/validate")
class ValidateController {
    private final DocumentChecks checks;
    private final X12Acknowledgements acknowledgements;

    ValidateController(DocumentChecks checks, X12Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
        this.checks = checks;
    }

    @PostMapping
    ResponseEntity<?> post(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = CaptureController.BEHAVIOUR, required = false) @Nullable String behaviour,
            @RequestParam(required = false) @Nullable String profile,
            @RequestParam(required = false) @Nullable String replaces,
            @RequestParam(name = "left_out", required = false) @Nullable String leftOut,
            @RequestParam(name = "from_event", defaultValue = "0") int fromEvent,
            @RequestParam(name = "per_page", defaultValue = "" + CaptureResult.SHOWN) int perPage,
            @RequestParam(defaultValue = "false") String excerpts,
            @RequestParam(defaultValue = "true") String changes,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        atLeast("from_event", 0, fromEvent);
        atLeast("per_page", 1, perPage);
        ErrorBehaviour errorBehaviour = CaptureController.behaviour(behaviour, request);
        Replacement replacement = DocumentOptions.replacement(replaces, leftOut);
        if (X12Acknowledgements.isAskedFor(request)) {
            X12Acknowledgements.Acknowledgement acknowledgement = acknowledgements.check(
                    caller, new DocumentCapture.Options(errorBehaviour, profile, replacement), request, response);
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(X12Acknowledgements.TYPE)
                    .body(acknowledgement.text().getBytes(StandardCharsets.UTF_8));
        }
        MediaType answer = AnswerFormat.json(request);
        DocumentChecks.Options options = new DocumentChecks.Options(
                errorBehaviour,
                profile,
                replacement,
                fromEvent,
                Math.min(perPage, CaptureResult.SHOWN),
                isTrue("excerpts", excerpts),
                isTrue("changes", changes));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(answer)
                .body(checks.check(caller, options, request, response));
    }

    private static void atLeast(String parameter, int least, int sent) {
        if (sent >= least) return;
        throw ProblemException.unprocessable(
                parameter, parameter + " must be at least " + least + ", not " + sent, List.of());
    }

    private static boolean isTrue(String parameter, String word) {
        List<String> allowed = List.of("true", "false");
        if (!allowed.contains(word)) throw ProblemException.notOneOf(parameter, word, allowed);
        return word.equals("true");
    }
}

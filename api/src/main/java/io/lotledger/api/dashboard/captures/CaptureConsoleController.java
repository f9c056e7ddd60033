package io.lotledger.api.dashboard.captures;

import io.lotledger.api.capture.DocumentCapture;
import io.lotledger.api.capture.DocumentChecks;
import io.lotledger.api.dashboard.PageWords;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.intake.template.FdaTemplateFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The console: checks a document and captures it. Its script sends the document as the body of a request. */
@Controller
class CaptureConsoleController {
    static final int MOST_BYTES = 5 << 20;

    private final DocumentChecks checks;
    private final DocumentCapture capture;

    CaptureConsoleController(DocumentChecks checks, DocumentCapture capture) {
        this.checks = checks;
        this.capture = capture;
    }

    @GetMapping("/compliance/captures/new")
    String page(@RequestParam(required = false) @Nullable String from, Model model) {
        fill(model, CaptureFileController.FileForm.EMPTY);
        model.addAttribute("from", from == null || !from.matches("[0-9a-fA-F-]{36}") ? null : from);
        return "compliance/captures/new";
    }

    /** What the page needs, whoever answers with it. */
    static void fill(Model model, CaptureFileController.FileForm form) {
        String api = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/epcis/api/2.0";
        model.addAttribute("api", api);
        model.addAttribute("mostBytes", MOST_BYTES);
        model.addAttribute("form", form);
        model.addAttribute("templates", FdaTemplateFiles.words());
    }

    @PostMapping("/compliance/captures/check")
    ResponseEntity<?> check(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = "GS1-Capture-Error-Behaviour", defaultValue = "rollback") String behaviour,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answer(() -> checks.check(
                caller,
                new DocumentChecks.Options(
                        behaviour(behaviour, request), null, null, 0, CaptureResult.SHOWN, false, true),
                request,
                response));
    }

    @PostMapping("/compliance/captures")
    ResponseEntity<?> capture(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = "GS1-Capture-Error-Behaviour", defaultValue = "rollback") String behaviour,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answer(() -> capture.capture(
                caller, new DocumentCapture.Options(behaviour(behaviour, request), null, null), request, response));
    }

    private interface Answer {
        Map<String, Object> get() throws IOException;
    }

    /**
     * A refusal is JSON here, because a script reads it; elsewhere on the dashboard it is a page. What is wrong with the document
     * is what was asked: with another status than 200, the browser would log an error.
     */
    private static ResponseEntity<?> answer(Answer answer) throws IOException {
        try {
            return json(200, answer.get());
        } catch (ProblemException e) {
            return json(e.status() < 500 ? 200 : e.status(), Problems.body(e));
        }
    }

    /** The answer as the page says it: with what to do here in place of calls and parameters. */
    private static Object words(Object value) {
        if (value instanceof String text) return PageWords.of(text);
        if (value instanceof List<?> list)
            return list.stream().map(CaptureConsoleController::words).toList();
        if (!(value instanceof Map<?, ?> members)) return value;
        Map<Object, @Nullable Object> said = new LinkedHashMap<>();
        members.forEach((name, member) -> said.put(name, member == null ? null : words(member)));
        return said;
    }

    private static ResponseEntity<?> json(int status, Map<String, Object> body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(words(body));
    }

    private static ErrorBehaviour behaviour(String word, HttpServletRequest request) {
        if (request.getContentLengthLong() > MOST_BYTES)
            throw new ProblemException(
                    413,
                    "epcisException:CaptureLimitExceededException",
                    "The document is too large for this page",
                    "Nothing was stored. This page takes 5 MB; send a larger document with the curl line.",
                    Map.of());
        return ErrorBehaviour.ofWord(word)
                .orElseThrow(() -> new ProblemException(
                        400,
                        "epcisException:ValidationException",
                        "Bad request",
                        "GS1-Capture-Error-Behaviour must be rollback or proceed, not '" + word + "'",
                        Map.of()));
    }
}

package io.lotledger.api.dashboard.captures;

import io.lotledger.api.capture.DocumentCapture;
import io.lotledger.api.capture.DocumentChecks;
import io.lotledger.api.intake.FileMediaType;
import io.lotledger.api.intake.TemplateDownloads;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Replacement;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Checks and captures a file of a form, of any format that {@code POST /capture} takes, with script and without. */
@Controller
class CaptureFileController {
    private final DocumentChecks checks;
    private final DocumentCapture capture;

    CaptureFileController(DocumentChecks checks, DocumentCapture capture) {
        this.checks = checks;
        this.capture = capture;
    }

    /** @param part {@code true} when a script replaces a part of the page, which keeps the chosen file in the form */
    @PostMapping(path = "/compliance/captures/file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String file(
            @AuthenticationPrincipal Caller caller,
            @RequestParam MultipartFile document,
            @RequestParam(defaultValue = "check") String mode,
            @RequestParam(defaultValue = "false") boolean proceed,
            @RequestParam(defaultValue = "") String replaces,
            @RequestParam(name = "left_out", defaultValue = "keep") String leftOut,
            @RequestParam(defaultValue = "") String charset,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        FileForm form = new FileForm(mode, proceed, replaces.strip(), leftOut.equals("void"), charset);
        FaultPlace places = FaultPlace.DOCUMENT;
        FileAnswer answer;
        try {
            String contentType = contentType(document, form);
            places = FaultPlace.of(contentType);
            UploadedDocument sent = new UploadedDocument(request, document, contentType);
            Map<String, Object> checked = checks.check(caller, check(form), sent, response);
            if (form.isCapture() && !"REJECTED".equals(checked.get("batchStatus"))) {
                Map<String, Object> job = capture.capture(caller, capture(form), sent, response);
                return captured(Objects.toString(job.get("captureID")), part, response);
            }
            answer = FileAnswer.of(checked, places);
        } catch (ProblemException e) {
            if (e.status() >= 500) throw e;
            if (!part) response.setStatus(e.status()); // htmx shows an answer with status 200 only
            answer = FileAnswer.of(e, places);
        }
        model.addAttribute("answer", answer);
        if (part) return "compliance/captures/file :: answer";
        CaptureConsoleController.fill(model, form);
        return "compliance/captures/new";
    }

    private static String captured(String captureID, boolean part, HttpServletResponse response) {
        String page = "/compliance/captures/" + captureID;
        if (!part) return "redirect:" + page;
        response.setHeader("HX-Redirect", page);
        return "compliance/captures/file :: captured";
    }

    private static DocumentChecks.Options check(FileForm form) {
        return new DocumentChecks.Options(
                form.behaviour(), null, form.replacement(), 0, CaptureResult.SHOWN, false, true);
    }

    private static DocumentCapture.Options capture(FileForm form) {
        return new DocumentCapture.Options(form.behaviour(), null, form.replacement());
    }

    private static String contentType(MultipartFile document, FileForm form) throws IOException {
        if (document.isEmpty())
            throw refused(
                    422,
                    "There is nothing in the file",
                    "No file was chosen, or the chosen one is empty. Choose a file, then send the form again.");
        String name = Objects.requireNonNullElse(document.getOriginalFilename(), "");
        try (InputStream content = document.getInputStream()) {
            Optional<String> type =
                    FileMediaType.of(content.readNBytes(FileMediaType.HEAD), name, document.getContentType());
            return form.withCharset(
                    type.orElseThrow(
                            () -> refused(
                                    415,
                                    "This file has none of the formats that can be read",
                                    "Send a workbook (.xlsx), a tab of it as CSV, X12 (.edi, .x12), or an EPCIS document (.json, .xml).")));
        }
    }

    private static ProblemException refused(int status, String title, String detail) {
        return new ProblemException(status, "epcisException:ValidationException", title, detail, Map.of());
    }

    /** The address of an answer, opened again. */
    @GetMapping("/compliance/captures/file")
    String again() {
        return "redirect:/compliance/captures/new";
    }

    @GetMapping("/compliance/captures/templates/{cte}.xlsx")
    ResponseEntity<byte[]> workbook(@PathVariable String cte) {
        return TemplateDownloads.xlsx(cte);
    }

    @GetMapping("/compliance/captures/templates/{cte}.csv")
    ResponseEntity<byte[]> table(@PathVariable String cte) {
        return TemplateDownloads.csv(cte);
    }

    /**
     * What the form says beside its file.
     *
     * @param replaces id of the capture that the file corrects; empty for none
     * @param voidsLeftOut whether the events of that capture without a row in the file are declared in error
     * @param charset of a CSV file; empty for UTF-8
     */
    record FileForm(String mode, boolean proceed, String replaces, boolean voidsLeftOut, String charset) {
        static final FileForm EMPTY = new FileForm("check", false, "", false, "");

        public boolean isCapture() {
            return mode.equals("capture");
        }

        ErrorBehaviour behaviour() {
            return proceed ? ErrorBehaviour.PROCEED : ErrorBehaviour.ROLLBACK;
        }

        @Nullable
        Replacement replacement() {
            return replaces.isEmpty() ? null : new Replacement(replaces, voidsLeftOut);
        }

        String withCharset(String mediaType) {
            boolean isNamed = mediaType.equals("text/csv") && charset.equals("windows-1252");
            return isNamed ? mediaType + ";charset=" + charset : mediaType;
        }
    }
}

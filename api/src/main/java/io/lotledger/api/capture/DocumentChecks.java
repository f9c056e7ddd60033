package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.CaptureSettings;
import io.lotledger.ingest.capture.Replacement;
import io.lotledger.ingest.capture.SentDocument;
import io.lotledger.ingest.capture.SentFormat;
import io.lotledger.ingest.capture.job.CaptureVerdict;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.place.DocumentLine;
import io.lotledger.ingest.capture.place.FaultLocator;
import io.lotledger.ingest.capture.place.LocatedFaults;
import io.lotledger.ingest.capture.place.Place;
import io.lotledger.ingest.capture.receive.BoundedInput;
import io.lotledger.ingest.capture.receive.KeptBody;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Checks a document as a capture would, and says where its faults are. Stores nothing. */
@Component
public class DocumentChecks {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentChecks.class);

    private static final String NOTHING = "Nothing was stored";

    private final Capture capture;
    private final CaptureRequests requests;
    private final CaptureSenders senders;
    private final CheckChanges changes;
    private final DocumentOptions options;
    private final CaptureSettings settings;

    DocumentChecks(
            Capture capture,
            CaptureRequests requests,
            CaptureSenders senders,
            CheckChanges changes,
            DocumentOptions options) {
        this.options = options;
        this.capture = capture;
        this.requests = requests;
        this.senders = senders;
        this.changes = changes;
        this.settings = capture.settings();
    }

    /**
     * What the answer shows beside the verdict.
     *
     * @param profile the partner whose profile to read with; {@code null} for none
     * @param replaces what a partner's corrected file would replace; {@code null} for nothing
     * @param fromEvent index of the first event whose outcome is shown
     * @param perPage number of outcomes shown
     * @param withLines whether to return up to 40 lines around each fault
     * @param withChanges whether to work out new lots and findings
     */
    public record Options(
            ErrorBehaviour behaviour,
            @Nullable String profile,
            @Nullable Replacement replaces,
            int fromEvent,
            int perPage,
            boolean withLines,
            boolean withChanges) {}

    /**
     * The answer as JSON members. Members that a capture job has too have the same names and values.
     *
     * @throws ProblemException as {@code POST /capture} answers a document that it cannot read, with the places of its faults
     */
    public Map<String, Object> check(
            Caller caller, Options asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        return requests.read(
                CaptureRequests.Accepted.ALL,
                request,
                response,
                NOTHING,
                sent -> check(
                        caller,
                        asked,
                        options.applied(caller, asked.profile(), asked.replaces(), asked.behaviour(), sent)));
    }

    private Map<String, Object> check(Caller caller, Options asked, SentDocument sent) {
        try (KeptBody body = KeptBody.of(sent.body(), settings.maxBytes(), settings.spoolDirectory())) {
            FaultLocator locator = new FaultLocator(
                    sent.format().epcis().orElse(null),
                    sent.charset(),
                    () -> BoundedInput.of(body.open(), sent.encoding(), settings.maxBytes()));
            FaultCollector faults = new FaultCollector(asked.fromEvent(), asked.perPage());
            CaptureVerdict verdict;
            try {
                SentDocument again =
                        new SentDocument(sent.format(), sent.encoding(), sent.charset(), body.open(), sent.replaces());
                verdict = capture.check(caller.organisation(), senders.of(caller), asked.behaviour(), again, faults);
            } catch (UnreadableDocumentException e) {
                throw unreadable(sent.format(), e, locator, asked);
            }
            Map<String, Object> answer = answer(verdict, faults, locator, asked);
            if (asked.withChanges()) answer.put("changes", changes(caller, verdict, faults));
            return answer;
        } catch (IOException e) {
            LOG.warn("a document cannot be kept while it is checked", e);
            throw ProblemException.noRoom();
        }
    }

    private Map<String, Object> changes(Caller caller, CaptureVerdict verdict, FaultCollector faults) {
        boolean isAll = faults.added().size() == verdict.counts().accepted()
                && faults.described().size() == verdict.counts().masterData();
        return changes.of(caller.organisation(), faults.added(), faults.described(), isAll);
    }

    private static Map<String, Object> answer(
            CaptureVerdict verdict, FaultCollector collected, FaultLocator locator, Options options)
            throws IOException {
        List<Violation> errors = new ArrayList<>(verdict.masterDataErrors());
        errors.addAll(collected.ownErrors());
        Map<String, Object> body = CaptureJobBody.verdict(verdict, errors, collected.page(), options.perPage());
        verdict.masterDataErrors().forEach(error -> collected.add(true, error));
        verdict.masterDataWarnings().forEach(warning -> collected.add(false, warning));
        List<Violation> violations =
                collected.faults().stream().map(FaultCollector.Fault::violation).toList();
        LocatedFaults located = locator.locate(violations, options.withLines());
        body.put("stored", false);
        body.put("error_count", collected.errors());
        body.put("warning_count", collected.warnings());
        body.put(
                "faults",
                collected.faults().stream()
                        .map(fault -> place(fault.body(), fault.violation(), located))
                        .toList());
        int more = collected.errors() + collected.warnings() - violations.size();
        if (more > 0) body.put("more_faults", more);
        if (options.withLines()) lines(body, located);
        return body;
    }

    private static ProblemException unreadable(
            SentFormat format, UnreadableDocumentException e, FaultLocator locator, Options options)
            throws IOException {
        LocatedFaults located = locator.locate(e.violations(), options.withLines());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(
                "errors",
                e.violations().stream()
                        .map(one -> {
                            Map<String, Object> error = Problems.violation(one);
                            error.put("expected", RuleGuide.expected(one).orElse(null));
                            return place(error, one, located);
                        })
                        .toList());
        if (options.withLines()) lines(members, located);
        return CaptureRequests.unreadable(format, NOTHING, e, members);
    }

    private static Map<String, Object> place(Map<String, Object> body, Violation violation, LocatedFaults located) {
        Place place = located.of(violation.path()).orElse(null);
        body.put("line", place == null ? null : place.line());
        body.put("column", place == null ? null : place.column());
        body.put("length", place == null ? null : place.length());
        return body;
    }

    private static void lines(Map<String, Object> body, LocatedFaults located) {
        body.put("lines", located.lines().stream().map(DocumentChecks::line).toList());
        if (located.isCut()) body.put("more_lines", true);
    }

    private static Map<String, Object> line(DocumentLine line) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("line", line.line());
        body.put("text", line.text());
        if (!line.isWhole()) {
            body.put("from_column", line.fromColumn());
            body.put("line_length", line.length());
        }
        return body;
    }
}

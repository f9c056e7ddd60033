package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.SentDocument;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Captures the document of a request. */
@Component
public class DocumentCapture {
    private final Capture capture;
    private final CaptureRequests requests;
    private final CaptureSenders senders;
    private final CaptureJobBody bodies;

    DocumentCapture(Capture capture, CaptureRequests requests, CaptureSenders senders, CaptureJobBody bodies) {
        this.capture = capture;
        this.requests = requests;
        this.senders = senders;
        this.bodies = bodies;
    }

    /**
     * Returns after the commit: an acknowledged document is durable.
     *
     * @param replaces id of the capture that a partner's corrected file replaces
     * @return the job as JSON members
     * @throws ProblemException when the document cannot be read or exceeds a limit; nothing is stored
     */
    public Map<String, Object> capture(
            Caller caller,
            ErrorBehaviour behaviour,
            @Nullable String replaces,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        CaptureResult captured = requests.read(
                CaptureRequests.Accepted.ALL,
                request,
                response,
                sent -> capture.document(
                        caller.organisation(), senders.of(caller), behaviour, replacing(sent, replaces)));
        return bodies.whole(captured);
    }

    /** An EPCIS document corrects its events itself, with error declarations. */
    private static SentDocument replacing(SentDocument sent, @Nullable String replaces) {
        if (replaces == null || sent.format().epcis().isEmpty()) return sent.replacing(replaces);
        throw new ProblemException(
                400,
                "epcisException:ValidationException",
                "Bad request",
                "replaces is for spreadsheets and other formats of partners; an EPCIS document corrects an event with an"
                        + " errorDeclaration",
                Map.of("parameter", "replaces"));
    }
}

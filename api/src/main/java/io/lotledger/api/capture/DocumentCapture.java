package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
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
    private final NamedProfiles profiles;

    DocumentCapture(
            Capture capture,
            CaptureRequests requests,
            CaptureSenders senders,
            CaptureJobBody bodies,
            NamedProfiles profiles) {
        this.profiles = profiles;
        this.capture = capture;
        this.requests = requests;
        this.senders = senders;
        this.bodies = bodies;
    }

    /**
     * Returns after the commit: an acknowledged document is durable.
     *
     * @param profile the partner whose profile to read with; {@code null} for none
     * @return the job as JSON members
     * @throws ProblemException when the document cannot be read or exceeds a limit; nothing is stored
     */
    public Map<String, Object> capture(
            Caller caller,
            ErrorBehaviour behaviour,
            @Nullable String profile,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        CaptureResult captured = requests.read(
                CaptureRequests.Accepted.ALL,
                request,
                response,
                sent -> capture.document(
                        caller.organisation(),
                        senders.of(caller),
                        behaviour,
                        profiles.read(caller, profile, sent)));
        return bodies.whole(captured);
    }
}

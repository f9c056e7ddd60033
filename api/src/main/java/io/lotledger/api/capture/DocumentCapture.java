package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.Replacement;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import io.lotledger.ingest.eventlog.outage.SlowCommitException;
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
    private final DocumentOptions options;

    DocumentCapture(
            Capture capture,
            CaptureRequests requests,
            CaptureSenders senders,
            CaptureJobBody bodies,
            DocumentOptions options) {
        this.options = options;
        this.capture = capture;
        this.requests = requests;
        this.senders = senders;
        this.bodies = bodies;
    }

    /**
     * What a request says beside its document.
     *
     * @param profile the partner whose profile to read with; {@code null} for none
     * @param replaces what a partner's corrected file replaces; {@code null} for nothing
     */
    public record Options(
            ErrorBehaviour behaviour,
            @Nullable String profile,
            @Nullable Replacement replaces) {}

    /**
     * Returns after the commit: an acknowledged document is durable.
     *
     * @return the job as JSON members
     * @throws ProblemException when the document cannot be read or exceeds a limit, or the disk is short; nothing is stored. Also
     *     when the commit takes too long; the document may then be stored
     */
    public Map<String, Object> capture(
            Caller caller, Options sentWith, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            CaptureResult captured = requests.read(
                    CaptureRequests.Accepted.ALL,
                    request,
                    response,
                    sent -> capture.document(
                            caller.organisation(),
                            senders.of(caller),
                            sentWith.behaviour(),
                            options.applied(
                                    caller, sentWith.profile(), sentWith.replaces(), sentWith.behaviour(), sent)));
            return bodies.whole(captured);
        } catch (DiskShortException e) {
            throw ProblemException.diskShort(e);
        } catch (SlowCommitException e) {
            throw ProblemException.slowCommit(e);
        }
    }
}

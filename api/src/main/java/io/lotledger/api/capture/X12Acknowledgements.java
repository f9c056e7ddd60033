package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.SentDocument;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.intake.x12.FunctionalAcknowledgement;
import io.lotledger.intake.x12.ReadSet;
import io.lotledger.intake.x12.SetVerdict;
import io.lotledger.intake.x12.X12Place;
import io.lotledger.intake.x12.notice.X12Format;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers X12 with X12: a functional acknowledgement (997) with the verdict of the capture. */
@Component
class X12Acknowledgements {
    static final MediaType TYPE = MediaType.parseMediaType(X12Format.MEDIA_TYPE);

    private final Capture capture;
    private final CaptureRequests requests;
    private final CaptureSenders senders;
    private final CaptureHistory history;
    private final DocumentOptions options;
    private final Clock clock;

    X12Acknowledgements(
            Capture capture,
            CaptureRequests requests,
            CaptureSenders senders,
            CaptureHistory history,
            DocumentOptions options,
            Clock clock) {
        this.capture = capture;
        this.requests = requests;
        this.senders = senders;
        this.history = history;
        this.options = options;
        this.clock = clock;
    }

    /** @param captureID {@code null} after a check */
    record Acknowledgement(@Nullable String captureID, String text) {}

    /** Whether the request asks for a 997: its Accept names the type itself, and before all others. */
    static boolean isAskedFor(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) return false;
        try {
            List<MediaType> accepted = new ArrayList<>(MediaType.parseMediaTypes(accept));
            accepted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
            return !accepted.isEmpty() && isX12(accepted.get(0));
        } catch (InvalidMediaTypeException e) {
            return false; // answered as any other unreadable Accept
        }
    }

    /**
     * What one faulty part of a document does to the others, where the request does not say. X12 acknowledges each
     * transaction set by itself, so that of an interchange with a faulty set the others are captured.
     */
    static ErrorBehaviour usual(HttpServletRequest request) {
        String type = request.getContentType();
        try {
            return type != null && isX12(MediaType.parseMediaType(type))
                    ? ErrorBehaviour.PROCEED
                    : ErrorBehaviour.ROLLBACK;
        } catch (InvalidMediaTypeException e) {
            return ErrorBehaviour.ROLLBACK;
        }
    }

    private static boolean isX12(MediaType type) {
        return type.getType().equals(TYPE.getType()) && type.getSubtype().equals(TYPE.getSubtype());
    }

    /** Captures the document. Returns after the commit. */
    Acknowledgement capture(
            Caller caller, DocumentCapture.Options sentWith, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return requests.read(CaptureRequests.Accepted.ALL, request, response, sent -> {
            List<ReadSet> sets = new ArrayList<>();
            SentDocument heard = heard(sent, sets);
            CaptureResult result = capture.document(
                    caller.organisation(), senders.of(caller), sentWith.behaviour(), applied(caller, sentWith, heard));
            return new Acknowledgement(result.job().captureID(), text(sets, outcomes(result)));
        });
    }

    /** Says what {@link #capture} would, and stores nothing. */
    Acknowledgement check(
            Caller caller, DocumentCapture.Options sentWith, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return requests.read(CaptureRequests.Accepted.ALL, request, response, "Nothing was stored", sent -> {
            List<ReadSet> sets = new ArrayList<>();
            SetOutcomes decided = new SetOutcomes();
            SentDocument heard = applied(caller, sentWith, heard(sent, sets));
            capture.check(
                    caller.organisation(),
                    senders.of(caller),
                    sentWith.behaviour(),
                    heard,
                    (outcomes, entries) -> decided.add(outcomes));
            return new Acknowledgement(null, text(sets, decided));
        });
    }

    private SentDocument applied(Caller caller, DocumentCapture.Options sentWith, SentDocument sent) {
        return options.applied(caller, sentWith.profile(), sentWith.replaces(), sentWith.behaviour(), sent);
    }

    private static SentDocument heard(SentDocument sent, List<ReadSet> sets) {
        if (!(sent.format() instanceof X12Format x12)) {
            throw notAcceptable("A functional acknowledgement answers X12 only");
        }
        return sent.in(x12.listenedToBy(sets::add));
    }

    private static ProblemException notAcceptable(String why) {
        return new ProblemException(
                406,
                "epcisException:NotAcceptableException",
                "Not acceptable",
                why + "; send Accept: application/json. Nothing was done",
                Map.of("offered", List.of(MediaType.APPLICATION_JSON_VALUE)));
    }

    private SetOutcomes outcomes(CaptureResult result) {
        SetOutcomes outcomes = new SetOutcomes();
        if (result.isComplete()) {
            outcomes.add(result.firstEvents());
            return outcomes;
        }
        CaptureJob job = result.job();
        for (int from = 0; from < job.counts().total(); from += CaptureResult.SHOWN) {
            outcomes.add(history.events(job, from, CaptureResult.SHOWN));
        }
        return outcomes;
    }

    private String text(List<ReadSet> sets, SetOutcomes outcomes) {
        return FunctionalAcknowledgement.of(sets, outcomes::verdict, clock.instant());
    }

    /** How many of each set's events are in the log. Events name their set in their places. */
    private static final class SetOutcomes {
        private final Map<String, int[]> refusedAndCaptured = new HashMap<>();

        void add(List<EventOutcome> outcomes) {
            for (EventOutcome outcome : outcomes) {
                String place = outcome.place() == null ? "" : outcome.place();
                boolean isCaptured = outcome.status() != EventOutcome.Status.REJECTED;
                // the event of a faulty set has no segment: the set's faults are its verdict
                X12Place.setOf(place).ifPresent(set -> count(set, isCaptured));
            }
        }

        private void count(String set, boolean isCaptured) {
            refusedAndCaptured.computeIfAbsent(set, one -> new int[2])[isCaptured ? 1 : 0]++;
        }

        SetVerdict verdict(ReadSet set) {
            if (!set.errors().isEmpty()) return SetVerdict.REJECTED;
            int[] events = refusedAndCaptured.getOrDefault(set.label(), new int[2]);
            if (events[0] == 0) return set.noted().isEmpty() ? SetVerdict.ACCEPTED : SetVerdict.ACCEPTED_WITH_FAULTS;
            return events[1] == 0 ? SetVerdict.REJECTED : SetVerdict.PARTLY_ACCEPTED;
        }
    }
}

package io.lotledger.api.capture;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.events.EventFormats;
import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.EventCapture;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.ingest.document.json.JsonEvents;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.index.ErrorDeclarations;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.index.EventPositions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Captures and returns single events: {@code /events} of EPCIS 2.0 §12. */
@RestController
@RequestMapping("/epcis/api/2.0/events")
class EventsController {
    private static final String QUERY = "SimpleEventQuery";

    private final Capture capture;
    private final CaptureRequests requests;
    private final CaptureSenders senders;
    private final CaptureVisibility visibility;
    private final EventLog log;
    private final ErrorDeclarations declarations;
    private final EventFormats formats;
    private final IndexCoverage coverage;
    private final EventPositions positions;
    private final Clock clock;

    EventsController(
            Capture capture,
            CaptureRequests requests,
            CaptureSenders senders,
            CaptureVisibility visibility,
            EventLog log,
            ErrorDeclarations declarations,
            EventFormats formats,
            IndexCoverage coverage,
            EventPositions positions,
            Clock clock) {
        this.capture = capture;
        this.requests = requests;
        this.senders = senders;
        this.visibility = visibility;
        this.log = log;
        this.declarations = declarations;
        this.formats = formats;
        this.coverage = coverage;
        this.positions = positions;
        this.clock = clock;
    }

    /** 201 with the stored event once it is committed, and its warnings in headers; 409 when its id exists, even with the same content. */
    @PostMapping
    ResponseEntity<byte[]> post(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AnswerFormat answer = AnswerFormat.of(request); // before anything is captured
        EventCapture result = requests.read(
                CaptureRequests.Accepted.EPCIS,
                request,
                response,
                sent -> capture.event(caller.organisation(), senders.of(caller), sent));
        if (result instanceof EventCapture.Accepted accepted) {
            HttpHeaders headers = new HttpHeaders();
            headers.add(HttpHeaders.LINK, "<" + api() + "/capture/" + accepted.captureID() + ">; rel=\"status\"");
            WarningHeaders.add(headers, accepted.warnings());
            return ResponseEntity.created(location(accepted.eventID()))
                    .headers(headers)
                    .contentType(answer.mediaType())
                    .body(created(answer, accepted.event()));
        }
        if (result instanceof EventCapture.Exists exists) throw exists(exists);
        throw refused((EventCapture.Refused) result);
    }

    /** In XML, which has no form for one event by itself, the document that GET answers. */
    private byte[] created(AnswerFormat answer, KeptEvent event) {
        if (!answer.isXml()) return JsonEvents.bare(event).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        EpcisDocuments.write(answer.format(), QUERY, List.of(event), clock.instant(), body);
        return body.toByteArray();
    }

    /** The event and its acknowledged error declarations; the path holds the percent-encoded id. */
    @GetMapping("/{eventID}")
    ResponseEntity<byte[]> get(
            @AuthenticationPrincipal Caller caller, @PathVariable String eventID, HttpServletRequest request)
            throws InterruptedException {
        AnswerFormat answer = AnswerFormat.of(request);
        DocumentFormat format = answer.format();
        Representation representation = formats.requested(caller, request);
        // the log has the event, and the index its declarations
        long position = coverage.of(EventIndexProjection.NAME, "event index").position();
        List<KeptEvent> events = find(caller, eventID);
        if (events.isEmpty())
            throw ProblemException.notFound("No event of your organisation has the eventID '" + eventID
                    + "'. GET /epcis/api/2.0/events lists them");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            EpcisDocuments.write(format, QUERY, events, clock.instant(), representation, body);
        } catch (RuntimeException e) { // the entry can be read, and the document in it cannot
            throw new DamagedEntryException(position(caller, eventID, events, e), e);
        }
        return ResponseEntity.ok()
                .headers(EventFormats.headers(representation, format))
                .header(IndexCoverage.POSITION, Long.toString(position))
                .contentType(answer.mediaType())
                .body(body.toByteArray());
    }

    /**
     * Of the first of the event's entries whose document cannot be read: the event, or a declaration of it.
     *
     * @param fault thrown again if each can be
     */
    private long position(Caller caller, String eventID, List<KeptEvent> events, RuntimeException fault) {
        List<Long> stored = positions.of(caller.organisation(), eventID);
        if (stored.isEmpty()) stored = positions.of(caller.organisation(), CanonicalUri.eventID(eventID));
        for (int i = 0; i < Math.min(events.size(), stored.size()); i++)
            if (!isReadable(events.get(i).document())) return stored.get(i);
        throw fault;
    }

    private static boolean isReadable(String document) {
        try {
            EventJson.read(document);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Also empty when the key may not read the event. */
    private List<KeptEvent> find(Caller caller, String eventID) {
        List<KeptEvent> events = findSpelled(caller, eventID);
        return events.isEmpty() ? findSpelled(caller, CanonicalUri.eventID(eventID)) : events;
    }

    private List<KeptEvent> findSpelled(Caller caller, String eventID) {
        List<KeptEvent> events = new ArrayList<>();
        Optional<EpcisEventCaptured> captured =
                log.find(caller.organisation(), eventID).filter(event -> visibility.sees(caller, event));
        captured.ifPresent(event -> events.add(new KeptEvent(event.document(), event.recordTime())));
        declarations.of(caller.organisation(), eventID).stream()
                .filter(declared -> captured.isPresent() || visibility.sees(caller, declared.position()))
                .forEach(declared -> events.add(declared.declaration()));
        return events;
    }

    private static URI location(String eventID) {
        String encoded = URLEncoder.encode(eventID, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(api() + "/events/" + encoded);
    }

    private static String api() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/epcis/api/2.0";
    }

    private static ProblemException exists(EventCapture.Exists exists) {
        String sent = exists.isDeclaration() ? "This declaration" : "This event";
        String detail = exists.same()
                ? sent + " is already stored with identical content"
                : exists.isDeclaration()
                        ? "This declaration is already stored with other content. A declaration repeats its event as it was"
                        : "Another event has this eventID. To correct that event, send an error declaration; otherwise use a new eventID";
        return new ProblemException(
                409,
                "epcisException:ResourceAlreadyExistsException",
                "The event exists",
                detail,
                Map.of(
                        "eventID", exists.eventID(),
                        "same_content", exists.same(),
                        "location", location(exists.eventID()).toString()));
    }

    private static ProblemException refused(EventCapture.Refused refused) {
        return new ProblemException(
                400,
                "epcisException:ValidationException",
                "The event breaks rules",
                "Nothing was captured: " + refused.errors().get(0).message(),
                Map.of(
                        "errors",
                        refused.errors().stream().map(Problems::violation).toList(),
                        "warnings",
                        refused.warnings().stream().map(Problems::violation).toList()));
    }
}

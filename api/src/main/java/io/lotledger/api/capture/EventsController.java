package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.XmlBody;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.EventCapture;
import io.lotledger.ingest.document.DocumentFormat;
import io.lotledger.ingest.document.KeptEvent;
import io.lotledger.ingest.document.Representation;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.index.ErrorDeclarations;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One event in, one event out: {@code /events} of EPCIS 2.0 §12. */
@RestController
@RequestMapping("/epcis/api/2.0/events")
class EventsController {
    private final Capture capture;
    private final CaptureRequests requests;
    private final EventLog log;
    private final ErrorDeclarations declarations;
    private final EventFormats formats;
    private final Clock clock;

    EventsController(
            Capture capture,
            CaptureRequests requests,
            EventLog log,
            ErrorDeclarations declarations,
            EventFormats formats,
            Clock clock) {
        this.capture = capture;
        this.requests = requests;
        this.log = log;
        this.declarations = declarations;
        this.formats = formats;
        this.clock = clock;
    }

    /** 201 with the event as it is kept once it is committed, its warnings in headers; 409 where its id is taken, be it by the very same event. */
    @PostMapping
    ResponseEntity<byte[]> post(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EventCapture result = requests.read(request, response, sent -> capture.event(caller.organisation(), sent));
        if (result instanceof EventCapture.Accepted accepted) {
            HttpHeaders headers = new HttpHeaders();
            headers.add(HttpHeaders.LINK, "<" + api() + "/capture/" + accepted.captureID() + ">; rel=\"status\"");
            WarningHeaders.add(headers, accepted.warnings());
            return ResponseEntity.created(location(accepted.eventID()))
                    .headers(headers)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(accepted.document().getBytes(StandardCharsets.UTF_8));
        }
        if (result instanceof EventCapture.Exists exists) throw exists(exists);
        throw refused((EventCapture.Refused) result);
    }

    /** The event and its error declarations; the id percent-encoded. */
    @GetMapping("/{eventID}")
    ResponseEntity<byte[]> get(
            @AuthenticationPrincipal Caller caller, @PathVariable String eventID, HttpServletRequest request) {
        Representation asked = formats.asked(caller, request);
        List<KeptEvent> events = new ArrayList<>();
        log.find(caller.organisation(), eventID)
                .ifPresent(event -> events.add(new KeptEvent(event.document(), event.recordTime())));
        events.addAll(declarations.of(caller.organisation(), eventID));
        if (events.isEmpty()) throw ProblemException.notFound("There is no event " + eventID);
        DocumentFormat format =
                XmlBody.isPreferred(request.getHeader(HttpHeaders.ACCEPT)) ? DocumentFormat.XML : DocumentFormat.JSON;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        format.write("SimpleEventQuery", events, clock.instant(), asked, body);
        return ResponseEntity.ok()
                .headers(EventFormats.told(asked, format))
                .contentType(format == DocumentFormat.XML ? MediaType.APPLICATION_XML : MediaType.APPLICATION_JSON)
                .body(body.toByteArray());
    }

    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options(HttpServletResponse response) {
        requests.announceLimits(response);
        return ResponseEntity.noContent()
                .allow(HttpMethod.POST, HttpMethod.OPTIONS)
                .header("Accept-Post", String.join(", ", CaptureRequests.ACCEPTED))
                .build();
    }

    @RequestMapping(path = "/{eventID}", method = RequestMethod.OPTIONS)
    ResponseEntity<Void> optionsOfEvent() {
        return ResponseEntity.noContent()
                .allow(HttpMethod.GET, HttpMethod.OPTIONS)
                .build();
    }

    private static URI location(String eventID) {
        String encoded = URLEncoder.encode(eventID, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(api() + "/events/" + encoded);
    }

    private static String api() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/epcis/api/2.0";
    }

    private static ProblemException exists(EventCapture.Exists exists) {
        String detail = exists.same()
                ? "The very event is captured already: nothing was to be done"
                : "Another event has this eventID. An event is corrected by an error declaration, never by sending it again";
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
                        refused.errors().stream().map(CaptureJobBody::violation).toList(),
                        "warnings",
                        refused.warnings().stream()
                                .map(CaptureJobBody::violation)
                                .toList()));
    }
}

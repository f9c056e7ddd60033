package io.lotledger.api.resources;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.events.EventAnswers;
import io.lotledger.api.events.EventFormats;
import io.lotledger.api.events.EventQueryRequest;
import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.paging.Gs1PageRequest;
import io.lotledger.api.paging.SignedPageTokens;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.document.event.EpcFormat;
import io.lotledger.ingest.document.event.IdentifierTranslation;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.resource.EventResource;
import io.lotledger.projections.query.resource.EventResources;
import io.lotledger.projections.query.resource.EventResourcesProjection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

/** The top-level resources of EPCIS 2.0 §12: their values, and the events of one value. */
@RestController
@RequestMapping({
    "/epcis/api/2.0/eventTypes",
    "/epcis/api/2.0/epcs",
    "/epcis/api/2.0/bizSteps",
    "/epcis/api/2.0/bizLocations",
    "/epcis/api/2.0/readPoints",
    "/epcis/api/2.0/dispositions"
})
class EventResourcesController {
    private static final String TABLE = "list of resources";

    private final EventResources resources;
    private final EventAnswers answers;
    private final EventFormats formats;
    private final IndexCoverage coverage;
    private final SignedPageTokens tokens;

    EventResourcesController(
            EventResources resources,
            EventAnswers answers,
            EventFormats formats,
            IndexCoverage coverage,
            SignedPageTokens tokens) {
        this.resources = resources;
        this.answers = answers;
        this.formats = formats;
        this.coverage = coverage;
        this.tokens = tokens;
    }

    /** The values that the organisation's events hold, each once. A value that arrives meanwhile is on the page where it belongs. */
    @GetMapping
    ResponseEntity<Object> values(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String perPage,
            @RequestParam(required = false) @Nullable String nextPageToken,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        EventResource resource = resource(request);
        AnswerFormat format = AnswerFormat.of(request);
        Representation representation = formats.requested(caller, request);
        Gs1PageRequest page = Gs1PageRequest.of(request);
        String list = EventQueryRequest.identity(request);
        String after = page.token()
                .map(token -> tokens.read(caller.organisation(), list, token))
                .orElse("");
        long position = coverage.of(EventResourcesProjection.NAME, TABLE).position();
        List<String> found = resources.after(caller.organisation(), resource, after, page.size() + 1);
        List<String> values = found.subList(0, Math.min(found.size(), page.size()));
        if (found.size() > page.size()) {
            String last = values.get(values.size() - 1);
            Gs1PageRequest.announceNext(tokens.issue(caller.organisation(), list, last), request, response);
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(IndexCoverage.POSITION, Long.toString(position));
        if (resource.isOfIdentifiers()) {
            values = IdentifierTranslation.translated(values, representation);
            headers.set(EventFormats.EPCS, shown(representation).word());
        }
        Map<String, String> prefixes = EventQueryRequest.prefixes(request);
        ResourceCollection collection =
                new ResourceCollection(values, prefixes, shortened -> resource.canonical(shortened, prefixes));
        return ResponseEntity.ok()
                .headers(headers)
                .contentType(format.mediaType())
                .body(collection.as(format));
    }

    /** What there is of a value: its events. They are one page, so no token is one of theirs. */
    @GetMapping("/{value}")
    ResponseEntity<Object> value(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String value,
            @RequestParam(required = false) @Nullable String perPage,
            @RequestParam(required = false) @Nullable String nextPageToken,
            HttpServletRequest request)
            throws InterruptedException {
        AnswerFormat format = AnswerFormat.of(request);
        query(value, request);
        Gs1PageRequest.of(request)
                .token()
                .ifPresent(token -> tokens.read(caller.organisation(), EventQueryRequest.identity(request), token));
        requireEvents(caller, value, request);
        ResourceCollection collection = new ResourceCollection(List.of("events"), Map.of(), UnaryOperator.identity());
        return ResponseEntity.ok().contentType(format.mediaType()).body(collection.as(format));
    }

    /** @param parameters checked by the query, which knows more names than a signature can list */
    @GetMapping("/{value}/events")
    void events(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String value,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        AnswerFormat.of(request); // a client that accepts neither format is told so first
        EventQuery query = query(value, request);
        requireEvents(caller, value, request);
        answers.write(caller, "SimpleEventQuery", query, request, response);
    }

    /** The events of the value, narrowed by the URL's filters. */
    private static EventQuery query(String value, HttpServletRequest request) {
        return EventQueryRequest.of(request, Map.of(resource(request).parameter(), value));
    }

    /**
     * Waits only for a value that is not there yet. A pattern is a filter, which may leave nothing.
     *
     * @throws ProblemException 404 when no event has the value; 503 when an event that was acknowledged may have it
     */
    private void requireEvents(Caller caller, String value, HttpServletRequest request) throws InterruptedException {
        EventResource resource = resource(request);
        Map<String, String> prefixes = EventQueryRequest.prefixes(request);
        if (resource.isPattern(value, prefixes)) return;
        String canonical = resource.canonical(value, prefixes);
        if (resources.contains(caller.organisation(), resource, canonical)) return;
        IndexCoverage.Covered covered = coverage.of(EventResourcesProjection.NAME, TABLE);
        if (resources.contains(caller.organisation(), resource, canonical)) return;
        if (!covered.isComplete()) throw coverage.filling(EventResourcesProjection.NAME, TABLE, covered);
        throw ProblemException.notFound(
                "No event has the value '" + value + "'; " + resource.path() + " lists those that have");
    }

    /** Values have one spelling, so there is none that was sent. */
    private static EpcFormat shown(Representation representation) {
        return representation.epcs() == EpcFormat.ALWAYS_EPC_URN
                ? EpcFormat.ALWAYS_EPC_URN
                : EpcFormat.ALWAYS_GS1_DIGITAL_LINK;
    }

    private static EventResource resource(HttpServletRequest request) {
        String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return EventResource.ofPath(pattern.split("/")[4])
                .orElseThrow(() -> new IllegalStateException(pattern + " is not of a top-level resource"));
    }
}

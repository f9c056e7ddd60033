package io.lotledger.api.discovery;

import io.lotledger.api.events.AnswerFormat;
import io.lotledger.api.resources.ResourceCollection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The top-level resources of this repository (EPCIS 2.0 §12): those of GS1 that controllers are mapped to, then our own. */
@RestController
class TopLevelResources {
    private static final String API = "/epcis/api/2.0";
    private static final List<String> MEMBERS = List.of(
            "capture",
            "events",
            "eventTypes",
            "epcs",
            "bizSteps",
            "bizLocations",
            "readPoints",
            "dispositions",
            "queries",
            "validate",
            "templates",
            "event-hashes",
            "masterdata",
            "traceability",
            "keys",
            "organisations",
            "intake",
            "audit",
            "projections",
            "parked-events");

    private final Routes routes;

    TopLevelResources(Routes routes) {
        this.routes = routes;
    }

    @GetMapping({API, API + "/"})
    ResponseEntity<?> list(HttpServletRequest request) {
        AnswerFormat answer = AnswerFormat.of(request);
        List<String> members = MEMBERS.stream().filter(this::isThere).toList();
        ResourceCollection collection = new ResourceCollection(members, Map.of(), UnaryOperator.identity());
        return ResponseEntity.ok().contentType(answer.mediaType()).body(collection.as(answer));
    }

    /** {@code masterdata}, {@code traceability}, {@code intake}, {@code audit} and {@code templates} have paths below them only. */
    private boolean isThere(String member) {
        String path = API + "/" + member;
        return routes.isMapped(path)
                || Stream.of("/locations/1", "/lots", "/keys", "/all.xlsx", "/profiles")
                        .anyMatch(below -> routes.isMapped(path + below));
    }
}

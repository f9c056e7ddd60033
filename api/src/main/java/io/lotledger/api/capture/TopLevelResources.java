package io.lotledger.api.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The top-level resources of this repository (EPCIS 2.0 §12): the implemented ones of GS1, then our own. */
@RestController
@RequestMapping({"/epcis/api/2.0", "/epcis/api/2.0/"})
class TopLevelResources {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
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
            "event-hashes",
            "masterdata",
            "traceability",
            "keys",
            "projections",
            "parked-events");

    @GetMapping
    Map<String, Object> list() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("@context", CONTEXT);
        body.put("type", "Collection");
        body.put("member", MEMBERS);
        return body;
    }

    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
                .allow(HttpMethod.GET, HttpMethod.OPTIONS)
                .build();
    }
}

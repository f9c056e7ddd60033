package io.lotledger.api.events;

import io.lotledger.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /events}: SimpleEventQuery by URL (EPCIS 2.0 §12). */
@RestController
class EventQueriesController {
    private final EventAnswers answers;

    EventQueriesController(EventAnswers answers) {
        this.answers = answers;
    }

    /** @param parameters checked by the query, which knows more names than a signature can list */
    @GetMapping("/epcis/api/2.0/events")
    void get(
            @AuthenticationPrincipal Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        answers.write(caller, "SimpleEventQuery", EventQueryRequest.of(request, Map.of()), request, response);
    }
}

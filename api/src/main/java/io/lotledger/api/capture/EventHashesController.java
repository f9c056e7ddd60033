package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Capture;
import io.lotledger.ingest.capture.CaptureSettings;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.hash.EventHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The hash of each event of a document (CBV 2.0 §8.9) and the text it is computed from, for partners who compute it themselves. Stores nothing. */
@RestController
@RequestMapping("/epcis/api/2.0/event-hashes")
class EventHashesController {
    private static final String NO_HASH = "No hash was computed";
    static final int MOST_EVENTS = 1000;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final CaptureRequests requests;
    private final CaptureSettings settings;

    EventHashesController(CaptureRequests requests, Capture capture) {
        this.requests = requests;
        this.settings = capture.settings();
    }

    @PostMapping
    Map<String, Object> hashes(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Hashes hashes = new Hashes();
        requests.read(CaptureRequests.Accepted.EPCIS, request, response, NO_HASH, sent -> {
            sent.read(caller.organisation(), List.of(), settings, hashes);
            return hashes;
        });
        if (hashes.events.isEmpty())
            throw new ProblemException(
                    400,
                    "epcisException:ValidationException",
                    "No event",
                    NO_HASH + ": the document has no event",
                    Map.of());
        return Map.of("events", hashes.events);
    }

    private static final class Hashes implements DocumentSink {
        private final List<Map<String, Object>> events = new ArrayList<>();
        private int characters;

        @Override
        public void event(SentEvent sent) {
            if (events.size() == MOST_EVENTS) throw tooMany();
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("index", sent.index());
            if (sent.node().path("eventID").isString()) {
                event.put("eventID", sent.node().get("eventID").stringValue());
            }
            EventHash hash = sent.hash();
            event.put("hash", hash.uri());
            event.put("prehash", hash.prehash());
            events.add(event);
            characters += hash.prehash().length();
            if (characters > MOST_CHARACTERS) throw tooLong();
        }

        @Override
        public void masterData(SentMasterData element) {
            // master data has no hash
        }

        private static ProblemException tooLong() {
            return new ProblemException(
                    413,
                    "epcisException:CaptureLimitExceededException",
                    "Too much text",
                    "The texts to hash have more than " + MOST_CHARACTERS
                            + " characters, the limit of one request; send the document in parts",
                    Map.of("event_limit", MOST_EVENTS));
        }

        private static ProblemException tooMany() {
            return new ProblemException(
                    413,
                    "epcisException:CaptureLimitExceededException",
                    "Too many events",
                    "One request hashes at most " + MOST_EVENTS + " events; send the document in parts",
                    Map.of("event_limit", MOST_EVENTS));
        }
    }
}

package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;

/** What became of one event that was sent by itself. */
public sealed interface EventCapture {

    /**
     * @param captureID the job it is kept under
     * @param document the event as it is kept, bare EPCIS 2.0 JSON, under its id
     */
    record Accepted(String eventID, String captureID, String document, List<Violation> warnings)
            implements EventCapture {
        public Accepted {
            warnings = List.copyOf(warnings);
        }
    }

    /** @param same whether the event that has the id says the very same */
    record Exists(String eventID, boolean same) implements EventCapture {}

    /** It breaks rules; nothing is kept of it. */
    record Refused(List<Violation> errors, List<Violation> warnings) implements EventCapture {
        public Refused {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }
}

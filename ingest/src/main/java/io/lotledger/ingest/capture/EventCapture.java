package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;

/** The result of capturing one event sent by itself. */
public sealed interface EventCapture {

    /**
     * @param captureID id of the capture job
     * @param event as stored, with its eventID
     */
    record Accepted(String eventID, String captureID, KeptEvent event, List<Violation> warnings)
            implements EventCapture {
        public Accepted {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param same whether the stored event or declaration has the same content
     * @param isDeclaration whether an error declaration was sent
     */
    record Exists(String eventID, boolean same, boolean isDeclaration) implements EventCapture {}

    /** The event violates rules; nothing is stored. */
    record Refused(List<Violation> errors, List<Violation> warnings) implements EventCapture {
        public Refused {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }
}

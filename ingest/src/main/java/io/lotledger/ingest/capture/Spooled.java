package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was read of a document and awaits its transaction. */
sealed interface Spooled {

    /** @param stream where in the log the event belongs; its own, or that of the declaration it carries */
    record Event(
            int index,
            String path,
            UUID stream,
            String eventID,
            String contentHash,
            List<Violation> warnings,
            String document)
            implements Spooled {
        Event with(List<Violation> more) {
            List<Violation> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Event(index, path, stream, eventID, contentHash, all, document);
        }
    }

    record Rejected(int index, @Nullable String eventID, List<Violation> errors, List<Violation> warnings)
            implements Spooled {
        Rejected with(List<Violation> more) {
            List<Violation> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Rejected(index, eventID, errors, all);
        }
    }

    record MasterData(String vocabulary, String id, Map<String, List<String>> attributes) implements Spooled {}
}

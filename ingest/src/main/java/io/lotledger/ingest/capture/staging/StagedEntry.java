package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was read of a document and awaits its transaction. */
public sealed interface StagedEntry {
    /** Characters it takes in memory, or so. */
    int weight();

    /**
     * @param stream where in the log the event belongs; its own, or that of the declaration it carries
     * @param eventID the sender's, else the CBV hash
     * @param isNamedBySender whether the sender gave the eventID
     * @param payloadHash the CBV hash
     * @param content the digest of all it says ({@link io.lotledger.ingest.document.hash.EventContent})
     * @param declaredContent the digest of the event a declaration is about; {@code content} where it is no declaration
     */
    record Event(
            int index,
            String path,
            UUID stream,
            String eventID,
            boolean isNamedBySender,
            String payloadHash,
            String content,
            String declaredContent,
            List<Violation> warnings,
            String document)
            implements StagedEntry {
        @Override
        public int weight() {
            return document.length() + StagedEntry.weight(warnings);
        }

        Event with(List<Violation> more) {
            List<Violation> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Event(
                    index,
                    path,
                    stream,
                    eventID,
                    isNamedBySender,
                    payloadHash,
                    content,
                    declaredContent,
                    all,
                    document);
        }
    }

    record Rejected(int index, @Nullable String eventID, List<Violation> errors, List<Violation> warnings)
            implements StagedEntry {
        @Override
        public int weight() {
            return (eventID == null ? 0 : eventID.length())
                    + StagedEntry.weight(errors)
                    + StagedEntry.weight(warnings)
                    + 100;
        }

        Rejected with(List<Violation> more) {
            List<Violation> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Rejected(index, eventID, errors, all);
        }
    }

    record MasterData(String vocabulary, String id, Map<String, List<String>> attributes) implements StagedEntry {
        @Override
        public int weight() {
            int weight = 100 + vocabulary.length() + id.length();
            for (Map.Entry<String, List<String>> attribute : attributes.entrySet()) {
                weight += attribute.getKey().length() + 50;
                for (String value : attribute.getValue()) weight += value.length() + 50;
            }
            return weight;
        }
    }

    private static int weight(List<Violation> violations) {
        int weight = 0;
        for (Violation one : violations)
            weight += 200 + one.path().length() + one.message().length();
        return weight;
    }
}

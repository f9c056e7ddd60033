package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of a document that waits for its commit. */
public sealed interface StagedEntry {
    /** Approximate size in memory, in characters. */
    int weight();

    /**
     * @param stream log stream of the event, or of the error declaration it carries
     * @param eventID the URI of the sender's eventID, a UUID in lower case; otherwise the CBV hash
     * @param earlier how a log of an earlier version may hold it
     * @param isNamedBySender whether the sender gave the eventID
     * @param payloadHash the CBV hash
     * @param content digest of the whole event ({@link io.lotledger.ingest.document.hash.EventContent})
     * @param place place of the partner's record that the event was made from; {@code null} when an event was sent
     * @param changes where the partner's record differs from the event in the log that was made of it before; empty if
     *     none was found when the document was read
     * @param declaredContent digest of the event that an error declaration refers to; equals {@code content} for other
     *     events
     */
    record Event(
            int index,
            String path,
            @Nullable String place,
            UUID stream,
            String eventID,
            EarlierForms earlier,
            boolean isNamedBySender,
            String payloadHash,
            String content,
            String declaredContent,
            List<Violation> warnings,
            List<Violation> changes,
            String document)
            implements StagedEntry {
        @Override
        public int weight() {
            return document.length() + StagedEntry.weight(warnings) + StagedEntry.weight(changes);
        }

        public boolean isDeclaration() {
            return !declaredContent.equals(content);
        }

        /**
         * The same event under another eventID, which is looked up under no other.
         *
         * @param others its warnings
         */
        public Event renamed(UUID organisation, String other, List<Violation> others) {
            String renamed = EventJson.renamed(document, other);
            JsonNode event = EventJson.tree(renamed);
            UUID ofOther = EventNormalizer.stream(organisation, event, other);
            List<UUID> declarations = EventNormalizer.earlierDeclarations(organisation, event, other, ofOther);
            return new Event(
                    index,
                    path,
                    place,
                    ofOther,
                    other,
                    new EarlierForms(null, null, declarations, Set.of()),
                    isNamedBySender,
                    payloadHash,
                    content,
                    declaredContent,
                    others,
                    changes,
                    renamed);
        }

        Event with(List<Violation> more) {
            List<Violation> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Event(
                    index,
                    path,
                    place,
                    stream,
                    eventID,
                    earlier,
                    isNamedBySender,
                    payloadHash,
                    content,
                    declaredContent,
                    all,
                    changes,
                    document);
        }
    }

    /**
     * @param place place of the partner's record that the event was made from; {@code null} when an event was sent
     * @param document the event as its sender wrote it, with its context; {@code null} if it is no object or too large
     */
    record Rejected(
            int index,
            @Nullable String place,
            @Nullable String eventID,
            List<Violation> errors,
            List<Violation> warnings,
            @Nullable String document)
            implements StagedEntry {
        /** Maximum characters of a document that is kept. */
        static final int MAX_DOCUMENT = 1 << 16;

        @Override
        public int weight() {
            return (eventID == null ? 0 : eventID.length())
                    + StagedEntry.weight(errors)
                    + StagedEntry.weight(warnings)
                    + (document == null ? 0 : document.length())
                    + 100;
        }

        Rejected with(List<Violation> more) {
            List<Violation> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Rejected(index, place, eventID, errors, all, document);
        }
    }

    /**
     * @param path where the document has the element
     * @param isOnly whether the document has no other element of this id
     */
    record MasterData(String path, String vocabulary, String id, Map<String, List<String>> attributes, boolean isOnly)
            implements StagedEntry {
        @Override
        public int weight() {
            int weight = 100 + path.length() + vocabulary.length() + id.length();
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

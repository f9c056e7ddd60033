package io.lotledger.ingest.document;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One element of a document's event list, not yet checked: it may be anything JSON can say.
 *
 * @param index its place in the document, from 0
 * @param path its JSON path
 * @param context what its prefixes mean, its own {@code @context} included
 * @param ignoredInHash names of fields that its document excludes from the event hash
 */
public record SentEvent(int index, String path, JsonNode node, JsonLdContext context, Set<String> ignoredInHash) {
    public SentEvent {
        ignoredInHash = Set.copyOf(ignoredInHash);
    }

    /** The hash as CBV 2.0 §8.9 has it: the id of an event that has none. */
    public EventHash hash() {
        return EventHash.of(node, context, ignoredInHash);
    }

    /** The hash over all the event says, to tell whether two events of one id are one. */
    public EventHash contentHash() {
        return ignoredInHash.isEmpty() ? hash() : EventHash.of(node, context, Set.of());
    }
}

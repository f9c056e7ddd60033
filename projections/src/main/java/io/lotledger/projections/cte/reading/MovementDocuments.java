package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.BizTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The documents of one movement, read once: it may be compared with many others.
 *
 * @param byKind by type in any spelling; the kind of a document without a type is empty
 * @param ofConsignment those that no other consignment has
 */
public record MovementDocuments(DocumentKeys keys, Map<String, DocumentKeys> byKind, DocumentKeys ofConsignment) {
    public MovementDocuments {
        byKind = Map.copyOf(byKind);
    }

    public static MovementDocuments of(List<BizTransaction> documents) {
        Map<String, List<BizTransaction>> some = new HashMap<>();
        for (BizTransaction document : documents)
            some.computeIfAbsent(ReferenceDocumentReader.kind(document), k -> new ArrayList<>())
                    .add(document);
        Map<String, DocumentKeys> byKind = new HashMap<>();
        some.forEach((kind, ofKind) -> byKind.put(kind, ReferenceDocumentReader.keys(ofKind)));
        return new MovementDocuments(
                ReferenceDocumentReader.keys(documents),
                byKind,
                ReferenceDocumentReader.keys(documents.stream()
                        .filter(ReferenceDocumentReader::isOfConsignment)
                        .toList()));
    }

    public Set<String> kinds() {
        return byKind.keySet();
    }

    /** All by which another movement may name one of them. */
    public List<String> names() {
        return Stream.concat(keys.uris().stream(), keys.numbers().stream()).toList();
    }

    public boolean share(MovementDocuments other) {
        return keys.share(other.keys);
    }

    public boolean areOfOneConsignment(MovementDocuments other) {
        return ofConsignment.share(other.ofConsignment);
    }

    /**
     * Whether the documents cannot be of one movement: both name some of one kind, and none of these is the same. A bill of
     * lading and an invoice do not contradict each other. A document without a type may be of any.
     */
    public boolean contradict(MovementDocuments other) {
        if (byKind.isEmpty() || other.byKind.isEmpty()) return false;
        if (byKind.containsKey("") || other.byKind.containsKey("")) return !share(other);
        return byKind.entrySet().stream().anyMatch(kind -> {
            DocumentKeys others = other.byKind.get(kind.getKey());
            return others != null && !kind.getValue().share(others);
        });
    }

    /** Whether documents of these kinds contradict them, unless they share one. */
    public static boolean mayContradict(Set<String> kinds, Set<String> others) {
        if (kinds.isEmpty() || others.isEmpty()) return false;
        return kinds.contains("") || others.contains("") || !Collections.disjoint(kinds, others);
    }
}

package io.lotledger.intake;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The eventIDs of a document's records. They derive from the organisation, except that records which an earlier version
 * stored under an id of the sending key keep that id, whoever sends them now. Of several that stand, the record is that of
 * the organisation, then the one that the document's own sender sent.
 */
public final class RecordIDs {
    /** Ids looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    /** In place of a sender: the id derives from the organisation. */
    private static final String ORGANISATION = "";

    private final DocumentBody document;
    private final DocumentSink sink;

    /** By the record's id of the organisation, the sender of whose id it is stored. */
    private final Map<String, String> senders = new HashMap<>();

    /** By the record's id of the organisation, further events that stand under an id of the same record. */
    private final Map<String, List<String>> repeated = new HashMap<>();

    /**
     * An id that a record may be stored under.
     *
     * @param record id of the organisation
     */
    private record Candidate(String record, String sender) {}

    /** @param sink knows what the log has */
    public RecordIDs(DocumentBody document, DocumentSink sink) {
        this.document = document;
        this.sink = sink;
    }

    /**
     * Looks up records, so that {@link #of} knows their ids.
     *
     * @param keys of all records of the kind; a key stands as often as records have it. Gone through twice
     */
    public void find(String kind, Iterable<List<String>> keys) {
        if (document.recordSenders().isEmpty()) return;
        KeyCounts counts = counts(kind, keys);
        KeyCounts seen = new KeyCounts();
        Map<String, Candidate> block = new LinkedHashMap<>();
        for (List<String> key : keys) {
            UUID record = uuid(kind, key);
            if (seen.of(record) > 0) continue;
            seen.add(record);
            addCandidates(kind, key, counts.of(record), block);
            if (block.size() < LOOKED_UP) continue;
            find(block);
            block.clear();
        }
        find(block);
    }

    /** How often each key stands, by {@link #uuid}. */
    public KeyCounts counts(String kind, Iterable<List<String>> keys) {
        KeyCounts counts = new KeyCounts();
        keys.forEach(key -> counts.add(uuid(kind, key)));
        return counts;
    }

    /** Identifies the key of a record, whoever sends it. */
    public UUID uuid(String kind, List<String> key) {
        return DerivedEventID.uuid(document.organisation(), kind, key);
    }

    /** Adds the ids under which the log may have records with this key, in the order in which they are taken. */
    private void addCandidates(String kind, List<String> key, int count, Map<String, Candidate> to) {
        String record = id(ORGANISATION, kind, key, 0);
        List<String> from = new ArrayList<>(List.of(ORGANISATION));
        from.addAll(document.recordSenders());
        for (String sender : from) {
            for (int number = 0; number < count; number++)
                to.put(id(sender, kind, key, number), new Candidate(record, sender));
        }
    }

    private void find(Map<String, Candidate> candidates) {
        Set<String> captured = sink.captured(candidates.keySet());
        Map<String, Map<String, String>> found = new HashMap<>(); // by record and sender, the first id
        candidates.forEach((eventID, candidate) -> {
            if (!captured.contains(eventID)) return;
            found.computeIfAbsent(candidate.record(), record -> new LinkedHashMap<>(2))
                    .putIfAbsent(candidate.sender(), eventID);
        });
        Set<String> standing = standing(found.values());
        found.forEach((record, bySender) -> settle(record, bySender, standing));
    }

    /** Which events of records that are stored several times were not declared in error. */
    private Set<String> standing(Collection<Map<String, String>> found) {
        Set<String> several = found.stream()
                .filter(bySender -> bySender.size() > 1)
                .flatMap(bySender -> bySender.values().stream())
                .collect(Collectors.toSet());
        return several.isEmpty() ? several : sink.stored(several).keySet();
    }

    private void settle(String record, Map<String, String> bySender, Set<String> standing) {
        List<Map.Entry<String, String>> some = bySender.entrySet().stream()
                .filter(one -> standing.contains(one.getValue()))
                .toList();
        senders.put(
                record,
                some.isEmpty()
                        ? bySender.keySet().iterator().next()
                        : some.get(0).getKey());
        if (some.size() > 1)
            repeated.put(
                    record,
                    some.subList(1, some.size()).stream()
                            .map(Map.Entry::getValue)
                            .toList());
    }

    /** @param number of the record among those of the document that have this key, from 0 */
    public String of(String kind, List<String> key, int number) {
        if (senders.isEmpty()) return id(ORGANISATION, kind, key, number);
        String record = id(ORGANISATION, kind, key, 0);
        String sender = senders.getOrDefault(record, ORGANISATION);
        return number == 0 && sender.equals(ORGANISATION) ? record : id(sender, kind, key, number);
    }

    private String id(String sender, String kind, List<String> key, int number) {
        List<String> numbered = new ArrayList<>(key);
        if (number > 0) numbered.add("#" + number);
        return sender.equals(ORGANISATION)
                ? DerivedEventID.of(document.organisation(), kind, numbered)
                : DerivedEventID.former(document.organisation(), sender, kind, numbered);
    }

    /** What to tell of records with this key if the log has further events of them. */
    public Optional<String> storedTwice(String kind, List<String> key) {
        if (repeated.isEmpty()) return Optional.empty();
        List<String> others = repeated.getOrDefault(id(ORGANISATION, kind, key, 0), List.of());
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("the log has this record also as " + String.join(", ", others)
                        + ", which another key sent to an earlier version; the goods count twice if it is the same"
                        + " record; then declare that event in error");
    }
}

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
import org.jspecify.annotations.Nullable;

/**
 * The eventIDs of a document's records. They derive from the organisation, except that records which an earlier version
 * stored under an id of the sending key, or under a key that it read in another way, keep that id, whoever sends them now.
 * Of several that stand, the record is that of the organisation, then the one that the document's own sender sent, then the
 * one that was read in another way.
 */
public final class RecordIDs {
    /** Ids looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    /** In place of a sender: the id derives from the organisation. */
    private static final String ORGANISATION = "";

    private final DocumentBody document;
    private final DocumentSink sink;

    /** By the record's id of the organisation, where the id comes from under which it is stored. */
    private final Map<String, Origin> origins = new HashMap<>();

    /** By the record's id of the organisation, further events that stand under an id of the same record. */
    private final Map<String, List<String>> repeated = new HashMap<>();

    /**
     * What an id derives from beside the record.
     *
     * @param former key of the record as an earlier version read it; {@code null} if the id derives from its own
     * @param from the number of the first record that has the former key
     */
    private record Origin(String sender, @Nullable List<String> former, int from) {
        static Origin sent(String sender) {
            return new Origin(sender, null, 0);
        }

        boolean isFormer() {
            return former != null;
        }
    }

    /**
     * An id that a record may be stored under.
     *
     * @param record id of the organisation
     */
    private record Candidate(String record, Origin origin) {}

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
        find(kind, keys, List.of());
    }

    /**
     * As {@link #find(String, Iterable)}.
     *
     * @param former keys of those records that earlier versions read in another way
     */
    public void find(String kind, Iterable<List<String>> keys, Iterable<FormerKey> former) {
        boolean hasSenders = !document.recordSenders().isEmpty();
        if (!hasSenders && !former.iterator().hasNext()) return;
        KeyCounts counts = counts(kind, keys);
        KeyCounts seen = new KeyCounts();
        KeyCounts claimed = new KeyCounts();
        Map<String, Candidate> block = new LinkedHashMap<>();
        for (FormerKey one : former) {
            UUID record = uuid(kind, one.key());
            if (seen.of(record) > 0) continue;
            seen.add(record);
            addCandidates(kind, one.key(), counts.of(record), block);
            UUID asRead = uuid(kind, one.former());
            int from = counts.of(asRead) + claimed.of(asRead);
            for (int number = 0; number < counts.of(record); number++) claimed.add(asRead);
            addFormer(kind, one, from, counts.of(record), block);
            findLarge(block);
        }
        if (hasSenders) {
            for (List<String> key : keys) {
                UUID record = uuid(kind, key);
                if (seen.of(record) > 0) continue;
                seen.add(record);
                addCandidates(kind, key, counts.of(record), block);
                findLarge(block);
            }
        }
        find(block);
    }

    private void findLarge(Map<String, Candidate> block) {
        if (block.size() < LOOKED_UP) return;
        find(block);
        block.clear();
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
        for (String sender : senders()) {
            Origin origin = Origin.sent(sender);
            for (int number = 0; number < count; number++)
                to.put(id(sender, kind, key, number), new Candidate(record, origin));
        }
    }

    /** As {@link #addCandidates}, with the key that an earlier version read, which other records of the document may have. */
    private void addFormer(String kind, FormerKey key, int from, int count, Map<String, Candidate> to) {
        String record = id(ORGANISATION, kind, key.key(), 0);
        for (String sender : senders()) {
            Origin origin = new Origin(sender, key.former(), from);
            for (int number = 0; number < count; number++)
                to.put(id(sender, kind, key.former(), from + number), new Candidate(record, origin));
        }
    }

    private List<String> senders() {
        List<String> senders = new ArrayList<>(List.of(ORGANISATION));
        senders.addAll(document.recordSenders());
        return senders;
    }

    private void find(Map<String, Candidate> candidates) {
        Set<String> captured = sink.captured(candidates.keySet());
        Map<String, Map<Origin, String>> found = new HashMap<>(); // by record and origin, the first id
        candidates.forEach((eventID, candidate) -> {
            if (!captured.contains(eventID)) return;
            found.computeIfAbsent(candidate.record(), record -> new LinkedHashMap<>(2))
                    .putIfAbsent(candidate.origin(), eventID);
        });
        Set<String> standing = standing(found.values());
        found.forEach((record, byOrigin) -> settle(record, byOrigin, standing));
    }

    /**
     * Which events of records that are stored several times, or were read in another way, were not declared in error. One
     * that was read in another way and is void counts no more, so the record is another.
     */
    private Set<String> standing(Collection<Map<Origin, String>> found) {
        Set<String> asked = found.stream()
                .filter(byOrigin ->
                        byOrigin.size() > 1 || byOrigin.keySet().stream().anyMatch(Origin::isFormer))
                .flatMap(byOrigin -> byOrigin.values().stream())
                .collect(Collectors.toSet());
        return asked.isEmpty() ? asked : sink.stored(asked).keySet();
    }

    private void settle(String record, Map<Origin, String> byOrigin, Set<String> standing) {
        List<Map.Entry<Origin, String>> some = byOrigin.entrySet().stream()
                .filter(one -> standing.contains(one.getValue()))
                .toList();
        if (some.isEmpty()) {
            byOrigin.keySet().stream()
                    .filter(origin -> !origin.isFormer())
                    .findFirst()
                    .ifPresent(origin -> origins.put(record, origin));
            return;
        }
        origins.put(record, some.get(0).getKey());
        if (some.size() > 1)
            repeated.put(
                    record,
                    some.subList(1, some.size()).stream()
                            .map(Map.Entry::getValue)
                            .toList());
    }

    /** @param number of the record among those of the document that have this key, from 0 */
    public String of(String kind, List<String> key, int number) {
        if (origins.isEmpty()) return id(ORGANISATION, kind, key, number);
        String record = id(ORGANISATION, kind, key, 0);
        @Nullable Origin origin = origins.get(record);
        if (origin == null) return number == 0 ? record : id(ORGANISATION, kind, key, number);
        List<String> stored = origin.former() == null ? key : origin.former();
        return id(origin.sender(), kind, stored, origin.from() + number);
    }

    /** Whether the log has records with this key under the one that an earlier version read. */
    public boolean isStoredAsReadBefore(String kind, List<String> key) {
        if (origins.isEmpty()) return false;
        @Nullable Origin origin = origins.get(id(ORGANISATION, kind, key, 0));
        return origin != null && origin.isFormer();
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
                        + ", which another key sent to an earlier version, or which that version read without leading"
                        + " zeros; the goods count twice if it is the same record; then declare that event in error");
    }
}

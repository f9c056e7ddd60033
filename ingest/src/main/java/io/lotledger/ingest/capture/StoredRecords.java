package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.RecordKey;
import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds in the log what was made before of the records of a partner's document. A record's event and its corrections are
 * its versions. Of records with one key, those that equal a stored one are it; the others are paired in the order of their
 * numbers, and those that remain get the free numbers.
 */
final class StoredRecords {
    /** Records looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    private final UUID organisation;
    private final EventLog log;
    private final DeclaredEvents declared;
    private final ProjectedRecords used;
    private final boolean formerCounts;

    /** Groups of which not all records were passed yet. */
    private final IdentityHashMap<RecordKey, Group> open = new IdentityHashMap<>();

    /** @param formerCounts whether a record may equal a version that was corrected since */
    StoredRecords(
            UUID organisation, EventLog log, DeclaredEvents declared, ProjectedRecords used, boolean formerCounts) {
        this.organisation = organisation;
        this.log = log;
        this.declared = declared;
        this.used = used;
        this.formerCounts = formerCounts;
    }

    /**
     * An event of a record, as first captured or corrected.
     *
     * @param corrections of the last version, if it was declared in error: the events that stand in for it
     */
    record Version(
            String eventID,
            String captureID,
            String content,
            @Nullable Set<String> corrections) {
        /** Declared in error, and nothing stands in for it. */
        boolean isVoid() {
            return corrections != null && corrections.isEmpty();
        }

        /** Corrected by an event that is none of the record's. */
        boolean isCorrectedElsewhere() {
            return corrections != null && !corrections.isEmpty();
        }

        private Version withCorrections(Set<String> some) {
            return new Version(eventID, captureID, content, some);
        }
    }

    /**
     * @param sent the event under the eventID of its record in the log
     * @param versions of the record, the last one last; empty if it is new
     * @param same the version that the record equals
     * @param changed the last version, if the record equals none, or if it is void
     */
    record Found(
            SentEvent sent,
            List<Version> versions,
            @Nullable Version same,
            @Nullable EpcisEventCaptured changed) {
        Version last() {
            return versions.get(versions.size() - 1);
        }

        private boolean isChanged() {
            return !versions.isEmpty() && (same == null || same.isVoid());
        }

        private Found withChanged(@Nullable LogEntry entry) {
            return entry != null && entry.payload() instanceof EpcisEventCaptured event
                    ? new Found(sent, versions, same, event)
                    : this;
        }
    }

    /** In the order of the block. Events without a record's id are passed on as new. */
    List<Found> of(List<SentEvent> block) {
        IdentityHashMap<SentEvent, Group> groups = new IdentityHashMap<>();
        List<Group> fresh = new ArrayList<>();
        for (SentEvent sent : block) {
            SourceRecord source = sent.source();
            if (source == null || !sent.node().path("eventID").isString()) continue;
            RecordKey key = source.key();
            Group group = key == null ? null : open.get(key);
            if (group == null) {
                group = new Group(sent, key);
                fresh.add(group);
                if (key != null && !key.contents().isEmpty()) open.put(key, group);
            }
            groups.put(sent, group);
        }
        find(fresh);
        List<Found> found = new ArrayList<>(block.size());
        for (SentEvent sent : block) {
            Group group = groups.get(sent);
            found.add(group == null ? new Found(sent, List.of(), null, null) : group.found(sent));
            if (group != null && --group.left == 0 && group.key != null) open.remove(group.key);
        }
        return withChanged(found);
    }

    private List<Found> withChanged(List<Found> found) {
        Map<UUID, LogEntry> last = log.latest(found.stream()
                .filter(Found::isChanged)
                .map(one -> stream(one.last().eventID()))
                .collect(Collectors.toSet()));
        return found.stream()
                .map(one -> one.isChanged()
                        ? one.withChanged(last.get(stream(one.last().eventID())))
                        : one)
                .toList();
    }

    private void find(List<Group> fresh) {
        Map<Group, List<String>> asked = new LinkedHashMap<>();
        fresh.forEach(group -> asked.put(group, group.ids));
        boolean isFirst = true;
        while (!asked.isEmpty()) {
            Map<String, List<Version>> versions =
                    versions(asked.values().stream().flatMap(List::stream).toList());
            Map<Group, List<String>> more = new LinkedHashMap<>();
            for (Map.Entry<Group, List<String>> one : asked.entrySet()) {
                Group group = one.getKey();
                boolean isEnd = group.add(one.getValue(), versions, isFirst);
                boolean hasUnmatched = group.assign(formerCounts);
                if (!isEnd && hasUnmatched) more.put(group, group.furtherIds());
            }
            asked.clear();
            asked.putAll(more);
            isFirst = false;
        }
    }

    /** By the id of a record, its stored versions; records without any are not in the map. */
    private Map<String, List<Version>> versions(List<String> records) {
        Map<String, List<Version>> versions = new HashMap<>();
        for (int from = 0; from < records.size(); from += LOOKED_UP) {
            addVersions(records.subList(from, Math.min(records.size(), from + LOOKED_UP)), versions);
        }
        declare(versions);
        return versions;
    }

    /** Notes which records were declared in error after their last version was captured. */
    private void declare(Map<String, List<Version>> versions) {
        List<String> last = versions.values().stream()
                .map(of -> of.get(of.size() - 1).eventID())
                .toList();
        Map<String, Set<String>> corrections = last.isEmpty() ? Map.of() : declared.corrections(organisation, last);
        for (List<Version> of : versions.values()) {
            Version one = of.get(of.size() - 1);
            @Nullable Set<String> some = corrections.get(one.eventID());
            if (some != null) of.set(of.size() - 1, one.withCorrections(some));
        }
    }

    private void addVersions(List<String> records, Map<String, List<Version>> to) {
        Map<String, String> next = new HashMap<>(); // a record, and the id of the next event of its chain
        records.forEach(id -> next.put(id, id));
        while (!next.isEmpty()) {
            Map<UUID, LogEntry> stored =
                    log.latest(next.values().stream().map(this::stream).collect(Collectors.toSet()));
            next.replaceAll((record, id) -> {
                @Nullable LogEntry entry = stored.get(stream(id));
                if (entry == null || !(entry.payload() instanceof EpcisEventCaptured event)) return "";
                to.computeIfAbsent(record, r -> new ArrayList<>(1))
                        .add(new Version(event.eventID(), event.captureID(), content(event, record), null));
                return correctiveID(organisation, event.eventID());
            });
            next.values().removeIf(String::isEmpty);
        }
    }

    /** By the id of a stored record, its last version, unless that was declared in error without a correction. */
    Map<String, JsonNode> lastVersions(Collection<String> records) {
        Map<String, UUID> streams = new HashMap<>();
        versions(List.copyOf(records)).forEach((record, versions) -> {
            Version last = versions.get(versions.size() - 1);
            if (!last.isVoid()) streams.put(record, stream(last.eventID()));
        });
        Map<UUID, LogEntry> entries = log.latest(Set.copyOf(streams.values()));
        Map<String, JsonNode> events = new HashMap<>();
        streams.forEach((record, stream) -> {
            @Nullable LogEntry entry = entries.get(stream);
            if (entry != null && entry.payload() instanceof EpcisEventCaptured event) {
                events.put(record, Json.MAPPER.readTree(event.document()));
            }
        });
        return events;
    }

    /** By the id of a stored record, its last version, unless that was declared in error. */
    Map<String, String> standing(Collection<String> records) {
        Map<String, String> standing = new HashMap<>();
        versions(List.copyOf(records)).forEach((record, versions) -> {
            Version last = versions.get(versions.size() - 1);
            if (last.corrections() == null) standing.put(record, last.eventID());
        });
        return standing;
    }

    /** The eventIDs of all versions of records, as far as they are stored. */
    Set<String> versionIDs(Collection<String> records) {
        return versions(List.copyOf(records)).values().stream()
                .flatMap(List::stream)
                .map(Version::eventID)
                .collect(Collectors.toSet());
    }

    /** Which of these eventIDs the log has. */
    Set<String> captured(Collection<String> eventIDs) {
        List<String> all = List.copyOf(eventIDs);
        Set<String> captured = new HashSet<>();
        for (int from = 0; from < all.size(); from += LOOKED_UP) {
            Map<UUID, String> streams = new HashMap<>();
            all.subList(from, Math.min(all.size(), from + LOOKED_UP)).forEach(id -> streams.put(stream(id), id));
            log.latest(streams.keySet()).keySet().forEach(stream -> captured.add(streams.get(stream)));
        }
        return captured;
    }

    /** The events that used lots and stand, by the id of their capture. */
    Map<String, List<JsonNode>> uses(Collection<String> lots) {
        Set<UUID> ids = lots.stream()
                .flatMap(lot -> LotKey.of(lot).stream())
                .map(key -> key.idIn(organisation))
                .collect(Collectors.toSet());
        return byCapture(used.usingEvents(organisation, ids));
    }

    /** The events that match one of these queries and stand, by the id of their capture. */
    Map<String, List<JsonNode>> matching(Collection<Map<String, String>> queries) {
        return byCapture(used.matching(organisation, queries));
    }

    private Map<String, List<JsonNode>> byCapture(Set<String> eventIDs) {
        Set<UUID> streams = eventIDs.stream().map(this::stream).collect(Collectors.toSet());
        Map<String, List<JsonNode>> events = new HashMap<>();
        for (LogEntry entry : log.latest(streams).values()) {
            if (!(entry.payload() instanceof EpcisEventCaptured event)) continue;
            events.computeIfAbsent(event.captureID(), capture -> new ArrayList<>(1))
                    .add(Json.MAPPER.readTree(event.document()));
        }
        return events;
    }

    Set<String> shipments(String document) {
        return used.shipments(organisation, CanonicalUri.of(document));
    }

    List<RecordedLot> recorded(Collection<String> codes) {
        return used.recorded(organisation, codes);
    }

    private static String content(EpcisEventCaptured version, String record) {
        String document = version.document();
        if (!document.contains("\"transformationID\"")) {
            return EventContent.digestOfStored(version.contentHash(), document);
        }
        JsonNode event = Json.MAPPER.readTree(document);
        return RecordKey.content(event, JsonLdContext.NONE.with(event.get("@context")), record);
    }

    private UUID stream(String eventID) {
        return LogStreams.event(organisation, eventID);
    }

    /** The id of the event that replaces this one: the corrections of a record form one chain. */
    static String correctiveID(UUID organisation, String eventID) {
        return "urn:uuid:" + Uuids.v5(organisation, "replaces", eventID);
    }

    /** The event of a record under another eventID. */
    static SentEvent named(SentEvent sent, String eventID) {
        if (sent.node().path("eventID").asString("").equals(eventID)) return sent;
        return sent.with(((ObjectNode) sent.node().deepCopy()).put("eventID", eventID));
    }

    /** A number of a key, with what the log has under it. */
    private static final class Slot {
        private final String id;
        private final List<Version> versions;
        private boolean isTaken;

        Slot(String id, List<Version> versions) {
            this.id = id;
            this.versions = versions;
        }

        boolean isStored() {
            return !versions.isEmpty();
        }
    }

    private record Assigned(Slot slot, @Nullable Version same) {}

    /** The records of a document that have one key. */
    private static final class Group {
        private final @Nullable RecordKey key;
        private final SentEvent first;

        /** As sent, by number. */
        private final List<String> ids;

        private final List<Slot> slots = new ArrayList<>(1);
        private final Map<String, Assigned> assigned = new HashMap<>();
        private int left;

        Group(SentEvent first, @Nullable RecordKey key) {
            this.key = key;
            this.first = first;
            this.left = key == null ? 1 : Math.max(1, key.contents().size());
            List<String> named = new ArrayList<>(left);
            if (left == 1) named.add(id(first));
            else
                for (int i = 0; i < left; i++)
                    named.add(Objects.requireNonNull(key).ids().apply(i));
            this.ids = List.copyOf(named);
        }

        private static String id(SentEvent sent) {
            return sent.node().path("eventID").asString("");
        }

        /**
         * Adds what the log has under these ids.
         *
         * @param isOwn whether they are the document's own; then numbers that the log lacks are free for its records
         * @return whether the log has no further records of this key
         */
        boolean add(List<String> named, Map<String, List<Version>> versions, boolean isOwn) {
            for (String id : named) {
                List<Version> stored = versions.getOrDefault(id, List.of());
                if (stored.isEmpty() && !isOwn) return true;
                slots.add(new Slot(id, stored));
            }
            return key == null || !slots.get(slots.size() - 1).isStored();
        }

        List<String> furtherIds() {
            List<String> further = new ArrayList<>(slots.size());
            int from = slots.size();
            for (int i = from; i < 2 * from; i++)
                further.add(Objects.requireNonNull(key).ids().apply(i));
            return further;
        }

        /** @return whether a record equals nothing stored, though the log has records of this key */
        boolean assign(boolean formerCounts) {
            assigned.clear();
            slots.forEach(slot -> slot.isTaken = false);
            if (slots.stream().anyMatch(Slot::isStored)) {
                List<String> contents = contents();
                assignEqual(contents, true);
                if (formerCounts) assignEqual(contents, false);
            }
            boolean hasUnmatched = assigned.size() < ids.size();
            Iterator<Slot> free = slots.stream()
                    .filter(slot -> !slot.isTaken)
                    .sorted(Comparator.comparing(slot -> !slot.isStored()))
                    .iterator();
            for (String id : ids) if (!assigned.containsKey(id)) assigned.put(id, new Assigned(free.next(), null));
            return hasUnmatched && slots.stream().anyMatch(Slot::isStored);
        }

        private List<String> contents() {
            return key == null || key.contents().isEmpty()
                    ? List.of(RecordKey.content(first.node(), first.context(), id(first)))
                    : key.contents();
        }

        private void assignEqual(List<String> contents, boolean isLast) {
            Map<String, Deque<Assigned>> equal = new HashMap<>();
            for (Slot slot : slots) {
                int last = slot.versions.size() - 1;
                for (int i = isLast ? Math.max(0, last) : 0; i <= last; i++) {
                    equal.computeIfAbsent(slot.versions.get(i).content(), content -> new ArrayDeque<>(1))
                            .add(new Assigned(slot, slot.versions.get(i)));
                }
            }
            for (int i = 0; i < ids.size(); i++) {
                if (assigned.containsKey(ids.get(i))) continue;
                Deque<Assigned> candidates = equal.getOrDefault(contents.get(i), new ArrayDeque<>(0));
                while (!candidates.isEmpty() && candidates.peek().slot().isTaken) candidates.remove();
                if (candidates.isEmpty()) continue;
                Assigned one = candidates.remove();
                one.slot().isTaken = true;
                assigned.put(ids.get(i), one);
            }
        }

        Found found(SentEvent sent) {
            String id = id(sent);
            Assigned to = Objects.requireNonNull(assigned.get(id));
            SentEvent named =
                    to.slot().id.equals(id) ? sent : sent.with(RecordKey.renamed(sent.node(), id, to.slot().id));
            return new Found(named, to.slot().versions, to.same(), null);
        }
    }
}

package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log's entries for the streams of a transaction, with the entries that the transaction has added so far. */
final class KnownEntries {
    private final EventLog log;
    private final UUID organisation;
    private final Map<UUID, String> contents = new HashMap<>();
    private final Set<UUID> inLog = new HashSet<>();
    private final Map<UUID, String> compact = new HashMap<>();
    private final Map<UUID, RecordedVersions> versions = new HashMap<>();

    KnownEntries(EventLog log, UUID organisation) {
        this.log = log;
        this.organisation = organisation;
    }

    /**
     * Looks the streams of these entries up in one query. A second query follows when an assigned eventID belongs to
     * another event.
     */
    void lookUp(List<StagedEntry> staged) {
        Set<UUID> streams = new HashSet<>();
        Map<UUID, Map<String, List<String>>> described = new HashMap<>();
        for (StagedEntry one : staged) {
            addStreams(one, streams);
            if (one instanceof StagedEntry.MasterData element) described.put(stream(element), element.attributes());
        }
        load(streams, described);
        Set<UUID> others = new HashSet<>();
        for (StagedEntry one : staged) {
            if (one instanceof StagedEntry.Event event && UnnamedEvent.isTaken(event, organisation, contents::get)) {
                addStreams(UnnamedEvent.namedByContent(event, organisation), others);
            }
        }
        if (!others.isEmpty()) load(others, Map.of());
    }

    /** Looks a part of a large document up, and forgets the parts before it. */
    void lookUpOnly(List<StagedEntry> part) {
        contents.clear();
        inLog.clear();
        compact.clear();
        versions.clear();
        lookUp(part);
    }

    private UUID stream(StagedEntry.MasterData element) {
        return LogStreams.masterData(organisation, element.vocabulary(), element.id());
    }

    private void load(Set<UUID> streams, Map<UUID, Map<String, List<String>>> described) {
        streams.removeIf(stream -> contents.containsKey(stream) || versions.containsKey(stream));
        Set<UUID> changed = new HashSet<>();
        log.latest(streams).forEach((stream, entry) -> {
            if (entry.payload() instanceof EpcisEventCaptured event) {
                contents.put(stream, EventContent.digestOfStored(event.contentHash(), event.document()));
                inLog.add(stream);
                CompactEventID.uri(event).ifPresent(uri -> compact.put(stream, uri));
            } else if (entry.payload() instanceof MasterDataCaptured element) {
                versions.put(stream, RecordedVersions.of(List.of(entry)));
                if (entry.sequence() > 0 && !element.attributes().equals(described.get(stream))) changed.add(stream);
            }
        });
        log.latest(changed, RecordedVersions.MOST)
                .forEach((stream, entries) -> versions.put(stream, RecordedVersions.of(entries)));
    }

    private void addStreams(StagedEntry one, Set<UUID> streams) {
        if (one instanceof StagedEntry.Event event) {
            streams.add(event.stream());
            if (UnnamedEvent.isDeclaration(event)) streams.add(LogStreams.event(organisation, event.eventID()));
            streams.addAll(event.earlier().declarations());
            streams.addAll(event.earlier().asSent());
        } else if (one instanceof StagedEntry.MasterData element) {
            streams.add(stream(element));
        }
    }

    /** The content digest of a stream's event, {@code null} when the stream is empty. */
    @Nullable
    String content(UUID stream) {
        return contents.get(stream);
    }

    /** Whether the event was in the log before this transaction. */
    boolean isInLog(UUID stream) {
        return inLog.contains(stream);
    }

    /** Whether the log holds an event under a compact IRI that stands for the URI. */
    boolean isLoggedAs(UUID stream, String uri) {
        return uri.equals(compact.get(stream));
    }

    boolean isAnyInLog() {
        return !inLog.isEmpty();
    }

    RecordedVersions versions(UUID stream) {
        return versions.getOrDefault(stream, RecordedVersions.NONE);
    }

    void add(Map<UUID, String> contents, Map<UUID, RecordedVersions> versions) {
        this.contents.putAll(contents);
        this.versions.putAll(versions);
    }
}

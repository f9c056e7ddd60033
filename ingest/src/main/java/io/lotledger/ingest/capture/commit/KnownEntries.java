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

/** What the log holds of the streams that a transaction speaks of, and what the transaction has added to them so far. */
final class KnownEntries {
    private final EventLog log;
    private final UUID organisation;
    private final Map<UUID, String> contents = new HashMap<>();
    private final Set<UUID> inLog = new HashSet<>();
    private final Map<UUID, Version> versions = new HashMap<>();

    record Version(long sequence, Map<String, List<String>> attributes) {}

    KnownEntries(EventLog log, UUID organisation) {
        this.log = log;
        this.organisation = organisation;
    }

    /** Looks the streams of these up in the log, in one question; in a second one where an id of the first is another event's. */
    void lookUp(List<StagedEntry> spooled) {
        Set<UUID> streams = new HashSet<>();
        for (StagedEntry one : spooled) addStreams(one, streams);
        find(streams);
        Set<UUID> others = new HashSet<>();
        for (StagedEntry one : spooled) {
            if (one instanceof StagedEntry.Event event && UnnamedEvent.isTaken(event, organisation, contents::get)) {
                addStreams(UnnamedEvent.byContent(event, organisation), others);
            }
        }
        if (!others.isEmpty()) find(others);
    }

    private void find(Set<UUID> streams) {
        streams.removeIf(stream -> contents.containsKey(stream) || versions.containsKey(stream));
        log.latest(streams).forEach((stream, entry) -> {
            if (entry.payload() instanceof EpcisEventCaptured event) {
                contents.put(stream, content(event));
                inLog.add(stream);
            } else if (entry.payload() instanceof MasterDataCaptured element) {
                versions.put(stream, new Version(entry.sequence(), element.attributes()));
            }
        });
    }

    private static String content(EpcisEventCaptured event) {
        String kept = event.contentHash();
        return kept != null && EventContent.isDigest(kept) ? kept : EventContent.digestOfBare(event.document());
    }

    private void addStreams(StagedEntry one, Set<UUID> streams) {
        if (one instanceof StagedEntry.Event event) {
            streams.add(event.stream());
            if (UnnamedEvent.isDeclaration(event)) streams.add(LogStreams.event(organisation, event.eventID()));
        } else if (one instanceof StagedEntry.MasterData element) {
            streams.add(LogStreams.masterData(organisation, element.vocabulary(), element.id()));
        }
    }

    /** The digest of the content of a stream's event, {@code null} when there is none. */
    @Nullable
    String content(UUID stream) {
        return contents.get(stream);
    }

    /** Whether the event was there before this transaction. */
    boolean isInLog(UUID stream) {
        return inLog.contains(stream);
    }

    boolean isAnyInLog() {
        return !inLog.isEmpty();
    }

    @Nullable
    Version version(UUID stream) {
        return versions.get(stream);
    }

    void add(Map<UUID, String> contents, Map<UUID, Version> versions) {
        this.contents.putAll(contents);
        this.versions.putAll(versions);
    }
}

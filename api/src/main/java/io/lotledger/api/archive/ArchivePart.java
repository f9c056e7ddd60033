package io.lotledger.api.archive;

import io.lotledger.ingest.capture.masterdata.ArchivedAttributes;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.json.CaptureDocument;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Consecutive entries of the log that fit one document without changing their order. A document holds its master data before its events,
 * and one version of each element.
 */
final class ArchivePart {
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final List<SentMasterData> masterData = new ArrayList<>();
    private final Set<List<String>> described = new HashSet<>();
    private final List<KeptEvent> events = new ArrayList<>();
    private Instant lastRecordTime = Instant.EPOCH;
    private int characters;

    boolean isEmpty() {
        return masterData.isEmpty() && events.isEmpty();
    }

    boolean takes(Object payload) {
        if (masterData.size() + events.size() >= MOST_ENTRIES || characters >= MOST_CHARACTERS) return false;
        return !(payload instanceof MasterDataCaptured element)
                || (events.isEmpty() && !described.contains(identity(element)));
    }

    void add(EpcisEventCaptured event) {
        events.add(new KeptEvent(event.document(), event.recordTime()));
        characters += event.document().length();
        lastRecordTime = event.recordTime();
    }

    void add(MasterDataCaptured element) {
        masterData.add(new SentMasterData("$", element.vocabulary(), element.id(), ArchivedAttributes.write(element)));
        described.add(identity(element));
        characters += element.id().length();
        element.attributes()
                .forEach((name, values) -> values.forEach(value -> characters += name.length() + value.length()));
        lastRecordTime = element.recordTime();
    }

    private static List<String> identity(MasterDataCaptured element) {
        return List.of(element.vocabulary(), element.id());
    }

    int eventCount() {
        return events.size();
    }

    int masterDataCount() {
        return masterData.size();
    }

    /** When its last entry was captured. */
    Instant lastRecordTime() {
        return lastRecordTime;
    }

    byte[] document() {
        return CaptureDocument.write(masterData, events, lastRecordTime);
    }
}

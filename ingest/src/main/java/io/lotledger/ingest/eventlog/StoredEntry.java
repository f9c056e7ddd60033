package io.lotledger.ingest.eventlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A captured entry exactly as the store holds it: no upcaster and no parser has touched it.
 *
 * @param type the aggregate type: {@code EpcisEvent} or {@code MasterData}
 * @param recordedAt with the precision of the store
 * @param payload the serialised {@link EpcisEventCaptured} or {@link MasterDataCaptured}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the hash of their leaf only
public record StoredEntry(
        long position,
        String eventIdentifier,
        String stream,
        long sequence,
        @Nullable String type,
        Instant recordedAt,
        String payloadType,
        @Nullable String payloadRevision,
        byte[] payload,
        byte[] metaData) {}

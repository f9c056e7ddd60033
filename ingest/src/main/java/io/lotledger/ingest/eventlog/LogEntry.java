package io.lotledger.ingest.eventlog;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of the log: a payload at a place of a stream. Stream and sequence are unique, so the same entry cannot be there
 * twice.
 *
 * @param sequence 0 for the first of the stream, without gaps
 * @param payload {@link EpcisEventCaptured} or {@link MasterDataCaptured}
 */
public record LogEntry(UUID stream, long sequence, Instant recordTime, Object payload) {}

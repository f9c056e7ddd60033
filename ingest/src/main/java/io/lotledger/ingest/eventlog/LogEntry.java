package io.lotledger.ingest.eventlog;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of the log: a payload with its sequence number in a stream. The pair of stream and sequence is unique, so
 * an entry cannot be appended twice.
 *
 * @param sequence 0 for the first entry of the stream, without gaps
 * @param payload {@link EpcisEventCaptured} or {@link MasterDataCaptured}
 */
public record LogEntry(UUID stream, long sequence, Instant recordTime, Object payload) {}

package io.lotledger.export.lifecycle;

import io.lotledger.export.job.ExportJobEvent;
import java.time.Instant;

/**
 * An event of a job as recorded in the log.
 *
 * @param recordedAt when it was written
 */
public record RecordedEvent(long sequence, Instant recordedAt, ExportJobEvent event) {}

package io.lotledger.export.job;

import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.util.UUID;

/** An attempt of a job, counted from 1. */
public record ExportAttempt(UUID jobId, int number) {
    /** With the job's id as clients see it, for the log. */
    @Override
    public String toString() {
        return "export job " + ShortUuid.encode(jobId) + " attempt " + number;
    }
}

package io.lotledger.ingest.capture.job;

import java.time.Duration;

/** Measures what is captured. Its methods must return quickly: captures wait for them. */
public interface CaptureMeter {
    /** A document or a single event is durable, or was refused with a job. */
    void captured(CaptureJob.Counts counts);

    /**
     * A group of small documents is durable.
     *
     * @param entries events and master data of the group, those that were known included
     */
    void committed(int documents, int entries, Duration took);
}

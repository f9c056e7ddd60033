package io.lotledger.api.dashboard.captures;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.Sender;

/**
 * A capture job as pages show it.
 *
 * @param isProjected whether every read model holds what it captured
 */
record CaptureRow(CaptureJob job, boolean isProjected) {

    /** The class of the tag. */
    public String kind() {
        return switch (job.status()) {
            case ACCEPTED -> "ok";
            case PARTIALLY_ACCEPTED -> "warn";
            case REJECTED -> "err";
        };
    }

    public String word() {
        return switch (job.status()) {
            case ACCEPTED -> "Accepted";
            case PARTIALLY_ACCEPTED -> "Partly accepted";
            case REJECTED -> "Refused";
        };
    }

    /** The name of the key, its id where it has no name. */
    public String sender() {
        Sender sender = job.sender();
        if (sender == null) return "unknown";
        return sender.name() == null || sender.name().isBlank() ? sender.keyId() : sender.name();
    }

    public String senderId() {
        return job.sender() == null ? "" : job.sender().keyId();
    }
}

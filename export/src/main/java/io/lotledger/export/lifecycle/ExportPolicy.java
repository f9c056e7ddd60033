package io.lotledger.export.lifecycle;

import java.time.Duration;

/**
 * How patient an export is.
 *
 * @param workers exports made at the same time on this node
 * @param lease how long a worker that gives no sign of life keeps an attempt
 * @param heartbeat how often a living worker renews its lease
 * @param attempts how often a job is tried before it fails
 * @param firstBackoff the pause after the first attempt that failed; it doubles with each
 * @param attemptLimit how long one attempt may take, waiting for the read models not counted
 * @param readModelsWait how long a job waits for the read models to reach its log position
 * @param storagePatience how long one attempt keeps trying to store its workbook
 * @param currencyWait how long a request waits for the read models before a delivered export that may be outdated is the answer
 * @param failureStands how long a failed job is the answer before a new one is made
 */
public record ExportPolicy(
        int workers,
        Duration lease,
        Duration heartbeat,
        int attempts,
        Duration firstBackoff,
        Duration attemptLimit,
        Duration readModelsWait,
        Duration storagePatience,
        Duration currencyWait,
        Duration failureStands) {
    /** Progress of a rendering is recorded at most this often. */
    public static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);

    public ExportPolicy {
        if (workers < 1) throw new IllegalArgumentException("an export needs a worker, not " + workers);
        if (attempts < 1) throw new IllegalArgumentException("an export is tried once at least, not " + attempts);
        if (heartbeat.multipliedBy(2).compareTo(lease) > 0)
            throw new IllegalArgumentException(
                    "a heartbeat every " + heartbeat + " is too slow for a lease of " + lease);
    }

    public Duration backoffAfter(int attempt) {
        Duration backoff = firstBackoff.multipliedBy(1L << Math.min(attempt - 1, 16));
        return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
    }
}

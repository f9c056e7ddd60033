package io.lotledger.export.lifecycle;

import java.time.Duration;

/**
 * Limits, leases and retries of exports.
 *
 * @param workers number of exports that this node renders concurrently
 * @param lease how long a worker keeps an attempt without renewing its lease
 * @param heartbeat how often a living worker renews its lease
 * @param attempts maximum number of attempts before the job fails
 * @param firstBackoff the pause after the first failed attempt; it doubles with each further one
 * @param attemptLimit maximum duration of one attempt, without the wait for the read models
 * @param readModelsWait how long a job waits for the read models to reach its log position
 * @param storagePatience how long one attempt keeps trying to store its workbook
 * @param currencyWait how long a request waits for the read models before it returns a delivered export that may be outdated
 * @param failureStands how long requests return a failed job before they create a new one
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
        if (workers < 1) throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        if (attempts < 1) throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        if (heartbeat.multipliedBy(2).compareTo(lease) > 0)
            throw new IllegalArgumentException(
                    "a heartbeat every " + heartbeat + " is too slow for a lease of " + lease);
    }

    public Duration backoffAfter(int attempt) {
        Duration backoff = firstBackoff.multipliedBy(1L << Math.min(attempt - 1, 16));
        return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
    }
}

package io.lotledger.projections.subscription;

import java.time.Instant;

/**
 * Events that were not delivered.
 *
 * @param skipped true: one event that its receiver refuses even alone, or a damaged entry of the log; later ones were delivered. False: the batch
 *     at which the subscription was suspended, so nothing after it was delivered either
 */
public record DeadLetter(
        long firstPosition, long lastPosition, int events, boolean skipped, String reason, Instant at) {}

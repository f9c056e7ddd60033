package io.lotledger.projections.processor;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a projection could not apply.
 *
 * @param eventId the event ID; for master data, the element's ID
 * @param error exception class and message, which may quote the event
 */
public record ParkedEvent(
        String projection,
        long position,
        UUID organisation,
        String eventId,
        String error,
        int attempts,
        Instant parkedAt) {}

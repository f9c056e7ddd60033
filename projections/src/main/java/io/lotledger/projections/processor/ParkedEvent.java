package io.lotledger.projections.processor;

import java.time.Instant;
import java.util.UUID;

/**
 * An event a projection could not take.
 *
 * @param eventId of master data, the element's id
 * @param error the kind of error and its message, which may quote the event
 */
public record ParkedEvent(
        String projection,
        long position,
        UUID organisation,
        String eventId,
        String error,
        int attempts,
        Instant parkedAt) {}

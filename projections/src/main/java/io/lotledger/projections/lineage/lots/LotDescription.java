package io.lotledger.projections.lineage.lots;

import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a lot now.
 *
 * @param tlc its traceability lot code as its events print it, else as GS1 prints it
 * @param source where the code was assigned: {@code lotledger:tlcSource} of the event that made the lot, else its place; null when no event made it
 * @param firstEventTime of the events that name the lot or a unit it was in
 */
public record LotDescription(
        Lot lot,
        String tlc,
        @Nullable String productName,
        @Nullable Source source,
        @Nullable Instant firstEventTime,
        @Nullable Instant lastEventTime) {

    /** @param gln null where the location is no GS1 key */
    public record Source(
            String location,
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {}
}

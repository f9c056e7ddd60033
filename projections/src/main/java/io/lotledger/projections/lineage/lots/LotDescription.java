package io.lotledger.projections.lineage.lots;

import io.lotledger.projections.lineage.Lot;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Description of a lot.
 *
 * @param tlc traceability lot code as its events print it, otherwise as GS1 prints it
 * @param source where the code was assigned: {@code lotledger:tlcSource} of the event that made the lot, otherwise that
 * event's location; {@code null} if no event made it, or its log entry is damaged: the lot's trace then says so
 * @param firstEventTime first event time among the events that name the lot or a unit it was in, with the event's offset;
 * {@code null} if none is in force
 * @param errors events that named the lot and were declared errors since
 */
public record LotDescription(
        Lot lot,
        String tlc,
        @Nullable String productName,
        @Nullable Source source,
        @Nullable OffsetDateTime firstEventTime,
        @Nullable OffsetDateTime lastEventTime,
        int errors) {

    /** Whether events named the lot, and each of them was declared an error since. */
    public boolean isWithdrawn() {
        return firstEventTime == null && errors > 0;
    }

    /** @param gln {@code null} if the location is not a GS1 key */
    public record Source(
            String location,
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {}
}

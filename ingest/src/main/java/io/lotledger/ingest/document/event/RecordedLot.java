package io.lotledger.ingest.document.event;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A lot that the log has at a place.
 *
 * @param lot class URI
 * @param place read point or business location of an event of the lot, as sent
 * @param usedOn the day, in UTC, on which a transformation used the lot there; {@code null} for any other event
 */
public record RecordedLot(
        String lot, String place, @Nullable LocalDate usedOn) {}

package io.lotledger.ingest.document.event;

import java.time.LocalDate;

/**
 * A lot that the log has at a place.
 *
 * @param lot class URI
 * @param place read point or business location of an event of the lot, as sent
 * @param since the day of its first event there, by the event's own offset
 */
public record RecordedLot(String lot, String place, LocalDate since) {}

package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.time.Instant;

/**
 * The event that a row is based on.
 *
 * @param lot the lot of the row; for a packing or transformation, the new lot, or a lot that it used if no event names the new one
 * @param reason a readable explanation of why the event is this CTE
 */
public record Basis(String eventID, Instant eventTime, String eventTimeZoneOffset, LotKey lot, String reason) {}

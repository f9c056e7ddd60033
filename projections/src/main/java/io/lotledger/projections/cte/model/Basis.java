package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.time.Instant;

/**
 * What a critical tracking event rests on.
 *
 * @param lot the lot the row is about (the new lot of a packing or transformation)
 * @param reason why the event is this CTE, for people to read
 */
public record Basis(String eventID, Instant eventTime, String eventTimeZoneOffset, LotKey lot, String reason) {}

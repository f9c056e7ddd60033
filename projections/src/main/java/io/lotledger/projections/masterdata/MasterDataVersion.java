package io.lotledger.projections.masterdata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One captured version of a location, party or product.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type's URI
 * @param id the element's URI as sent
 * @param since the log position of this version
 * @param until the log position of the next version for the same place or product, whatever its id; {@code null} for the latest
 * @param attributes what it says; of a PATCH, what was known with it
 */
public record MasterDataVersion(
        String vocabulary, String id, long since, @Nullable Long until, Instant recordTime, Attributes attributes) {}

package io.lotledger.projections.masterdata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was once said of a location, party or product.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type's URI
 * @param id the URI it was said of, as sent
 * @param since the log position it was said at
 * @param until that of the next version of this very id; {@code null} while there is none
 */
public record MasterDataVersion(
        String vocabulary, String id, long since, @Nullable Long until, Instant recordTime, Attributes attributes) {}

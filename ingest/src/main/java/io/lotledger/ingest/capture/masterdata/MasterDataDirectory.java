package io.lotledger.ingest.capture.masterdata;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** What organisations have described: places, parties and products. */
public interface MasterDataDirectory {
    /**
     * Those of the keys that some master data of the organisation speaks of, as far as it has been projected; one question.
     *
     * @param keys GLNs (13 digits), GTINs (14 digits), canonical URIs, and those of lots up to the lot, ending in {@code /10/}: whether any lot
     *     of that product is spoken of
     */
    Set<String> described(UUID organisation, Collection<String> keys);
}

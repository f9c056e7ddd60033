package io.lotledger.ingest.capture;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** What organisations have described: places, parties and products. */
public interface MasterDataDirectory {
    /**
     * Those of the keys that some master data of the organisation speaks of, as far as it has been projected; one question.
     *
     * @param keys GLNs (13 digits), GTINs (14 digits) and canonical URIs
     */
    Set<String> described(UUID organisation, Collection<String> keys);
}

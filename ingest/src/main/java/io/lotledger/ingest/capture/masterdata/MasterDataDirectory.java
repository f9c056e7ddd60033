package io.lotledger.ingest.capture.masterdata;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Looks up which places, parties and products have master data. */
public interface MasterDataDirectory {
    /**
     * The keys that projected master data of the organisation describes, in one query.
     *
     * @param keys GLNs (13 digits), GTINs (14 digits), canonical URIs, and lot prefixes: lot URIs up to {@code /10/},
     *     which match when any lot of that product is described
     */
    Set<String> described(UUID organisation, Collection<String> keys);
}

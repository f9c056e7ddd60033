package io.lotledger.ingest.epcis.identifier;

import java.util.Collection;
import java.util.Set;

/** Known GS1 company prefixes. A key does not show the length of its prefix; an EPC URN does. */
public interface CompanyPrefixes {
    /** No prefix is known. */
    CompanyPrefixes NONE = candidates -> Set.of();

    /** The candidates that are known company prefixes, in one query. */
    Set<String> among(Collection<String> candidates);
}

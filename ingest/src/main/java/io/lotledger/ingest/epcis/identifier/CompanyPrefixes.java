package io.lotledger.ingest.epcis.identifier;

import java.util.Collection;
import java.util.Set;

/** GS1 company prefixes that are known to be some: a key does not show how long its prefix is, an EPC URN does. */
public interface CompanyPrefixes {
    /** Nothing is known. */
    CompanyPrefixes NONE = candidates -> Set.of();

    /** Those of the candidates that are company prefixes; one question. */
    Set<String> among(Collection<String> candidates);
}

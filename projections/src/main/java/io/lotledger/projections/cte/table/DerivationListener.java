package io.lotledger.projections.cte.table;

import java.util.Collection;
import java.util.UUID;

/**
 * Is told which lots events have touched, in the transaction that derives these lots again. The findings of a lot depend
 * on the same events, and on master data besides.
 */
public interface DerivationListener {
    /**
     * @param since the first event that touched the lots
     * @param upTo the lots were derived from the tables as of this position
     */
    void derived(UUID organisation, Collection<UUID> lots, long since, long upTo);

    /** An entry of the log that was parked has been written to the tables, after later ones. */
    void wroteLate(long position);
}

package io.lotledger.projections.query.named;

import java.util.UUID;

/** A bean of this type hears of every named query that is deleted. */
public interface NamedQueryListener {
    /** Called in the transaction that deletes the query: an exception keeps the query. */
    void deleted(UUID organisation, String name);
}

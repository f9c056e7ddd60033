package io.lotledger.export.request;

import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;

/** Decides whether a trace is still current. */
public interface TraceCurrency {

    /**
     * Whether the trace gained no event, and what it names no new description, after {@code since} and up to
     * {@code until}, a position that the read models cover.
     */
    boolean isUnchanged(Lot lot, Direction direction, long since, long until);
}

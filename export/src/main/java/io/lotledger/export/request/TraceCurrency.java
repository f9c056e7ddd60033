package io.lotledger.export.request;

import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;

/** Whether a trace is still what it was. */
public interface TraceCurrency {

    /** Whether no event that belongs to the trace was captured after {@code since}, up to {@code until}, which the read models cover. */
    boolean isUnchanged(Lot lot, Direction direction, long since, long until);
}

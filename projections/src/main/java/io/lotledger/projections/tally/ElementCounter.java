package io.lotledger.projections.tally;

import io.lotledger.projections.cte.model.CriticalTrackingEvents;

/** Counts the key data elements of critical tracking events, as the spreadsheet for FDA shows them. */
@FunctionalInterface
public interface ElementCounter {
    RequiredElements count(CriticalTrackingEvents ctes);
}

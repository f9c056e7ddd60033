package io.lotledger.projections.tally;

import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one lot adds to the tally.
 *
 * @param lastCte time of its last critical tracking event
 * @param cycle first lot of the cycle it belongs to
 * @param overdueFrom when the first of its open shipments becomes overdue
 * @param mentions {@linkplain io.lotledger.projections.masterdata.MentionKeys keys} of the master data it uses
 */
record CountedLot(
        Lot lot,
        RequiredElements elements,
        @Nullable Instant lastCte,
        Map<FindingKind, Kind> findings,
        @Nullable UUID cycle,
        @Nullable Instant overdueFrom,
        Set<Long> mentions) {
    CountedLot {
        findings = Map.copyOf(findings);
        mentions = Set.copyOf(mentions);
    }

    /**
     * The findings of one kind.
     *
     * @param oldest time of the earliest event of these findings
     * @param overdue whether a shipment that is overdue is among them
     */
    record Kind(Instant oldest, boolean overdue) {
        Kind and(Kind other) {
            return new Kind(oldest.isBefore(other.oldest) ? oldest : other.oldest, overdue || other.overdue);
        }
    }
}

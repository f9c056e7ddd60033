package io.lotledger.api.dashboard.home;

import io.lotledger.projections.tally.Tally;
import java.time.Instant;

/**
 * A kind of finding with how much there is of it.
 *
 * @param overdueLots of the lots, with a shipment that is overdue
 * @param events with such a finding that belong to no lot
 */
record FindingLine(
        String kind,
        String severity,
        FindingWords words,
        long lots,
        long overdueLots,
        long events,
        Instant oldest,
        String url) {

    static FindingLine of(Tally.Findings counted) {
        return new FindingLine(
                counted.kind().word(),
                counted.kind().severity().word(),
                FindingWords.of(counted.kind()),
                counted.lots(),
                counted.overdueLots(),
                counted.events(),
                counted.oldest(),
                "/compliance/findings?kind=" + counted.kind().word());
    }
}

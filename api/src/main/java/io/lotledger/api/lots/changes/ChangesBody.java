package io.lotledger.api.lots.changes;

import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.history.TraceChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Changes of a trace in the form of the HTTP contract, oldest first.
 *
 * @param logPosition the last position considered
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ChangesBody(String lotId, String direction, long logPosition, List<ChangeBody> changes) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ChangeBody(
            long logPosition,
            Instant recordTime,
            String cause,
            String eventId,
            List<String> lotsAdded,
            List<String> lotsWithdrawn,
            int edgesAdded,
            int edgesWithdrawn) {}

    static ChangesBody of(Lot lot, Direction direction, long logPosition, List<TraceChange> changes) {
        return new ChangesBody(
                lot.shortId(),
                direction.word(),
                logPosition,
                changes.stream()
                        .map(change -> new ChangeBody(
                                change.logPosition(),
                                change.recordTime(),
                                change.cause().name().toLowerCase(Locale.ROOT),
                                change.eventId(),
                                change.lotsAdded().stream()
                                        .map(ShortUuid::encode)
                                        .toList(),
                                change.lotsWithdrawn().stream()
                                        .map(ShortUuid::encode)
                                        .toList(),
                                change.linksAdded(),
                                change.linksWithdrawn()))
                        .toList());
    }
}

package io.lotledger.export.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Direction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A drill was requested. Every later step uses these facts.
 *
 * @param lots that the recall begins with
 * @param random how many lots the request left to chance; null when it named them
 * @param requestedBy id of the API key
 * @param logPosition the drill counts everything captured up to and including this position, and nothing later
 */
public record DrillRequested(
        UUID drillId,
        UUID organisation,
        List<UUID> lots,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer random,
        Direction direction,
        String requestedBy,
        Instant requestedAt,
        long logPosition)
        implements DrillEvent {
    public DrillRequested {
        lots = List.copyOf(lots);
    }

    @Override
    public Instant at() {
        return requestedAt;
    }

    @Override
    public String who() {
        return requestedBy;
    }

    /** The drill's id in the HTTP contract, 22 characters. */
    public String shortId() {
        return ShortUuid.encode(drillId);
    }
}

package io.lotledger.projections.lineage.history;

import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Links that once belonged to a trace and no longer held at its log position.
 *
 * @param lots ends of these links that are not lots of the trace, in URI order
 * @param links in the order of their end in the log
 */
public record WithdrawnLinks(List<WithdrawnLot> lots, List<Link> links) {
    public WithdrawnLinks {
        lots = List.copyOf(lots);
        links = List.copyOf(links);
    }

    /** @param role the side of the seed on which the lot was */
    public record WithdrawnLot(Lot lot, Role role) {}

    /**
     * @param input {@code null} if it had several units of measure or counted serials
     * @param since the log position from which the link held
     * @param until the log position that ended it
     * @param declaredBy the error declaration at that position
     */
    public record Link(
            UUID from,
            UUID to,
            List<String> eventIds,
            @Nullable Amount input,
            @Nullable Amount output,
            long since,
            long until,
            @Nullable Declaration declaredBy) {
        public Link {
            eventIds = List.copyOf(eventIds);
        }
    }

    /**
     * An error declaration (EPCIS 2.0 §7.4.1.4).
     *
     * @param eventId of the event declared erroneous
     * @param reason as sent
     */
    public record Declaration(
            String eventId,
            Instant declarationTime,
            Instant recordTime,
            @Nullable String reason,
            List<String> correctiveEventIds) {
        public Declaration {
            correctiveEventIds = List.copyOf(correctiveEventIds);
        }
    }
}

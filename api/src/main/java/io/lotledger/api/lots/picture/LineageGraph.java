package io.lotledger.api.lots.picture;

import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lineage to draw.
 *
 * @param lots each lot once, in any order
 * @param seed index of the seed in {@code lots}
 * @param lines at most one for each pair of lots
 */
public record LineageGraph(List<GraphLot> lots, int seed, List<Line> lines) {
    public LineageGraph {
        lots = List.copyOf(lots);
        lines = List.copyOf(lines);
    }

    List<String> names() {
        return lots.stream().map(GraphLot::uri).toList();
    }

    List<Link> links() {
        return lines.stream().map(Line::link).toList();
    }

    /**
     * @param uri the lot's class URI
     * @param code what is printed on the lot: the last part of its traceability lot code
     * @param gaps number of key data elements that are missing
     * @param severity of the worst finding
     */
    public record GraphLot(
            String uri,
            String code,
            @Nullable String product,
            @Nullable String place,
            Role role,
            int gaps,
            @Nullable Severity severity) {}

    /**
     * One lot was used to make another.
     *
     * @param uses what the events in force say; for a withdrawn line, what the withdrawn events said
     * @param withdrawal set if no event in force states the line
     */
    public record Line(Link link, List<Use> uses, @Nullable Withdrawal withdrawal) {
        public Line {
            uses = List.copyOf(uses);
        }
    }

    /** @param amount how much of the first lot the event used; {@code null} if it does not say so in one unit */
    public record Use(String eventId, @Nullable Amount amount) {}

    /**
     * @param until the log position that ended the line
     * @param declared when the event was declared an error; {@code null} if the line ended for another reason
     */
    public record Withdrawal(long until, @Nullable Instant declared) {}
}

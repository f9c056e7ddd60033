package io.lotledger.projections.lineage;

import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link with its evidence.
 *
 * @param outputEvent {@code null} if one event names both the input and the output
 * @param counted the link, if its amounts must be computed: they depend on the lots of serials and the contents of
 * units known at the requested position, or have several units of measure
 */
record LotEdgeRow(
        UUID from,
        UUID to,
        String inputEvent,
        @Nullable String outputEvent,
        @Nullable Amount input,
        @Nullable Amount output,
        @Nullable LotEdge counted) {

    private record Key(UUID from, UUID to, String eventId) {}

    /**
     * One edge per event. If input and output came in two events, each edge has the amount of its own event.
     *
     * @param counted edges of links whose amounts are not in their row; an event may be evidence of such a link and of a row
     */
    static List<Edge> edges(Collection<LotEdgeRow> rows, Collection<Edge> counted) {
        List<Edge> edges = new ArrayList<>(rows.size() + counted.size());
        boolean split = !counted.isEmpty();
        for (LotEdgeRow row : rows) {
            if (row.outputEvent == null) {
                edges.add(new Edge(row.from, row.to, row.inputEvent, listed(row.input), listed(row.output)));
            } else {
                split = true;
                edges.add(new Edge(row.from, row.to, row.inputEvent, listed(row.input), List.of()));
                edges.add(new Edge(row.from, row.to, row.outputEvent, List.of(), listed(row.output)));
            }
        }
        edges.addAll(counted);
        return split ? merged(edges) : edges;
    }

    /** Merges edges of the same event: it may name both ends of a link, while another event repeats one end. */
    private static List<Edge> merged(List<Edge> edges) {
        Map<Key, Edge> byKey = new LinkedHashMap<>();
        for (Edge edge : edges) {
            byKey.merge(
                    new Key(edge.from(), edge.to(), edge.eventId()),
                    edge,
                    (one, other) -> new Edge(
                            one.from(),
                            one.to(),
                            one.eventId(),
                            either(one.inputs(), other.inputs()),
                            either(one.outputs(), other.outputs())));
        }
        return new ArrayList<>(byKey.values());
    }

    private static List<Amount> listed(@Nullable Amount amount) {
        return amount == null ? List.of() : List.of(amount);
    }

    private static List<Amount> either(List<Amount> one, List<Amount> other) {
        return one.isEmpty() ? other : one;
    }
}

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
 * @param outputEvent null where the event that names the input names the output too
 * @param counted the link, where its amounts are not these: they depend on what is known of serials at the position asked for
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

    /** One edge per event: where inputs and outputs came in two events, each has the amount it tells. */
    static List<Edge> edges(Collection<LotEdgeRow> rows) {
        List<Edge> edges = new ArrayList<>(rows.size());
        boolean split = false;
        for (LotEdgeRow row : rows) {
            if (row.outputEvent == null) {
                edges.add(new Edge(row.from, row.to, row.inputEvent, row.input, row.output));
            } else {
                split = true;
                edges.add(new Edge(row.from, row.to, row.inputEvent, row.input, null));
                edges.add(new Edge(row.from, row.to, row.outputEvent, null, row.output));
            }
        }
        return split ? eachOnce(edges) : edges;
    }

    /** An event may name both ends of a link of which another event tells one end again. */
    private static List<Edge> eachOnce(List<Edge> edges) {
        Map<Key, Edge> merged = new LinkedHashMap<>();
        for (Edge edge : edges) {
            merged.merge(
                    new Key(edge.from(), edge.to(), edge.eventId()),
                    edge,
                    (one, other) -> new Edge(
                            one.from(),
                            one.to(),
                            one.eventId(),
                            either(one.input(), other.input()),
                            either(one.output(), other.output())));
        }
        return new ArrayList<>(merged.values());
    }

    private static @Nullable Amount either(@Nullable Amount one, @Nullable Amount other) {
        return one != null ? one : other;
    }
}

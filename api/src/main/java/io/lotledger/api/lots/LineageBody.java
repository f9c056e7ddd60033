package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A trace in the form of the HTTP contract. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record LineageBody(
        String seed,
        String direction,
        AsOfBody asOf,
        List<NodeBody> nodes,
        List<EdgeBody> edges,
        @Nullable List<FindingBody> findings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WithdrawnBody withdrawn) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AsOfBody(long logPosition, @Nullable Instant recordTime) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NodeBody(String lotId, @JsonProperty("class") String lotClass, String role, int depth) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record EdgeBody(String from, String to, List<String> eventIds, List<AmountBody> inputs, List<AmountBody> outputs) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AmountBody(
            @Nullable BigDecimal quantity, @Nullable String uom) {
        static List<AmountBody> of(@Nullable Amount amount) {
            return amount == null ? List.of() : List.of(new AmountBody(amount.quantity(), amount.uom()));
        }
    }

    /**
     * @param findings null when the client did not ask for them
     * @param withdrawn null when the client did not ask for it
     */
    static LineageBody of(
            Trace trace,
            @Nullable Instant recordTime,
            @Nullable List<FindingBody> findings,
            @Nullable WithdrawnBody withdrawn) {
        return new LineageBody(
                trace.seed().shortId(),
                trace.direction().word(),
                new AsOfBody(trace.logPosition(), recordTime),
                trace.nodes().stream()
                        .map(node -> new NodeBody(
                                node.lot().shortId(),
                                node.lot().key().uri(),
                                node.role().name().toLowerCase(Locale.ROOT),
                                node.depth()))
                        .toList(),
                edges(trace),
                findings,
                withdrawn);
    }

    /**
     * One edge per pair of nodes, with all events that state it. The other inputs of transformations that a forward trace
     * passes are no nodes.
     */
    private static List<EdgeBody> edges(Trace trace) {
        Set<UUID> nodes = trace.lotIds();
        return trace.edges().stream()
                .filter(edge -> nodes.contains(edge.from()) && nodes.contains(edge.to()))
                .collect(Collectors.groupingBy(
                        edge -> List.of(edge.from(), edge.to()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(same -> new EdgeBody(
                        ShortUuid.encode(same.get(0).from()),
                        ShortUuid.encode(same.get(0).to()),
                        same.stream().map(Edge::eventId).distinct().toList(),
                        amounts(same, Edge::inputs),
                        amounts(same, Edge::outputs)))
                .toList();
    }

    private static List<AmountBody> amounts(List<Edge> edges, Function<Edge, List<Amount>> side) {
        return edges.stream()
                .map(side)
                .flatMap(List::stream)
                .map(amount -> new AmountBody(amount.quantity(), amount.uom()))
                .toList();
    }
}

package io.lotledger.api.lots;

import io.lotledger.api.lots.picture.LineageGraph;
import io.lotledger.api.lots.picture.LineageGraphs;
import io.lotledger.api.lots.picture.LineagePicture;
import io.lotledger.api.lots.picture.PictureSvg;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.Trace.Role;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A trace as a drawing. Graphviz computes its own layout; the SVG has that of {@link LineagePicture}. */
final class LineageDrawing {
    static final int MOST_DRAWN = 1_000;

    private static final WithdrawnLinks NOTHING_WITHDRAWN = new WithdrawnLinks(List.of(), List.of());

    private final Trace trace;
    private final Map<UUID, LotDescription> described;
    private final Map<Pair, List<Edge>> edges = new LinkedHashMap<>();

    private record Pair(UUID from, UUID to) {}

    private LineageDrawing(Trace trace, Map<UUID, LotDescription> described) {
        this.trace = trace;
        this.described = described;
        for (Edge edge : trace.edges()) {
            edges.computeIfAbsent(new Pair(edge.from(), edge.to()), p -> new ArrayList<>())
                    .add(edge);
        }
    }

    /** @param describe finds the codes and products of lots */
    static LineageDrawing of(Trace trace, Function<List<Lot>, List<LotDescription>> describe) {
        List<Lot> lots = trace.nodes().stream().map(Node::lot).toList();
        return new LineageDrawing(
                trace,
                describe.apply(lots).stream()
                        .collect(Collectors.toMap(known -> known.lot().id(), known -> known)));
    }

    String graphviz() {
        StringBuilder out = new StringBuilder("digraph lineage {\n  rankdir=LR;\n")
                .append("  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n")
                .append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
        for (Node node : trace.nodes()) {
            Lot lot = node.lot();
            out.append("  ").append(quoted(lot.shortId())).append(" [label=").append(quoted(label(lot)));
            out.append(", tooltip=").append(quoted(lot.key().uri()));
            out.append(", fillcolor=").append(quoted(colour(node.role()))).append("];\n");
        }
        for (Pair pair : edges.keySet()) {
            if (!isDrawn(pair)) continue;
            out.append("  ").append(quoted(shortId(pair.from()))).append(" -> ").append(quoted(shortId(pair.to())));
            out.append(" [label=").append(quoted(amounts(pair))).append(", tooltip=");
            out.append(quoted(String.join(", ", events(pair)))).append("];\n");
        }
        return out.append("}\n").toString();
    }

    String svg() {
        LineageGraph graph = LineageGraphs.of(trace, NOTHING_WITHDRAWN, described.values(), Map.of());
        return PictureSvg.of(LineagePicture.ungrouped(graph), "Lineage of " + code(trace.seed()));
    }

    /** An edge to a lot outside the trace is not drawn. */
    private boolean isDrawn(Pair pair) {
        return described.containsKey(pair.from()) && described.containsKey(pair.to());
    }

    private String amounts(Pair pair) {
        Set<String> amounts = new LinkedHashSet<>();
        for (Edge edge : edges.getOrDefault(pair, List.of())) {
            for (Amount input : edge.inputs()) {
                BigDecimal quantity = input.quantity();
                if (quantity == null) continue;
                amounts.add(quantity.toPlainString() + (input.uom() == null ? "" : " " + input.uom()));
            }
        }
        return String.join(" + ", amounts);
    }

    private List<String> events(Pair pair) {
        return edges.getOrDefault(pair, List.of()).stream()
                .map(Edge::eventId)
                .distinct()
                .toList();
    }

    private String shortId(UUID lot) {
        LotDescription known = described.get(lot);
        return known == null ? lot.toString() : known.lot().shortId();
    }

    private String code(Lot lot) {
        LotDescription known = described.get(lot.id());
        return known == null ? lot.key().printed() : known.tlc();
    }

    private String label(Lot lot) {
        LotDescription known = described.get(lot.id());
        String product = known == null ? null : known.productName();
        return code(lot) + (product == null ? "" : "\n" + product);
    }

    private static String colour(Role role) {
        return switch (role) {
            case SEED -> "#ffe08a";
            case UPSTREAM -> "#d7ecd9";
            case DOWNSTREAM -> "#d6e4f7";
        };
    }

    /** A quoted string of the DOT language. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}

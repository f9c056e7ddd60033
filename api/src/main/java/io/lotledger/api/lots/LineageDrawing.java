package io.lotledger.api.lots;

import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.Trace.Role;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * A trace as a drawing: upstream lots on the left, downstream lots on the right, one column per depth. Graphviz computes its own
 * layout. The SVG is laid out here; it has no scripts and no links.
 */
final class LineageDrawing {
    static final int MOST_DRAWN = 1_000;

    private static final int WIDTH = 230;
    private static final int HEIGHT = 46;
    private static final int COLUMN = WIDTH + 130;
    private static final int ROW = HEIGHT + 22;
    private static final int MARGIN = 20;
    private static final int LETTERS = 34;

    private final Trace trace;
    private final Map<UUID, LotDescription> described;
    private final Map<Pair, List<Edge>> edges = new LinkedHashMap<>();

    private record Pair(UUID from, UUID to) {}

    private record Point(int x, int y) {}

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
        Map<UUID, Point> places = layOut();
        int right = places.values().stream().mapToInt(Point::x).max().orElse(0) + WIDTH + MARGIN;
        int bottom = places.values().stream().mapToInt(Point::y).max().orElse(0) + HEIGHT + MARGIN;
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        .formatted(right, bottom, right, bottom))
                .append(" role=\"img\" font-family=\"sans-serif\">\n<title>")
                .append(escaped("Lineage of " + code(trace.seed())))
                .append(
                        "</title>\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\"")
                .append(
                        " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#555\"/></marker></defs>\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (Pair pair : edges.keySet()) {
            if (isDrawn(pair))
                line(
                        out,
                        pair,
                        Objects.requireNonNull(places.get(pair.from())),
                        Objects.requireNonNull(places.get(pair.to())));
        }
        for (Node node : trace.nodes())
            box(out, node, Objects.requireNonNull(places.get(node.lot().id())));
        return out.append("</svg>\n").toString();
    }

    private void line(StringBuilder out, Pair pair, Point from, Point to) {
        int x1 = from.x() + WIDTH;
        int y1 = from.y() + HEIGHT / 2;
        int x2 = to.x();
        int y2 = to.y() + HEIGHT / 2;
        int bend = (COLUMN - WIDTH) / 2;
        out.append(
                        "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#arrow)\"><title>"
                                .formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2))
                .append(escaped(String.join("\n", events(pair))))
                .append("</title></path>\n");
        String amounts = amounts(pair);
        if (amounts.isEmpty()) return;
        out.append("<text x=\"%d\" y=\"%d\" font-size=\"10\" text-anchor=\"middle\" fill=\"#333\">"
                        .formatted((x1 + x2) / 2, (y1 + y2) / 2 - 4))
                .append(escaped(amounts))
                .append("</text>\n");
    }

    private void box(StringBuilder out, Node node, Point at) {
        Lot lot = node.lot();
        LotDescription known = described.get(lot.id());
        String product = known == null ? null : known.productName();
        out.append("<g><title>").append(escaped(lot.key().uri())).append("</title>");
        out.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"#333\"/>"
                .formatted(at.x(), at.y(), WIDTH, HEIGHT, colour(node.role())));
        text(out, at.x() + 10, at.y() + 19, 12, code(lot));
        text(out, at.x() + 10, at.y() + 36, 11, product == null ? "" : product);
        out.append("</g>\n");
    }

    private static void text(StringBuilder out, int x, int y, int size, String text) {
        String shown = text.length() > LETTERS ? text.substring(0, LETTERS - 1) + "…" : text;
        out.append("<text x=\"%d\" y=\"%d\" font-size=\"%d\">".formatted(x, y, size))
                .append(escaped(shown))
                .append("</text>");
    }

    private Map<UUID, Point> layOut() {
        SortedMap<Integer, List<UUID>> columns = new TreeMap<>();
        for (Node node : trace.nodes()) {
            int column = node.role() == Role.UPSTREAM ? -node.depth() : node.depth();
            columns.computeIfAbsent(column, c -> new ArrayList<>())
                    .add(node.lot().id());
        }
        int first = columns.isEmpty() ? 0 : columns.firstKey();
        int rows = columns.values().stream().mapToInt(List::size).max().orElse(0);
        Map<UUID, Point> places = new LinkedHashMap<>();
        columns.forEach((column, lots) -> {
            int top = MARGIN + (rows - lots.size()) * ROW / 2;
            for (int i = 0; i < lots.size(); i++) {
                places.put(lots.get(i), new Point(MARGIN + (column - first) * COLUMN, top + i * ROW));
            }
        });
        return places;
    }

    /** An edge to a lot outside the trace is not drawn. */
    private boolean isDrawn(Pair pair) {
        return described.containsKey(pair.from()) && described.containsKey(pair.to());
    }

    private String amounts(Pair pair) {
        Set<String> amounts = new LinkedHashSet<>();
        for (Edge edge : edges.getOrDefault(pair, List.of())) {
            Amount input = edge.input();
            BigDecimal quantity = input == null ? null : input.quantity();
            if (input == null || quantity == null) continue;
            amounts.add(quantity.toPlainString() + (input.uom() == null ? "" : " " + input.uom()));
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

    /** Escapes text for XML; U+FFFD replaces each character that XML cannot contain. */
    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(
                text.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD"), "UTF-8");
    }
}

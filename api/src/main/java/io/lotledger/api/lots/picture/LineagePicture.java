package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineageGraph.Line;
import io.lotledger.api.lots.picture.LineageGraph.Use;
import io.lotledger.api.lots.picture.LineageGraph.Withdrawal;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A lineage with its boxes and lines in place. Boxes are ordered by column, from top to bottom; lines by their boxes. */
public final class LineagePicture {
    private final LineageGraph graph;
    private final List<Placed> boxes;
    private final List<PlacedLine> lines;
    private final int seed;

    private LineagePicture(LineageGraph graph, List<Placed> boxes, List<PlacedLine> lines, int seed) {
        this.graph = graph;
        this.boxes = List.copyOf(boxes);
        this.lines = List.copyOf(lines);
        this.seed = seed;
    }

    /**
     * @param y the middle of the box; the seed's is 0
     * @param key of a group; {@code null} for a single lot
     * @param lots the lots of the box, at least one
     * @param isFar whether the group has lots of several columns
     */
    public record Placed(int column, int y, @Nullable String key, List<GraphLot> lots, boolean isFar) {
        public GraphLot first() {
            return lots.get(0);
        }

        public boolean isGroup() {
            return key != null;
        }

        public long distinct(Function<GraphLot, @Nullable String> of) {
            return lots.stream().map(of).filter(Objects::nonNull).distinct().count();
        }

        public int gaps() {
            return lots.stream().mapToInt(GraphLot::gaps).sum();
        }

        /** Of the worst finding of any lot. */
        public @Nullable Severity severity() {
            return lots.stream()
                    .map(GraphLot::severity)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /**
     * @param from index of a box
     * @param label the quantities, one sum for each unit; empty if none is stated
     * @param lanes heights at which the line passes the columns between its ends
     * @param leaves distance from the middle of the first box at which the line leaves it
     * @param enters the same at the last box
     * @param isReturn whether the line closes a cycle and leads back
     * @param withdrawal set if the whole line is withdrawn
     */
    public record PlacedLine(
            int from,
            int to,
            String label,
            List<Integer> lanes,
            int leaves,
            int enters,
            boolean isReturn,
            @Nullable Withdrawal withdrawal) {

        PlacedLine at(int leaving, int entering) {
            return new PlacedLine(from, to, label, lanes, leaving, entering, isReturn, withdrawal);
        }
    }

    /** All lots as boxes of their own. */
    public static LineagePicture ungrouped(LineageGraph graph) {
        int[] columns = LineageLayout.columns(graph.names(), graph.seed(), graph.links());
        return of(graph, new LineageGroups(graph, columns, null).ungrouped());
    }

    /**
     * @param opened keys of groups to show as single lots
     * @param found the class URI of the lot that was searched for
     */
    public static LineagePicture grouped(LineageGraph graph, Set<String> opened, @Nullable String found) {
        int[] columns = LineageLayout.columns(graph.names(), graph.seed(), graph.links());
        return of(graph, new LineageGroups(graph, columns, found).boxes(opened));
    }

    private static LineagePicture of(LineageGraph graph, List<LineageGroups.Box> grouped) {
        int[] boxOf = new int[graph.lots().size()];
        for (int box = 0; box < grouped.size(); box++) {
            for (int lot : grouped.get(box).lots()) boxOf[lot] = box;
        }
        TreeMap<Link, List<Line>> merged = new TreeMap<>(Link.IN_ORDER);
        for (Line line : graph.lines()) {
            Link link = new Link(boxOf[line.link().from()], boxOf[line.link().to()]);
            if (link.from() == link.to() && grouped.get(link.from()).key() != null) continue;
            merged.computeIfAbsent(link, l -> new ArrayList<>()).add(line);
        }
        List<String> names = grouped.stream()
                .map(box -> graph.lots().get(box.lots().get(0)).uri())
                .toList();
        int[] columns = grouped.stream().mapToInt(LineageGroups.Box::column).toArray();
        int seed = boxOf[graph.seed()];
        LineageLayout layout = LineageLayout.of(names, columns, seed, merged.keySet());

        int[] order = IntStream.range(0, grouped.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(box -> columns[box]).thenComparingInt(layout::height))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] index = new int[order.length];
        for (int i = 0; i < order.length; i++) index[order[i]] = i;
        List<Placed> boxes = IntStream.of(order)
                .mapToObj(box -> placed(graph, grouped.get(box), layout.height(box)))
                .toList();
        List<PlacedLine> lines = new ArrayList<>();
        merged.forEach((link, all) ->
                lines.add(line(all, index[link.from()], index[link.to()], layout.lanes(link), layout.isReturn(link))));
        lines.sort(Comparator.comparingInt(PlacedLine::from).thenComparingInt(PlacedLine::to));
        return new LineagePicture(graph, boxes, BoxSides.spread(boxes, lines), index[seed]);
    }

    private static Placed placed(LineageGraph graph, LineageGroups.Box box, int y) {
        return new Placed(
                box.column(),
                y,
                box.key(),
                box.lots().stream().map(graph.lots()::get).toList(),
                box.isFar());
    }

    /** A merged line is withdrawn if each of its lines is; its quantities are those in force otherwise. */
    private static PlacedLine line(List<Line> all, int from, int to, int[] lanes, boolean isReturn) {
        List<Line> inForce =
                all.stream().filter(line -> line.withdrawal() == null).toList();
        Withdrawal last = all.stream()
                .map(Line::withdrawal)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .max(Comparator.comparingLong(Withdrawal::until))
                .orElse(null);
        return new PlacedLine(
                from,
                to,
                label(inForce.isEmpty() ? all : inForce),
                IntStream.of(lanes).boxed().toList(),
                0,
                0,
                isReturn,
                inForce.isEmpty() ? last : null);
    }

    /** An event that makes several lots of the group used the first lot once. */
    private static String label(List<Line> lines) {
        Set<List<Object>> counted = new HashSet<>();
        QuantitySum sum = new QuantitySum();
        for (Line line : lines) {
            for (Use use : line.uses()) {
                if (counted.add(List.of(line.link().from(), use.eventId()))) sum.add(use.amount());
            }
        }
        return sum.text();
    }

    public List<Placed> boxes() {
        return boxes;
    }

    public List<PlacedLine> lines() {
        return lines;
    }

    /** Index of the seed's box. */
    public int seed() {
        return seed;
    }

    public int lots() {
        return graph.lots().size();
    }
}

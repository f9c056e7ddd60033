package io.lotledger.api.lots.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The places of boxes and lines of a lineage, relative to the seed, which is at column 0 and height 0. The layout depends
 * on the names, the links and the seed alone, in whatever order they come.
 *
 * <p>Columns come from {@link LineageStages}, the order within them from {@link ColumnOrder}. A line that passes a column
 * gets a lane of its own there, so that it does not cross a box.
 */
public final class LineageLayout {
    /** Height of a row: a box and the space below it. */
    public static final int ROW = 88;

    /** Width of a column: a box and the space to the next one, which holds the quantities. */
    public static final int COLUMN = 296;

    public static final int BOX_WIDTH = 188;
    public static final int BOX_HEIGHT = 62;

    static final int SWEEPS = 24;
    private static final int LANE = 18;

    /** Lines beyond this number of lanes are drawn straight: a trace of long lines has more lanes than lots. */
    private static final int MOST_LANES = 30_000;

    private final int[] columns;
    private final int[] heights;
    private final Map<Link, int[]> lanes;
    private final long crossings;

    private LineageLayout(int[] columns, int[] heights, Map<Link, int[]> lanes, long crossings) {
        this.columns = columns;
        this.heights = heights;
        this.lanes = lanes;
        this.crossings = crossings;
    }

    /** @param names of the boxes, distinct; they decide between equally good places */
    public static LineageLayout of(List<String> names, int seed, Collection<Link> links) {
        return of(names, columns(names, seed, links), seed, links, SWEEPS);
    }

    /** @param columns the column of each box; 0 for the seed */
    public static LineageLayout of(List<String> names, int[] columns, int seed, Collection<Link> links) {
        return of(names, columns, seed, links, SWEEPS);
    }

    /** The column of each lot by the longest path, negative for what the seed was made from. */
    public static int[] columns(List<String> names, int seed, Collection<Link> links) {
        Numbering numbering = new Numbering(names);
        int[] sorted = LineageStages.of(names.size(), numbering.number[seed], numbering.renamed(links));
        return IntStream.range(0, names.size())
                .map(box -> sorted[numbering.number[box]])
                .toArray();
    }

    static LineageLayout of(List<String> names, int[] columns, int seed, Collection<Link> links, int sweeps) {
        Numbering numbering = new Numbering(names);
        int[] sorted = new int[columns.length];
        for (int box = 0; box < columns.length; box++) sorted[numbering.number[box]] = columns[box];
        Lanes drawn = new Lanes(sorted, numbering.renamed(links), MOST_LANES);
        int[][] order = drawn.columns();
        ColumnOrder.sweep(order, drawn.vertices(), drawn.segments(), sweeps);
        double[] y = new ColumnHeights(
                        order,
                        drawn.extents(ROW, LANE),
                        Neighbours.after(drawn.vertices(), drawn.segments()),
                        Neighbours.before(drawn.vertices(), drawn.segments()))
                .heights();
        double origin = y[numbering.number[seed]];
        int[] heights = new int[columns.length];
        for (int box = 0; box < columns.length; box++) {
            heights[box] = (int) Math.round(y[numbering.number[box]] - origin);
        }
        Map<Link, int[]> lanes = new HashMap<>();
        drawn.lanes()
                .forEach((link, at) -> lanes.put(
                        new Link(numbering.box[link.from()], numbering.box[link.to()]),
                        Arrays.stream(at)
                                .map(lane -> (int) Math.round(y[lane] - origin))
                                .toArray()));
        return new LineageLayout(
                columns.clone(), heights, lanes, ColumnOrder.crossings(order, drawn.vertices(), drawn.segments()));
    }

    public int column(int box) {
        return columns[box];
    }

    /** The middle of the box, in pixels; the seed's is 0. */
    public int height(int box) {
        return heights[box];
    }

    /** Heights at which the line passes the columns between its ends, from left to right; empty without such columns. */
    public int[] lanes(Link link) {
        return lanes.getOrDefault(link, new int[0]).clone();
    }

    /** Whether the line leads back to an earlier column: it closes a cycle. */
    public boolean isReturn(Link link) {
        return columns[link.from()] > columns[link.to()];
    }

    long crossings() {
        return crossings;
    }

    /** Numbers boxes in the order of their names. */
    private static final class Numbering {
        private final int[] number; // by box
        private final int[] box; // by number

        Numbering(List<String> names) {
            box = IntStream.range(0, names.size())
                    .boxed()
                    .sorted(Comparator.comparing(names::get))
                    .mapToInt(Integer::intValue)
                    .toArray();
            number = new int[box.length];
            for (int i = 0; i < box.length; i++) number[box[i]] = i;
        }

        /** Each link once, in order. */
        List<Link> renamed(Collection<Link> links) {
            TreeSet<Link> renamed = new TreeSet<>(Link.IN_ORDER);
            for (Link link : links) renamed.add(new Link(number[link.from()], number[link.to()]));
            return new ArrayList<>(renamed);
        }
    }
}

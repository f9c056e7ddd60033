package io.lotledger.api.lots.picture;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The order of vertices within columns, where every link leads to the next column. Each sweep orders the columns by the
 * mean position of their neighbours in the column before (Sugiyama's barycentre method), alternately rightwards and
 * leftwards; equal means are ordered by number. The result is the order with the fewest crossings found.
 */
final class ColumnOrder {
    private final int[][] columns;
    private final int[] position;
    private final Neighbours after;
    private final Neighbours before;

    private ColumnOrder(int[][] columns, int vertices, Collection<Link> links) {
        this.columns = columns;
        this.position = new int[vertices];
        this.after = Neighbours.after(vertices, links);
        this.before = Neighbours.before(vertices, links);
        for (int[] column : columns) number(column);
    }

    /** @param columns the vertices of each column; the result is in these arrays */
    static void sweep(int[][] columns, int vertices, List<Link> links, int sweeps) {
        ColumnOrder order = new ColumnOrder(columns, vertices, links);
        int[][] best = order.copy();
        long fewest = order.crossings();
        for (int sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
            if (sweep % 2 == 0) order.rightwards();
            else order.leftwards();
            long crossings = order.crossings();
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = order.copy();
        }
        for (int column = 0; column < columns.length; column++) columns[column] = best[column];
    }

    /** Pairs of links between the same two columns that cross. */
    static long crossings(int[][] columns, int vertices, Collection<Link> links) {
        return new ColumnOrder(columns, vertices, links).crossings();
    }

    private void rightwards() {
        for (int column = 1; column < columns.length; column++) arrange(columns[column], before);
    }

    private void leftwards() {
        for (int column = columns.length - 2; column >= 0; column--) arrange(columns[column], after);
    }

    /** Sorts by mean and number in one {@code long}: the bits of a float that is not negative sort as the float does. */
    private void arrange(int[] column, Neighbours fixed) {
        long[] keys = new long[column.length];
        for (int i = 0; i < column.length; i++) {
            keys[i] = (long) Float.floatToIntBits(mean(column[i], fixed)) << 32 | column[i];
        }
        Arrays.sort(keys);
        for (int i = 0; i < column.length; i++) column[i] = (int) keys[i];
        number(column);
    }

    private float mean(int vertex, Neighbours fixed) {
        int count = fixed.last(vertex) - fixed.first(vertex);
        if (count == 0) return position[vertex];
        long sum = 0;
        for (int at = fixed.first(vertex); at < fixed.last(vertex); at++) sum += position[fixed.end(at)];
        return (float) sum / count;
    }

    private void number(int[] column) {
        for (int i = 0; i < column.length; i++) position[column[i]] = i;
    }

    private int[][] copy() {
        return Arrays.stream(columns).map(int[]::clone).toArray(int[][]::new);
    }

    private long crossings() {
        long crossings = 0;
        for (int column = 0; column + 1 < columns.length; column++) {
            crossings += crossings(columns[column], columns[column + 1].length);
        }
        return crossings;
    }

    /** Counts inversions of the right ends, in the order of the left ends, with a Fenwick tree. */
    private long crossings(int[] left, int rightSize) {
        int[] tree = new int[rightSize + 1];
        long crossings = 0;
        int seen = 0;
        for (int vertex : left) {
            int first = after.first(vertex);
            int last = after.last(vertex);
            for (int at = first; at < last; at++) crossings += seen - upTo(tree, position[after.end(at)]);
            for (int at = first; at < last; at++) {
                for (int i = position[after.end(at)] + 1; i < tree.length; i += i & -i) tree[i]++;
            }
            seen += last - first;
        }
        return crossings;
    }

    /** Number of right ends seen at this position or before. */
    private static int upTo(int[] tree, int position) {
        int count = 0;
        for (int i = position + 1; i > 0; i -= i & -i) count += tree[i];
        return count;
    }
}

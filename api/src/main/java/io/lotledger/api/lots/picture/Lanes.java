package io.lotledger.api.lots.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Divides links into segments between adjacent columns; a link has a lane, an extra vertex, in each column it passes. */
final class Lanes {
    private final int boxes;
    private final List<Integer> columnOf = new ArrayList<>();
    private final List<Link> segments = new ArrayList<>();
    private final Map<Link, int[]> lanes = new LinkedHashMap<>();
    private final int firstColumn;
    private final int columnCount;

    /** @param most number of lanes; if there would be more, the longest links get none */
    Lanes(int[] columns, List<Link> links, int most) {
        boxes = columns.length;
        for (int column : columns) columnOf.add(column);
        firstColumn = Arrays.stream(columns).min().orElse(0);
        columnCount = Arrays.stream(columns).max().orElse(0) - firstColumn + 1;
        int longest = longest(columns, links, most);
        for (Link link : links) {
            int passed = columns[link.to()] - columns[link.from()] - 1;
            if (passed < 0 || passed > longest) continue;
            int[] own = new int[passed];
            int previous = link.from();
            for (int i = 0; i < passed; i++) {
                own[i] = columnOf.size();
                columnOf.add(columns[link.from()] + 1 + i);
                segments.add(new Link(previous, own[i]));
                previous = own[i];
            }
            segments.add(new Link(previous, link.to()));
            if (passed > 0) lanes.put(link, own);
        }
    }

    private static int longest(int[] columns, List<Link> links, int most) {
        int[] passed = links.stream()
                .mapToInt(link -> columns[link.to()] - columns[link.from()] - 1)
                .filter(between -> between > 0)
                .sorted()
                .toArray();
        long sum = 0;
        for (int between : passed) {
            sum += between;
            if (sum > most) return between - 1;
        }
        return Integer.MAX_VALUE;
    }

    int vertices() {
        return columnOf.size();
    }

    List<Link> segments() {
        return segments;
    }

    Map<Link, int[]> lanes() {
        return lanes;
    }

    /** The vertices of each column from left to right, ascending. */
    int[][] columns() {
        int[] sizes = new int[columnCount];
        for (int column : columnOf) sizes[column - firstColumn]++;
        int[][] columns = new int[columnCount][];
        for (int column = 0; column < columnCount; column++) columns[column] = new int[sizes[column]];
        int[] filled = new int[columnCount];
        for (int vertex = 0; vertex < columnOf.size(); vertex++) {
            int column = columnOf.get(vertex) - firstColumn;
            columns[column][filled[column]++] = vertex;
        }
        return columns;
    }

    double[] extents(double box, double lane) {
        return IntStream.range(0, columnOf.size())
                .mapToDouble(vertex -> vertex < boxes ? box : lane)
                .toArray();
    }
}

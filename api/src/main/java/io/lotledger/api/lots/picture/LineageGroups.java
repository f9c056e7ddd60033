package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Groups the lots of wide columns, so that the first view has at most {@link #MOST_BOXES} boxes. A column of more than
 * {@link #WIDE} lots is grouped by product and place, or by product if there are many places. If that leaves too many
 * boxes, such a column is one group as a whole; then far columns become one group at each side.
 *
 * <p>The seed and the lot that was searched for are never grouped. Neighbours of the seed and lots with errors are not
 * grouped as long as the limit allows. Opening a group does not change the other groups.
 */
final class LineageGroups {
    static final int WIDE = 12;
    static final int MOST_BOXES = 60;

    /** A column with more groups than this by product and place is grouped by product alone. */
    private static final int FEW = 6;

    /** Opening a far group shows this many further columns. */
    private static final int FURTHER = 12;

    private static final int ALL = Integer.MAX_VALUE;

    private final LineageGraph graph;
    private final int[] columns;
    private final BitSet never = new BitSet();
    private final BitSet errors = new BitSet();
    private final BitSet neighbours = new BitSet();
    private final TreeMap<Integer, List<Integer>> byColumn = new TreeMap<>();

    private enum Level {
        PRODUCT_AND_PLACE,
        PRODUCT,
        COLUMN,
        COLUMN_WITH_NEIGHBOURS,
        COLUMN_WITH_ERRORS
    }

    /** @param found the URI of the lot that was searched for */
    LineageGroups(LineageGraph graph, int[] columns, @Nullable String found) {
        this.graph = graph;
        this.columns = columns;
        List<Integer> lots = IntStream.range(0, columns.length)
                .boxed()
                .sorted(Comparator.comparing(lot -> graph.lots().get(lot).uri()))
                .toList();
        for (int lot : lots) {
            byColumn.computeIfAbsent(columns[lot], c -> new ArrayList<>()).add(lot);
            GraphLot known = graph.lots().get(lot);
            if (lot == graph.seed() || known.uri().equals(found)) never.set(lot);
            if (known.severity() == Severity.ERROR) errors.set(lot);
        }
        for (Link link : graph.links()) {
            if (link.from() == graph.seed()) neighbours.set(link.to());
            if (link.to() == graph.seed()) neighbours.set(link.from());
        }
    }

    /**
     * One box for each lot or group, ordered by column.
     *
     * @param opened keys of opened groups
     */
    List<Box> boxes(Set<String> opened) {
        Level level = level();
        int reach = reach(level);
        int left = opened(reach, 'l', opened);
        int right = opened(reach, 'r', opened);
        return boxes(level, left, right, opened);
    }

    /** Every lot as a box of its own. */
    List<Box> ungrouped() {
        return byColumn.values().stream()
                .flatMap(List::stream)
                .map(lot -> Box.of(columns[lot], lot))
                .toList();
    }

    private Level level() {
        for (Level level : Level.values()) {
            if (boxes(level, ALL, ALL, Set.of()).size() <= MOST_BOXES) return level;
        }
        return Level.COLUMN_WITH_ERRORS;
    }

    /** The largest distance from the seed at which columns are shown by themselves. */
    private int reach(Level level) {
        if (boxes(level, ALL, ALL, Set.of()).size() <= MOST_BOXES) return ALL;
        int low = 1;
        int high = Math.max(Math.abs(byColumn.firstKey()), Math.abs(byColumn.lastKey()));
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (boxes(level, middle, middle, Set.of()).size() <= MOST_BOXES) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private static int opened(int reach, char side, Set<String> opened) {
        return opened.stream()
                .filter(key -> key.matches(side + "\\d{1,7}"))
                .mapToInt(key -> Integer.parseInt(key.substring(1)) - 1 + FURTHER)
                .reduce(reach, Math::max);
    }

    private List<Box> boxes(Level level, int left, int right, Set<String> opened) {
        List<Box> boxes = new ArrayList<>();
        List<Integer> farLeft = new ArrayList<>();
        List<Integer> farRight = new ArrayList<>();
        byColumn.forEach((column, lots) -> {
            if (-(long) column > left) farLeft.addAll(lots);
            else if (column > right) farRight.addAll(lots);
            else addColumn(boxes, level, column, lots, opened);
        });
        addFar(boxes, 'l', -1, left, farLeft);
        addFar(boxes, 'r', 1, right, farRight);
        return boxes;
    }

    /**
     * The far lots of a side are one group in the first far column. The lot that was searched for keeps its column and
     * divides the group, so that no line leads back.
     */
    private void addFar(List<Box> boxes, char side, int sign, int reach, List<Integer> lots) {
        int divider = lots.stream()
                .filter(never::get)
                .mapToInt(lot -> sign * columns[lot])
                .findFirst()
                .orElse(ALL);
        List<Integer> near = new ArrayList<>();
        List<Integer> beyond = new ArrayList<>();
        for (int lot : lots) {
            if (never.get(lot)) boxes.add(Box.of(columns[lot], lot));
            else if (sign * columns[lot] <= divider) near.add(lot);
            else beyond.add(lot);
        }
        addFarGroup(boxes, side, sign, reach + 1, near);
        addFarGroup(boxes, side, sign, divider + 1, beyond);
    }

    private void addFarGroup(List<Box> boxes, char side, int sign, int distance, List<Integer> lots) {
        if (lots.size() == 1) boxes.add(Box.of(columns[lots.get(0)], lots.get(0)));
        else if (lots.size() > 1) boxes.add(new Box(sign * distance, side + String.valueOf(distance), lots, true));
    }

    private void addColumn(List<Box> boxes, Level level, int column, List<Integer> lots, Set<String> opened) {
        List<Integer> grouped = new ArrayList<>();
        for (int lot : lots) {
            if (lots.size() <= WIDE || isKept(lot, level)) boxes.add(Box.of(column, lot));
            else grouped.add(lot);
        }
        Map<String, List<Integer>> groups = groups(column, grouped, level);
        if (level == Level.PRODUCT_AND_PLACE && groups.size() > FEW) {
            groups = groups(column, grouped, Level.PRODUCT);
        }
        groups.forEach((key, members) -> {
            if (members.size() > 1 && !opened.contains(key)) boxes.add(new Box(column, key, members, false));
            else members.forEach(lot -> boxes.add(Box.of(column, lot)));
        });
    }

    private Map<String, List<Integer>> groups(int column, List<Integer> lots, Level level) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int lot : lots) {
            groups.computeIfAbsent(key(column, lot, level), k -> new ArrayList<>())
                    .add(lot);
        }
        return groups;
    }

    private boolean isKept(int lot, Level level) {
        if (never.get(lot)) return true;
        if (errors.get(lot) && level != Level.COLUMN_WITH_ERRORS) return true;
        return neighbours.get(lot) && level.compareTo(Level.COLUMN_WITH_NEIGHBOURS) < 0;
    }

    private String key(int column, int lot, Level level) {
        GraphLot known = graph.lots().get(lot);
        int hash = switch (level) {
            case PRODUCT_AND_PLACE -> Arrays.hashCode(new Object[] {known.product(), known.place()});
            case PRODUCT -> Objects.hashCode(known.product());
            default -> 0;
        };
        return column + "." + Integer.toHexString(hash);
    }

    /**
     * @param key identifies a group, in the same trace at any time; {@code null} for a single lot
     * @param lots numbers in the graph, in URI order
     * @param isFar whether the group has lots of several columns
     */
    record Box(int column, @Nullable String key, List<Integer> lots, boolean isFar) {
        Box {
            lots = List.copyOf(lots);
        }

        static Box of(int column, int lot) {
            return new Box(column, null, List.of(lot), false);
        }
    }
}

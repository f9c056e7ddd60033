package io.lotledger.api.lots.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/**
 * The column of each lot of a lineage. The seed has column 0. A lot made from the seed has the length of the longest path
 * from the seed; a lot that the seed was made from has the negative length of the longest path to the seed. A link of a
 * cycle leads back to a smaller column; every other link leads to a larger one.
 */
final class LineageStages {
    private static final byte NEW = 0;
    private static final byte ON_PATH = 1;
    private static final byte DONE = 2;

    private final Neighbours after;
    private final Neighbours before;
    private final byte[] visited;
    private final int[] columns;

    private LineageStages(int lots, Collection<Link> links) {
        after = Neighbours.after(lots, links);
        before = Neighbours.before(lots, links);
        visited = new byte[lots];
        columns = new int[lots];
    }

    /** @param lots number of lots; the order of their numbers decides which link of a cycle leads back */
    static int[] of(int lots, int seed, Collection<Link> links) {
        LineageStages stages = new LineageStages(lots, links);
        List<Integer> downstream = stages.walk(seed, stages.after);
        stages.visited[seed] = NEW;
        List<Integer> upstream = stages.walk(seed, stages.before);
        stages.placeUpstream(upstream);
        List<Integer> others = new ArrayList<>();
        for (int lot = lots - 1; lot >= 0; lot--) {
            if (stages.visited[lot] == NEW) others.addAll(stages.walk(lot, stages.after));
        }
        stages.placeDownstream(others, downstream, seed);
        return stages.columns;
    }

    /** A depth-first walk over lots not visited before, without recursion. The result is in the order of completion. */
    private List<Integer> walk(int root, Neighbours next) {
        List<Integer> completed = new ArrayList<>();
        Deque<int[]> path = new ArrayDeque<>(); // lot, index of its next neighbour
        path.push(new int[] {root, next.first(root)});
        visited[root] = ON_PATH;
        while (!path.isEmpty()) {
            int[] step = path.element();
            if (step[1] == next.last(step[0])) {
                visited[step[0]] = DONE;
                completed.add(step[0]);
                path.pop();
                continue;
            }
            int neighbour = next.end(step[1]++);
            if (visited[neighbour] != NEW) continue;
            visited[neighbour] = ON_PATH;
            path.push(new int[] {neighbour, next.first(neighbour)});
        }
        return completed;
    }

    /**
     * The order of completion is a topological order from the far end, apart from the links that close a cycle: such a
     * link leads to a lot that is completed later.
     */
    private void placeUpstream(List<Integer> completed) {
        int[] rank = ranks(completed);
        for (int i = completed.size() - 1; i >= 0; i--) {
            int lot = completed.get(i);
            for (int at = before.first(lot); at < before.last(lot); at++) {
                int earlier = before.end(at);
                if (rank[earlier] < rank[lot]) columns[earlier] = Math.min(columns[earlier], columns[lot] - 1);
            }
        }
    }

    private void placeDownstream(List<Integer> others, List<Integer> downstream, int seed) {
        List<Integer> completed = new ArrayList<>(downstream);
        completed.addAll(others); // no lot downstream of the seed leads to them
        int[] rank = ranks(completed);
        for (int i = completed.size() - 1; i >= 0; i--) {
            int lot = completed.get(i);
            if (lot == seed) continue;
            OptionalInt latest = OptionalInt.empty();
            for (int at = before.first(lot); at < before.last(lot); at++) {
                int earlier = before.end(at);
                if (rank[earlier] <= rank[lot]) continue; // it closes a cycle
                latest = OptionalInt.of(Math.max(latest.orElse(columns[earlier]), columns[earlier]));
            }
            columns[lot] = latest.isPresent() ? latest.getAsInt() + 1 : 0;
        }
    }

    private int[] ranks(List<Integer> completed) {
        int[] ranks = new int[columns.length];
        Arrays.fill(ranks, Integer.MAX_VALUE);
        for (int i = 0; i < completed.size(); i++) ranks[completed.get(i)] = i;
        return ranks;
    }
}

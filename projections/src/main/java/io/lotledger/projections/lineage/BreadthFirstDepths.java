package io.lotledger.projections.lineage;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Links as ways between the lots of a trace, in one direction. Lots go by a number: a large trace is walked in arrays. */
final class BreadthFirstDepths {
    /** Of a lot that no way leads to. */
    static final int UNREACHED = Integer.MAX_VALUE;

    private static final int NONE = -1;

    private final Map<UUID, Integer> numbers;
    private final Collection<UUID> seeds;
    private final int[] latestWay; // of those that leave a lot
    private final int[] wayBefore; // another that leaves the same lot
    private final int[] end;
    private final int[] depths;

    /**
     * @param numbers from 0, of the lots of the trace; a link to any other is no way of it
     * @param seeds some of them
     * @param near the end of a link that a way comes from
     * @param far the end it goes to
     */
    BreadthFirstDepths(
            Map<UUID, Integer> numbers,
            Collection<UUID> seeds,
            List<LotEdgeRow> links,
            Function<LotEdgeRow, UUID> near,
            Function<LotEdgeRow, UUID> far) {
        this.numbers = numbers;
        this.seeds = seeds;
        latestWay = filled(numbers.size(), NONE);
        wayBefore = new int[links.size()];
        end = new int[links.size()];
        for (int way = 0; way < links.size(); way++) {
            int from = number(near.apply(links.get(way)));
            end[way] = number(far.apply(links.get(way)));
            if (from == NONE || end[way] == NONE) continue;
            wayBefore[way] = latestWay[from];
            latestWay[from] = way;
        }
        depths = walk();
    }

    /** How many links the shortest way to the lot has from any of the seeds, which are 0 away. */
    int depth(UUID lot) {
        return depths[number(lot)];
    }

    private int[] walk() {
        int[] depth = filled(numbers.size(), UNREACHED);
        int[] found = new int[numbers.size()];
        int count = 0;
        for (UUID seed : seeds) {
            found[count++] = number(seed);
            depth[number(seed)] = 0;
        }
        for (int next = 0; next < count; next++) {
            int lot = found[next];
            for (int way = latestWay[lot]; way != NONE; way = wayBefore[way]) {
                if (depth[end[way]] != UNREACHED) continue;
                depth[end[way]] = depth[lot] + 1;
                found[count++] = end[way];
            }
        }
        return depth;
    }

    /** Those of the seeds that a way leads to from another. Two seeds known to lead to a lot are enough: one of them is another. */
    Set<UUID> seedsReachedFromOthers() {
        int[] first = filled(numbers.size(), NONE);
        int[] second = filled(numbers.size(), NONE);
        int[] lots = new int[2 * numbers.size() + seeds.size()];
        int[] leads = new int[lots.length];
        int count = 0;
        for (UUID seed : seeds) {
            lots[count] = number(seed);
            leads[count++] = number(seed);
        }
        for (int next = 0; next < count; next++) {
            int seed = leads[next];
            for (int way = latestWay[lots[next]]; way != NONE; way = wayBefore[way]) {
                int lot = end[way];
                if (first[lot] == seed || second[lot] != NONE) continue;
                if (first[lot] == NONE) first[lot] = seed;
                else second[lot] = seed;
                lots[count] = lot;
                leads[count++] = seed;
            }
        }
        return seeds.stream()
                .filter(seed -> isOther(first[number(seed)], seed) || isOther(second[number(seed)], seed))
                .collect(Collectors.toSet());
    }

    private boolean isOther(int lead, UUID seed) {
        return lead != NONE && lead != number(seed);
    }

    private int number(UUID lot) {
        return numbers.getOrDefault(lot, NONE);
    }

    private static int[] filled(int size, int value) {
        int[] all = new int[size];
        Arrays.fill(all, value);
        return all;
    }
}

package io.lotledger.projections.lineage;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Breadth-first depths of the lots of a trace, in one direction. Lots are numbered, so that a large trace is walked in
 * arrays.
 */
final class BreadthFirstDepths {
    /** Depth of a lot that no path reaches. */
    static final int UNREACHED = Integer.MAX_VALUE;

    private static final int NONE = -1;

    private final Map<UUID, Integer> numbers;
    private final Collection<UUID> seeds;
    private final int[] lastLink; // per lot, the last link that leaves it
    private final int[] previousLink; // per link, the previous link that leaves the same lot
    private final int[] end;
    private final int[] depths;

    /**
     * @param numbers numbers of the trace's lots, from 0; links to other lots are ignored
     * @param seeds lots of the trace that have depth 0
     * @param near the end of a link where the walk comes from
     * @param far the end of a link where the walk goes to
     */
    BreadthFirstDepths(
            Map<UUID, Integer> numbers,
            Collection<UUID> seeds,
            List<LotEdgeRow> links,
            Function<LotEdgeRow, UUID> near,
            Function<LotEdgeRow, UUID> far) {
        this.numbers = numbers;
        this.seeds = seeds;
        lastLink = filled(numbers.size(), NONE);
        previousLink = new int[links.size()];
        end = new int[links.size()];
        for (int link = 0; link < links.size(); link++) {
            int from = number(near.apply(links.get(link)));
            end[link] = number(far.apply(links.get(link)));
            if (from == NONE || end[link] == NONE) continue;
            previousLink[link] = lastLink[from];
            lastLink[from] = link;
        }
        depths = depths();
    }

    /** Number of links on the shortest path from any seed to the lot; 0 for a seed. */
    int depth(UUID lot) {
        return depths[number(lot)];
    }

    private int[] depths() {
        int[] depth = filled(numbers.size(), UNREACHED);
        int[] found = new int[numbers.size()];
        int count = 0;
        for (UUID seed : seeds) {
            found[count++] = number(seed);
            depth[number(seed)] = 0;
        }
        for (int next = 0; next < count; next++) {
            int lot = found[next];
            for (int link = lastLink[lot]; link != NONE; link = previousLink[link]) {
                if (depth[end[link]] != UNREACHED) continue;
                depth[end[link]] = depth[lot] + 1;
                found[count++] = end[link];
            }
        }
        return depth;
    }

    /**
     * The seeds that a path from another seed reaches. For each lot it is enough to remember two seeds that reach it:
     * one of them is another.
     */
    Set<UUID> seedsReachedFromOthers() {
        int[] first = filled(numbers.size(), NONE);
        int[] second = filled(numbers.size(), NONE);
        int[] lots = new int[2 * numbers.size() + seeds.size()];
        int[] leadSeeds = new int[lots.length];
        int count = 0;
        for (UUID seed : seeds) {
            lots[count] = number(seed);
            leadSeeds[count++] = number(seed);
        }
        for (int next = 0; next < count; next++) {
            int seed = leadSeeds[next];
            for (int link = lastLink[lots[next]]; link != NONE; link = previousLink[link]) {
                int lot = end[link];
                if (first[lot] == seed || second[lot] != NONE) continue;
                if (first[lot] == NONE) first[lot] = seed;
                else second[lot] = seed;
                lots[count] = lot;
                leadSeeds[count++] = seed;
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

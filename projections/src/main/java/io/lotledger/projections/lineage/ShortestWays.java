package io.lotledger.projections.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Links as ways from lot to lot, in one direction. */
final class ShortestWays {
    private final Map<UUID, List<UUID>> next = new HashMap<>();

    /**
     * @param near the end of a link that a way comes from
     * @param far the end it goes to
     */
    ShortestWays(Collection<LinkRow> links, Function<Link, UUID> near, Function<Link, UUID> far) {
        for (LinkRow row : links) {
            next.computeIfAbsent(near.apply(row.link()), l -> new ArrayList<>(2))
                    .add(far.apply(row.link()));
        }
    }

    List<UUID> from(UUID lot) {
        return next.getOrDefault(lot, List.of());
    }

    /** Each lot with the number of links on the shortest way to it from any of the seeds, which are 0 away. */
    Map<UUID, Integer> depths(Set<UUID> seeds) {
        Map<UUID, Integer> depths = new LinkedHashMap<>();
        seeds.forEach(seed -> depths.put(seed, 0));
        List<UUID> frontier = List.copyOf(seeds);
        for (int depth = 1; !frontier.isEmpty(); depth++) {
            List<UUID> found = new ArrayList<>();
            for (UUID lot : frontier) {
                for (UUID neighbour : from(lot)) {
                    if (depths.putIfAbsent(neighbour, depth) == null) found.add(neighbour);
                }
            }
            frontier = found;
        }
        return depths;
    }
}

package io.lotledger.projections.lineage;

import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.Trace.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The traces of several lots as one: every lot and every edge that one of them has, each once, by the shortest way from any seed. */
final class SeveralSeeds {
    private final LineageReads reads;
    private final List<Lot> seeds;
    private final Set<UUID> ids;
    private final int ceiling;

    /** @param seeds of one organisation, at least one */
    SeveralSeeds(LineageReads reads, Collection<Lot> seeds, int ceiling) {
        this.reads = reads;
        this.seeds = seeds.stream()
                .distinct()
                .sorted(Comparator.comparing(lot -> lot.key().uri()))
                .toList();
        this.ids = this.seeds.stream().map(Lot::id).collect(Collectors.toCollection(LinkedHashSet::new));
        this.ceiling = ceiling;
    }

    Trace trace(Direction direction, long logPosition) {
        UUID organisation = seeds.get(0).organisation();
        Map<UUID, Integer> down = Map.of();
        Map<UUID, Integer> up = Map.of();
        Set<LinkRow> shown = new LinkedHashSet<>();
        if (direction.goesForward()) {
            Set<UUID> reached = whole(reads.downstream(organisation, ids, logPosition, ceiling + 1));
            List<LinkRow> links = reads.linkRowsTo(organisation, reached, logPosition);
            down = new ShortestWays(links, Link::from, Link::to).depths(ids);
            shown.addAll(onTheWayThere(links, reached));
        }
        if (direction.goesBackward()) {
            Set<UUID> reached = whole(reads.upstream(organisation, ids, logPosition, ceiling + 1));
            List<LinkRow> links = reads.linkRowsTo(organisation, reached, logPosition);
            up = new ShortestWays(links, Link::to, Link::from).depths(ids);
            shown.addAll(links);
        }
        Set<UUID> all = new LinkedHashSet<>(ids);
        all.addAll(down.keySet());
        all.addAll(up.keySet());
        return new Trace(
                seeds.get(0),
                direction,
                logPosition,
                nodes(reads.lots(organisation, whole(all)), down, up),
                Edge.inOrder(reads.edges(organisation, shown, logPosition)));
    }

    private Set<UUID> whole(Set<UUID> lots) {
        if (lots.size() > ceiling) throw new TraceTooLarge(seeds.size(), ceiling);
        return lots;
    }

    private List<Node> nodes(Collection<Lot> lots, Map<UUID, Integer> down, Map<UUID, Integer> up) {
        return lots.stream()
                .map(lot -> node(lot, down, up))
                .sorted(Node.IN_ORDER)
                .toList();
    }

    /** Reached both ways, the shorter names it, upstream where they are equal. */
    private Node node(Lot lot, Map<UUID, Integer> down, Map<UUID, Integer> up) {
        if (ids.contains(lot.id())) return new Node(lot, Role.SEED, 0);
        int below = down.getOrDefault(lot.id(), Integer.MAX_VALUE);
        int above = up.getOrDefault(lot.id(), Integer.MAX_VALUE);
        return above <= below ? new Node(lot, Role.UPSTREAM, above) : new Node(lot, Role.DOWNSTREAM, below);
    }

    /**
     * What made a seed belongs to the way back. But where another seed leads to it, the forward trace passes what made it, with
     * all its inputs; and a cycle comes back to it.
     */
    private List<LinkRow> onTheWayThere(List<LinkRow> links, Set<UUID> reached) {
        Set<UUID> fromOthers = seedsReachedFromOthers(links);
        return links.stream()
                .filter(row -> !ids.contains(row.link().to())
                        || fromOthers.contains(row.link().to())
                        || reached.contains(row.link().from()))
                .toList();
    }

    /** Two seeds known to lead to a lot are enough: one of them is another. */
    private Set<UUID> seedsReachedFromOthers(List<LinkRow> links) {
        ShortestWays ways = new ShortestWays(links, Link::from, Link::to);
        Map<UUID, Set<UUID>> leadHere = new HashMap<>();
        List<Arrival> frontier = new ArrayList<>();
        ids.forEach(seed -> frontier.add(new Arrival(seed, seed)));
        while (!frontier.isEmpty()) {
            List<Arrival> arrivals = List.copyOf(frontier);
            frontier.clear();
            for (Arrival arrival : arrivals) {
                for (UUID lot : ways.from(arrival.lot())) {
                    Set<UUID> known = leadHere.computeIfAbsent(lot, l -> new LinkedHashSet<>());
                    if (known.size() < 2 && known.add(arrival.seed())) frontier.add(new Arrival(lot, arrival.seed()));
                }
            }
        }
        return ids.stream()
                .filter(seed -> leadHere.getOrDefault(seed, Set.of()).stream().anyMatch(other -> !other.equals(seed)))
                .collect(Collectors.toSet());
    }

    private record Arrival(UUID lot, UUID seed) {}
}

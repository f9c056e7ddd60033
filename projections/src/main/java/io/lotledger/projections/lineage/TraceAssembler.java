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

/** Merges the traces of several lots: every lot and edge once, at the smallest depth from any seed. */
final class TraceAssembler {
    private final LineageReads reads;
    private final UUID organisation;
    private final List<Lot> seeds;
    private final Set<UUID> ids;
    private final int ceiling;

    /** @param seeds at least one lot, all of one organisation */
    TraceAssembler(LineageReads reads, Collection<Lot> seeds, int ceiling) {
        this.reads = reads;
        this.seeds = seeds.stream()
                .distinct()
                .sorted(Comparator.comparing(lot -> lot.key().uri()))
                .toList();
        this.organisation = this.seeds.get(0).organisation();
        this.ids = this.seeds.stream().map(Lot::id).collect(Collectors.toCollection(LinkedHashSet::new));
        this.ceiling = ceiling;
    }

    Trace trace(Direction direction, long logPosition) {
        Set<UUID> lots = closure(direction, logPosition);
        List<LotEdgeRow> links = reads.linkRowsTo(organisation, lots, logPosition);
        Map<UUID, Integer> numbers = new HashMap<>(2 * lots.size());
        for (UUID lot : lots) numbers.put(lot, numbers.size());
        BreadthFirstDepths down = new BreadthFirstDepths(
                numbers, ids, direction.goesForward() ? links : List.of(), LotEdgeRow::from, LotEdgeRow::to);
        BreadthFirstDepths up = new BreadthFirstDepths(
                numbers, ids, direction.goesBackward() ? links : List.of(), LotEdgeRow::to, LotEdgeRow::from);
        List<LotEdgeRow> shown = direction.goesBackward() ? links : forwardLinks(links, lots, down);
        return new Trace(
                seeds.get(0),
                direction,
                logPosition,
                nodes(lots, down, up),
                Edge.inOrder(reads.edges(organisation, shown, logPosition)));
    }

    /** The seeds and all lots reachable in the direction. */
    Set<UUID> closure(Direction direction, long logPosition) {
        return requireWithinCeiling(
                switch (direction) {
                    case FORWARD -> reads.downstream(organisation, ids, logPosition, ceiling);
                    case BACKWARD -> reads.upstream(organisation, ids, logPosition, ceiling);
                    case BOTH -> {
                        Set<UUID> both = new LinkedHashSet<>();
                        reads.downstreamAndUpstream(organisation, ids, logPosition, ceiling)
                                .forEach(both::addAll);
                        yield both;
                    }
                });
    }

    private Set<UUID> requireWithinCeiling(Set<UUID> lots) {
        if (lots.size() <= ceiling) return lots;
        throw seeds.size() == 1 ? new TraceTooLarge(seeds.get(0), ceiling) : new TraceTooLarge(seeds.size(), ceiling);
    }

    private List<Node> nodes(Set<UUID> lots, BreadthFirstDepths down, BreadthFirstDepths up) {
        List<Node> nodes = new ArrayList<>(lots.size());
        for (Lot seed : seeds) nodes.add(new Node(seed, Role.SEED, 0));
        if (lots.size() > seeds.size()) {
            reads.lots(organisation, lots, (id, lot) -> {
                if (!ids.contains(id)) nodes.add(node(lot, down.depth(id), up.depth(id)));
            });
        }
        nodes.sort(Node.IN_ORDER);
        return nodes;
    }

    /** A lot reached in both directions, by a cycle, is downstream: what is wrong with the seed may be in it. */
    private static Node node(Lot lot, int below, int above) {
        Role role = below == BreadthFirstDepths.UNREACHED ? Role.UPSTREAM : Role.DOWNSTREAM;
        return new Node(lot, role, Math.min(below, above));
    }

    /**
     * Drops the edges into seeds, which belong to the upstream trace. Keeps them if another seed reaches the seed,
     * because the forward trace then passes its transformation with all inputs, or if a cycle leads back to it.
     */
    private List<LotEdgeRow> forwardLinks(List<LotEdgeRow> links, Set<UUID> reached, BreadthFirstDepths down) {
        Set<UUID> fromOthers = seeds.size() == 1 ? Set.of() : down.seedsReachedFromOthers();
        return links.stream()
                .filter(row -> !ids.contains(row.to()) || fromOthers.contains(row.to()) || reached.contains(row.from()))
                .toList();
    }
}

package io.lotledger.projections.lineage;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lots a seed was made from and went into, as the log stood at {@code logPosition}.
 *
 * @param seed the first seed by URI
 * @param nodes each lot once: seeds first, then by depth and lot URI
 * @param edges edges between lots of the trace, and from the other inputs of transformations that a forward trace
 * passes
 */
public record Trace(Lot seed, Direction direction, long logPosition, List<Node> nodes, List<Edge> edges) {
    public Trace {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** The requested lots by URI; most traces have one. */
    public List<Lot> seeds() {
        return nodes.stream()
                .takeWhile(node -> node.role() == Role.SEED)
                .map(Node::lot)
                .toList();
    }

    public Set<UUID> lotIds() {
        return nodes.stream().map(n -> n.lot().id()).collect(Collectors.toUnmodifiableSet());
    }

    /** The seeds and all lots made from them, of a trace that goes forward. */
    public Set<UUID> downstream() {
        return of(Role.SEED, Role.DOWNSTREAM);
    }

    /** The lots that the seeds were made of, without those that a cycle makes downstream too. */
    public Set<UUID> upstream() {
        return of(Role.UPSTREAM);
    }

    public Set<UUID> upstreamAndSeeds() {
        return of(Role.UPSTREAM, Role.SEED);
    }

    private Set<UUID> of(Role... roles) {
        Set<Role> some = Set.of(roles);
        return nodes.stream()
                .filter(node -> some.contains(node.role()))
                .map(node -> node.lot().id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public enum Role {
        SEED,
        UPSTREAM,
        DOWNSTREAM
    }

    /** @param depth number of transformations on the shortest path between the seed and the lot */
    public record Node(Lot lot, Role role, int depth) {
        static final Comparator<Node> IN_ORDER = Node::compare;

        /** Seeds sort first, because only they have depth 0. */
        private static int compare(Node one, Node other) {
            return one.depth != other.depth
                    ? Integer.compare(one.depth, other.depth)
                    : one.lot.key().uri().compareTo(other.lot.key().uri());
        }
    }

    /**
     * One transformation event used lot {@code from} and made lot {@code to}.
     *
     * @param inputs how much it used, one amount per unit of measure; empty if it does not name the input
     * @param outputs how much it made, likewise
     */
    public record Edge(UUID from, UUID to, String eventId, List<Amount> inputs, List<Amount> outputs) {
        public Edge {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        static List<Edge> inOrder(Collection<Edge> edges) {
            return edges.stream().sorted(Edge::compare).toList();
        }

        private static int compare(Edge one, Edge other) {
            int byTo = one.to.compareTo(other.to);
            if (byTo != 0) return byTo;
            int byFrom = one.from.compareTo(other.from);
            return byFrom != 0 ? byFrom : one.eventId.compareTo(other.eventId);
        }
    }

    /** @param uom UN/CEFACT Rec. 20 code; {@code null} for a count */
    public record Amount(
            @Nullable BigDecimal quantity, @Nullable String uom) {}
}

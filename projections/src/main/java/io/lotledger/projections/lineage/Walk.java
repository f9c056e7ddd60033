package io.lotledger.projections.lineage;

import io.lotledger.projections.lineage.Trace.Edge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one way from a seed came to: the lots it reached and every link into one of them. */
final class Walk {
    private final UUID seed;
    private final Function<Link, UUID> near;
    private final Function<Link, UUID> far;
    private final Map<UUID, Lot> lots = new HashMap<>();
    private final List<LinkRow> links = new ArrayList<>();

    private Walk(UUID seed, Function<Link, UUID> near, Function<Link, UUID> far) {
        this.seed = seed;
        this.near = near;
        this.far = far;
    }

    static Walk forward(Lot seed) {
        return new Walk(seed.id(), Link::from, Link::to).reaching(seed);
    }

    static Walk backward(Lot seed) {
        return new Walk(seed.id(), Link::to, Link::from).reaching(seed);
    }

    private Walk reaching(Lot lot) {
        lots.put(seed, lot);
        return this;
    }

    /** @param lot the one at its far end */
    void add(LinkRow row, Lot lot) {
        links.add(row);
        lots.putIfAbsent(far.apply(row.link()), lot);
    }

    int size() {
        return lots.size();
    }

    Lot lot(UUID id) {
        return Objects.requireNonNull(lots.get(id));
    }

    /** Without what made the seed, which belongs to the way back; but a cycle comes back to it. */
    List<LinkRow> shown(boolean forward) {
        if (!forward) return links;
        return links.stream()
                .filter(row -> !row.link().to().equals(seed)
                        || lots.containsKey(row.link().from()))
                .toList();
    }

    /** Each lot with the number of links on the shortest way to it. */
    Map<UUID, Integer> depths() {
        return new ShortestWays(links, near, far).depths(Set.of(seed));
    }

    private record Key(UUID from, UUID to, String eventId) {}

    /** Edges of the links, each once. An event may name both ends of a link of which another event tells one end again. */
    static Collection<Edge> edges(Collection<LinkRow> rows) {
        boolean split = rows.stream().anyMatch(row -> row.outputEvent() != null);
        Stream<Edge> all = rows.stream().flatMap(LinkRow::edges);
        if (!split) return all.toList();
        Map<Key, Edge> merged = new LinkedHashMap<>();
        all.forEach(edge -> merged.merge(
                new Key(edge.from(), edge.to(), edge.eventId()),
                edge,
                (one, other) -> new Edge(
                        one.from(),
                        one.to(),
                        one.eventId(),
                        either(one.input(), other.input()),
                        either(one.output(), other.output()))));
        return merged.values();
    }

    private static Trace.@Nullable Amount either(Trace.@Nullable Amount one, Trace.@Nullable Amount other) {
        return one != null ? one : other;
    }

    Set<UUID> reached() {
        return lots.keySet();
    }
}

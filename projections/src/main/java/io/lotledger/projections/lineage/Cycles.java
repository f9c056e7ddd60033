package io.lotledger.projections.lineage;

import io.lotledger.projections.lineage.LotLineage.Cycle;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Lots that were made from each other: the strongly connected components of the graph (Tarjan), computed without
 * recursion so that a long chain does not overflow the stack.
 */
final class Cycles {
    private final Map<UUID, List<UUID>> next = new HashMap<>();
    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final Map<UUID, Integer> lowest = new HashMap<>();
    private final Deque<UUID> open = new ArrayDeque<>();
    private final Set<UUID> isOpen = new HashSet<>();
    private final List<Set<UUID>> cycles = new ArrayList<>();

    private Cycles() {}

    private record Visit(UUID lot, Iterator<UUID> remaining) {}

    /** The components with at least two lots. A lot made of itself is rework and not a cycle. */
    static <T> List<Set<UUID>> of(Collection<T> links, Function<T, UUID> from, Function<T, UUID> to) {
        Cycles search = new Cycles();
        for (T link : links) {
            search.next
                    .computeIfAbsent(from.apply(link), l -> new ArrayList<>())
                    .add(to.apply(link));
        }
        for (UUID lot : List.copyOf(search.next.keySet())) if (!search.numbers.containsKey(lot)) search.visit(lot);
        return search.cycles;
    }

    /** The cycles of a trace, from its own lots and edges. */
    static List<Cycle> in(Trace trace) {
        List<CycleBuilder> all = new ArrayList<>();
        Map<UUID, CycleBuilder> cycleOf = new HashMap<>();
        for (Set<UUID> lots : of(trace.edges(), Edge::from, Edge::to)) {
            CycleBuilder cycle = new CycleBuilder();
            all.add(cycle);
            lots.forEach(lot -> cycleOf.put(lot, cycle));
        }
        if (all.isEmpty()) return List.of();
        for (Node node : trace.nodes()) {
            CycleBuilder cycle = cycleOf.get(node.lot().id());
            if (cycle != null) cycle.lots.put(node.lot().key().uri(), node.lot());
        }
        for (Edge edge : trace.edges()) {
            CycleBuilder cycle = cycleOf.get(edge.from());
            if (cycle != null && cycle == cycleOf.get(edge.to())) cycle.eventIds.add(edge.eventId());
        }
        return all.stream()
                .map(cycle -> new Cycle(List.copyOf(cycle.lots.values()), List.copyOf(cycle.eventIds)))
                .sorted(Comparator.comparing(cycle -> cycle.lots().get(0).key().uri()))
                .toList();
    }

    private static final class CycleBuilder {
        private final SortedMap<String, Lot> lots = new TreeMap<>();
        private final SortedSet<String> eventIds = new TreeSet<>();
    }

    private void visit(UUID root) {
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(root));
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            UUID lot = visit.lot();
            if (visit.remaining().hasNext()) {
                UUID neighbour = visit.remaining().next();
                if (!numbers.containsKey(neighbour)) path.push(enter(neighbour));
                else if (isOpen.contains(neighbour)) lower(lot, number(numbers, neighbour));
                continue;
            }
            path.pop();
            if (!path.isEmpty()) lower(path.peek().lot(), number(lowest, lot));
            if (number(lowest, lot) == number(numbers, lot)) close(lot);
        }
    }

    private Visit enter(UUID lot) {
        numbers.put(lot, numbers.size());
        lowest.put(lot, number(numbers, lot));
        open.push(lot);
        isOpen.add(lot);
        return new Visit(lot, next.getOrDefault(lot, List.of()).iterator());
    }

    private void lower(UUID lot, int number) {
        lowest.merge(lot, number, Math::min);
    }

    private void close(UUID root) {
        Set<UUID> part = new HashSet<>();
        UUID lot;
        do {
            lot = open.pop();
            isOpen.remove(lot);
            part.add(lot);
        } while (!lot.equals(root));
        if (part.size() > 1) cycles.add(part);
    }

    private static int number(Map<UUID, Integer> numbers, UUID lot) {
        return numbers.getOrDefault(lot, -1);
    }
}

package io.lotledger.projections.lineage.history;

import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.units.LogPeriods;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When each lot and each link belonged to the trace of a seed. A path counts while all its links hold at the same log
 * position.
 */
final class TracePeriods {
    private final UUID seed;
    private final boolean isForwardOnly;
    private final Map<UUID, LogPeriods> downstream;
    private final Map<UUID, LogPeriods> upstream;

    /**
     * @param since the first position that named the seed
     * @param links every link that ever held between lots that the seed was ever linked to
     */
    TracePeriods(UUID seed, long since, Direction direction, Collection<LotLink> links) {
        this.seed = seed;
        this.isForwardOnly = !direction.goesBackward();
        LogPeriods known = LogPeriods.of(since, Long.MAX_VALUE);
        downstream = reached(known, direction.goesForward() ? links : List.of(), LotLink::from, LotLink::to);
        upstream = reached(known, direction.goesBackward() ? links : List.of(), LotLink::to, LotLink::from);
    }

    private Map<UUID, LogPeriods> reached(
            LogPeriods known, Collection<LotLink> links, Function<LotLink, UUID> near, Function<LotLink, UUID> far) {
        Map<UUID, List<LotLink>> byNear = links.stream().collect(Collectors.groupingBy(near));
        Map<UUID, LogPeriods> reached = new HashMap<>(Map.of(seed, known));
        Deque<UUID> changed = new ArrayDeque<>(List.of(seed));
        while (!changed.isEmpty()) {
            UUID lot = changed.remove();
            LogPeriods here = reached.getOrDefault(lot, LogPeriods.NEVER);
            for (LotLink link : byNear.getOrDefault(lot, List.of())) {
                LogPeriods before = reached.getOrDefault(far.apply(link), LogPeriods.NEVER);
                LogPeriods after = before.union(here.intersect(link.periods()));
                if (after.equals(before)) continue;
                reached.put(far.apply(link), after);
                changed.add(far.apply(link));
            }
        }
        return reached;
    }

    /** Every lot that ever belonged to the trace. */
    Set<UUID> lots() {
        Set<UUID> lots = new HashSet<>(downstream.keySet());
        lots.addAll(upstream.keySet());
        return lots;
    }

    LogPeriods of(UUID lot) {
        return downstream.getOrDefault(lot, LogPeriods.NEVER).union(upstream.getOrDefault(lot, LogPeriods.NEVER));
    }

    /** Links into the lots of the trace; a forward trace has a link into its seed only where a cycle leads back. */
    LogPeriods of(LotLink link) {
        UUID end = isForwardOnly && link.to().equals(seed) ? link.from() : link.to();
        return link.periods().intersect(of(end));
    }

    boolean isDownstream(UUID lot) {
        return downstream.containsKey(lot);
    }
}

package io.lotledger.projections.find;

import io.lotledger.projections.find.UnitStays.Stay;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.PackingHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * When lots left a unit although nothing was unpacked, because what they are in was put into another unit; and which stayed
 * although the unit was unpacked, because they were packed by date that day.
 */
final class LotMoves {
    private final UUID organisation;
    private final String unit;
    private final PackingHistory history;
    private final List<Instant> times;
    private final Map<Instant, Set<UUID>> inside = new HashMap<>();

    LotMoves(UUID organisation, String unit, PackingFacts facts) {
        this.organisation = organisation;
        this.unit = unit;
        this.history = new PackingHistory(facts);
        this.times = facts.inOrder().stream().map(Fact::time).distinct().toList();
    }

    /** The stay until its lot left; the stay itself if the lot is inside now. */
    Stay ended(Stay stay) {
        if (isInside(stay.lot(), Instant.MAX)) return stay;
        int held = 0;
        while (held < times.size() && stay.since() != null && times.get(held).isBefore(stay.since())) held++;
        int gone = times.size();
        while (gone - held > 1) {
            int middle = (held + gone) >>> 1;
            if (isInside(stay.lot(), times.get(middle))) held = middle;
            else gone = middle;
        }
        return held == times.size() ? stay : new Stay(stay.lot(), stay.since(), times.get(held));
    }

    /**
     * The same, where the last stay of a lot that is inside now has not ended.
     *
     * @param stays the latest first
     */
    List<Stay> staying(List<Stay> stays) {
        Set<UUID> seen = new HashSet<>();
        stays.stream().filter(stay -> stay.until() == null).map(Stay::lot).forEach(seen::add);
        return stays.stream()
                .map(stay -> seen.add(stay.lot()) && isInside(stay.lot(), Instant.MAX)
                        ? new Stay(stay.lot(), stay.since(), null)
                        : stay)
                .toList();
    }

    private boolean isInside(UUID lot, Instant time) {
        return inside.computeIfAbsent(
                        time,
                        t -> history.at(unit, t).stream()
                                .map(content -> content.lot().idIn(organisation))
                                .collect(Collectors.toSet()))
                .contains(lot);
    }
}

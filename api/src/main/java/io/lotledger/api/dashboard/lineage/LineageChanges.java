package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.history.TraceChange;
import io.lotledger.projections.lineage.history.TraceHistory;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The log positions at which a lineage changed, and what changed between two of them. */
@Component
class LineageChanges {
    private static final int MOST_NAMED = 50;

    private final TraceLookup traces;
    private final AsOf asOf;
    private final TraceHistory history;
    private final LotLineage lineage;
    private final LotDescriptions descriptions;

    LineageChanges(
            TraceLookup traces, AsOf asOf, TraceHistory history, LotLineage lineage, LotDescriptions descriptions) {
        this.traces = traces;
        this.asOf = asOf;
        this.history = history;
        this.lineage = lineage;
        this.descriptions = descriptions;
    }

    /** Up to now, oldest first. */
    List<TraceChange> of(UUID organisation, LineageQuestion question) {
        Lot seed = traces.lot(organisation, question.lot());
        long now = asOf.position(organisation, null);
        return TraceLookup.whole(() -> history.changes(seed, question.direction(), now));
    }

    /**
     * @param added lots of the later lineage that the earlier does not have, at most 50
     * @param withdrawn the reverse
     */
    record Between(
            TraceChange earlier,
            TraceChange later,
            List<LotDescription> added,
            int addedCount,
            List<LotDescription> withdrawn,
            int withdrawnCount,
            int linksAdded,
            int linksWithdrawn) {}

    /** The differences between the lineages at two changes. */
    Between between(UUID organisation, List<TraceChange> changes, TraceChange earlier, TraceChange later) {
        Map<UUID, Integer> net = new LinkedHashMap<>();
        int linksAdded = 0;
        int linksWithdrawn = 0;
        for (TraceChange change : changes) {
            if (change.logPosition() <= earlier.logPosition() || change.logPosition() > later.logPosition()) continue;
            change.lotsAdded().forEach(lot -> net.merge(lot, 1, Integer::sum));
            change.lotsWithdrawn().forEach(lot -> net.merge(lot, -1, Integer::sum));
            linksAdded += change.linksAdded();
            linksWithdrawn += change.linksWithdrawn();
        }
        List<UUID> added = lots(net, 1);
        List<UUID> withdrawn = lots(net, -1);
        return new Between(
                earlier,
                later,
                described(organisation, added),
                added.size(),
                described(organisation, withdrawn),
                withdrawn.size(),
                linksAdded,
                linksWithdrawn);
    }

    private static List<UUID> lots(Map<UUID, Integer> net, int sign) {
        return net.entrySet().stream()
                .filter(lot -> Integer.signum(lot.getValue()) == sign)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<LotDescription> described(UUID organisation, List<UUID> lots) {
        return descriptions.of(
                lineage.known(organisation, lots.stream().limit(MOST_NAMED).toList()));
    }
}

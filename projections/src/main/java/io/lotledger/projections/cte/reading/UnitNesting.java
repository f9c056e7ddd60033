package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.LogisticUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The nesting of units: in an event that lists a pallet and its cases, each case counts once. */
final class UnitNesting {
    /** Unit to its parents by start time; an empty text means no parent. */
    private final Map<String, TreeMap<Instant, String>> parents = new HashMap<>();

    UnitNesting(List<CapturedEvent> inOrder) {
        Map<String, Set<String>> children = new HashMap<>();
        for (CapturedEvent captured : inOrder) {
            if (captured.event() instanceof AggregationEvent event && event.parentID() != null) {
                read(event, LogisticUnit.name(event.parentID()), children);
            }
        }
    }

    /** The names of the units, without those inside another of them. */
    List<String> outermost(List<String> epcs, Instant time) {
        Set<String> listed = new LinkedHashSet<>();
        epcs.forEach(epc -> listed.add(LogisticUnit.name(epc)));
        List<String> outermost = new ArrayList<>();
        for (String unit : listed) if (!insideOneOf(listed, unit, time)) outermost.add(unit);
        return outermost;
    }

    private boolean insideOneOf(Set<String> listed, String unit, Instant time) {
        Set<String> seen = new HashSet<>(Set.of(unit)); // stops at units that contain each other
        for (String parent = parentOf(unit, time);
                parent != null && seen.add(parent);
                parent = parentOf(parent, time)) {
            if (listed.contains(parent)) return true;
        }
        return false;
    }

    private @Nullable String parentOf(String unit, Instant time) {
        TreeMap<Instant, String> history = parents.get(unit);
        Map.Entry<Instant, String> last = history == null ? null : history.floorEntry(time);
        return last == null || last.getValue().isEmpty() ? null : last.getValue();
    }

    private void read(AggregationEvent event, String parent, Map<String, Set<String>> children) {
        Set<String> inside = children.computeIfAbsent(parent, p -> new LinkedHashSet<>());
        if (event.action() == Action.ADD) {
            for (String child : event.childEPCs()) {
                inside.add(LogisticUnit.name(child));
                moved(LogisticUnit.name(child), event.eventTime(), parent);
            }
        } else if (event.action() == Action.DELETE) {
            List<String> leaving =
                    event.childEPCs().isEmpty() && event.childQuantityList().isEmpty()
                            ? List.copyOf(inside)
                            : event.childEPCs().stream().map(LogisticUnit::name).toList();
            for (String child : leaving) {
                // an event at the same instant still finds the child inside
                if (inside.remove(child)) moved(child, event.eventTime().plusNanos(1), "");
            }
        }
    }

    private void moved(String unit, Instant time, String parent) {
        parents.computeIfAbsent(unit, u -> new TreeMap<>()).put(time, parent);
    }
}

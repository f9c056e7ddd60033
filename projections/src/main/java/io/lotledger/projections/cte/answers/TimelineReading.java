package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.TimelineEntry;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.table.CteDerivation;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds a timeline from the events of lots, and of units of which no event says the lot. */
final class TimelineReading {
    /** Why a movement is no critical tracking event: a row needs a traceability lot code (21 CFR 1.1320). */
    private static final String WITHOUT_LOT = "no event says which lot the unit holds";

    private final Map<String, TimelineEntry> entries = new LinkedHashMap<>();

    private TimelineReading() {}

    /** In event order. */
    static List<TimelineEntry> of(TraceWithUnits trace) {
        TimelineReading reading = new TimelineReading();
        reading.addLots(trace.lots());
        if (trace.units().isEmpty()) return List.copyOf(reading.entries.values());
        reading.addUnits(trace.units().get());
        return reading.entries.values().stream()
                .sorted(Comparator.comparing(TimelineEntry::captured, CapturedEvent.IN_EVENT_ORDER))
                .toList();
    }

    private void addLots(ClassifiedTrace trace) {
        CriticalTrackingEvents ctes = trace.ctes();
        Map<String, Set<String>> words = byEvent(ctes.rows(), TimelineReading::event, CteDerivation::word);
        Map<String, Set<String>> reasons =
                byEvent(ctes.rows(), TimelineReading::event, row -> row.basis().reason());
        unclassified(ctes).forEach((event, more) -> reasons.merge(event, more, TimelineReading::union));
        each(trace, reasons.keySet(), (captured, resolved, lots) -> {
            String id = captured.event().eventID();
            return entry(captured, lots, List.of(), false, texts(words, id), texts(reasons, id));
        });
    }

    private void addUnits(ClassifiedTrace trace) {
        Map<String, Set<String>> reasons = unclassified(trace.ctes());
        each(trace, reasons.keySet(), (captured, resolved, lots) -> {
            String id = captured.event().eventID();
            List<String> units = lots.stream().map(LotKey::uri).distinct().toList();
            boolean moves = MovementEvents.isShipment(resolved) || MovementEvents.isReceipt(resolved);
            TimelineEntry known = entries.get(id);
            if (known != null) return known.withUnits(units, moves);
            return entry(
                    captured, List.of(), units, moves, List.of(), moves ? List.of(WITHOUT_LOT) : texts(reasons, id));
        });
    }

    private interface Entry {
        /** @param lots those of the trace that the event concerns */
        TimelineEntry of(CapturedEvent captured, ResolvedEvent resolved, List<LotKey> lots);
    }

    /** @param explained events that concern the trace though they name none of its lots */
    private void each(ClassifiedTrace trace, Set<String> explained, Entry entry) {
        Set<LotKey> lots =
                trace.trace().nodes().stream().map(node -> node.lot().key()).collect(Collectors.toSet());
        Map<String, CapturedEvent> captured = trace.evidence().events().stream()
                .collect(Collectors.toMap(one -> one.event().eventID(), Function.identity(), (one, same) -> one));
        for (ResolvedEvent resolved : trace.interpretation().history().all()) {
            String id = resolved.event().eventID();
            CapturedEvent event = captured.get(id);
            List<LotKey> own = resolved.lots().stream().filter(lots::contains).toList();
            boolean isShown = !own.isEmpty() || explained.contains(id);
            if (event == null || !isShown) continue; // belongs to an input's past, outside the trace
            entries.put(id, entry.of(event, resolved, own));
        }
    }

    private static TimelineEntry entry(
            CapturedEvent captured,
            List<LotKey> lots,
            List<String> units,
            boolean movesUnits,
            List<String> ctes,
            List<String> reasons) {
        return new TimelineEntry(
                captured,
                lots,
                units,
                movesUnits,
                Endpoints.place(captured.event()),
                Endpoints.recipients(captured.event()),
                ctes,
                reasons);
    }

    private static Map<String, Set<String>> unclassified(CriticalTrackingEvents ctes) {
        return byEvent(
                ctes.unclassified(),
                CriticalTrackingEvents.Unclassified::eventID,
                CriticalTrackingEvents.Unclassified::reason);
    }

    private static String event(CriticalTrackingEvent row) {
        return row.basis().eventID();
    }

    private static <T> Map<String, Set<String>> byEvent(
            Collection<T> all, Function<T, String> event, Function<T, String> text) {
        return all.stream()
                .collect(Collectors.groupingBy(
                        event, Collectors.mapping(text, Collectors.toCollection(LinkedHashSet::new))));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        return Stream.of(some, more).flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> texts(Map<String, Set<String>> byEvent, String event) {
        return List.copyOf(byEvent.getOrDefault(event, Set.of()));
    }
}

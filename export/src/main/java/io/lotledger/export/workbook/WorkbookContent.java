package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.EventUsed;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.summary.ContactsSheet;
import io.lotledger.export.workbook.summary.WorkbookRequest;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Destination;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The content of a workbook. The renderer iterates once over the rows and once over the events, in order, and keeps neither: they may
 * come from a cursor, so a million of them need no heap.
 *
 * @param otherInputs the lots that edges of the trace use, and that are not in it
 * @param rows by event time, then event id; a row lands on the tab of its own kind
 * @param unitRows of units without a lot; on no tab, but their places are to be called
 * @param destinations where the lots and units went, with and without rows: they are to be called too
 * @param events every event from which the rows and the trace were drawn
 * @param balances of the lots of the trace, in its order
 * @param findings about the lots of the trace, in its order
 */
public record WorkbookContent(
        WorkbookRequest request,
        Trace trace,
        List<Lot> otherInputs,
        Iterable<? extends CriticalTrackingEvent> rows,
        Iterable<? extends CriticalTrackingEvent> unitRows,
        Iterable<Destination> destinations,
        Iterable<EventUsed> events,
        Iterable<MassBalance> balances,
        Iterable<Finding> findings) {

    /** Without units and findings. */
    public WorkbookContent(
            WorkbookRequest request,
            Trace trace,
            Iterable<? extends CriticalTrackingEvent> rows,
            Iterable<EventUsed> events,
            Iterable<MassBalance> balances) {
        this(request, trace, List.of(), rows, List.of(), List.of(), events, balances, List.of());
    }

    /** Without units, mass balances and findings. */
    public WorkbookContent(
            WorkbookRequest request,
            Trace trace,
            Iterable<? extends CriticalTrackingEvent> rows,
            Iterable<EventUsed> events) {
        this(request, trace, rows, events, List.of());
    }

    /** The same with mass balances and findings. Both must be computed as of the time of the request, or the bytes would change from day to day. */
    public WorkbookContent with(Iterable<MassBalance> lotBalances, Iterable<Finding> lotFindings) {
        return new WorkbookContent(
                request, trace, otherInputs, rows, unitRows, destinations, events, lotBalances, lotFindings);
    }

    /** The same with the names of the lots that edges of the trace use, and that are not in it. */
    public WorkbookContent naming(List<Lot> inputs) {
        return new WorkbookContent(request, trace, inputs, rows, unitRows, destinations, events, balances, findings);
    }

    /** The content of a trace that fits in memory, without mass balances and findings. The line of an event names its tabs, or the reason why it has none. */
    public static WorkbookContent of(WorkbookRequest request, ClassifiedTrace classified, UnitMovements units) {
        CriticalTrackingEvents ctes = classified.ctes();
        Map<String, Set<String>> readAs = new HashMap<>();
        for (CriticalTrackingEvent row : ctes.rows())
            readAs.computeIfAbsent(row.basis().eventID(), id -> new LinkedHashSet<>())
                    .add(FdaTemplate.tabOf(row).name() + ": " + row.basis().reason());
        for (CriticalTrackingEvents.Unclassified event : ctes.unclassified())
            readAs.computeIfAbsent(event.eventID(), id -> new LinkedHashSet<>())
                    .add("No critical tracking event: " + event.reason());
        for (CriticalTrackingEvent row : units.rows())
            readAs.computeIfAbsent(row.basis().eventID(), id -> new LinkedHashSet<>())
                    .add(ContactsSheet.NAME + ": about the unit "
                            + row.basis().lot().uri() + ", which has no lot");
        return new WorkbookContent(
                request,
                classified.trace(),
                List.of(),
                ctes.rows(),
                units.rows(),
                Stream.concat(classified.destinations().stream(), units.destinations().stream())
                        .toList(),
                () -> inEventOrder(classified.evidence().events(), units.events())
                        .map(captured -> EventUsed.of(
                                captured,
                                String.join(
                                        "\n",
                                        readAs.getOrDefault(captured.event().eventID(), Set.of("Context only")))))
                        .iterator(),
                List.of(),
                List.of());
    }

    private static Stream<CapturedEvent> inEventOrder(List<CapturedEvent> ofLots, List<CapturedEvent> ofUnits) {
        if (ofUnits.isEmpty()) return ofLots.stream();
        return Stream.concat(ofLots.stream(), ofUnits.stream()).distinct().sorted(CapturedEvent.IN_EVENT_ORDER);
    }
}

package io.lotledger.projections.cte.answers;

import io.lotledger.projections.cte.answers.WhoToCall.Line;
import io.lotledger.projections.cte.answers.WhoToCall.Role;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A place to call about a trace.
 *
 * @param place as the first of its rows describes it
 * @param lines what it was sent or what it supplied, one line for each lot and unit of measure
 */
public record Contact(Role role, LocationDescription place, List<Line> lines) {
    public Contact {
        lines = List.copyOf(lines);
    }

    /** Consignees, then suppliers, each by name; places that no shipment names come last. */
    public static List<Contact> of(TraceWithUnits trace) {
        return of(trace.lots(), UnitMovements.of(trace.units()));
    }

    /** The same for the lots of the trace and what is known of its units. */
    public static List<Contact> of(ClassifiedTrace trace, UnitMovements units) {
        WhoToCall calls = new WhoToCall();
        trace.ctes().rows().forEach(calls::learn);
        units.rows().forEach(calls::learn);
        trace.destinations().forEach(calls::learn);
        units.destinations().forEach(calls::learn);
        return calls.lines().stream()
                .collect(Collectors.groupingBy(
                        line -> List.of(line.role(), WhoToCall.name(line.place()), WhoToCall.place(line.place())),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .map(same -> new Contact(same.get(0).role(), same.get(0).place(), same))
                .toList();
    }

    /** The earliest event. */
    public Basis first() {
        return lines.stream()
                .map(Line::first)
                .min(Comparator.comparing(Basis::eventTime))
                .orElseThrow();
    }

    public Basis last() {
        return lines.stream()
                .map(Line::last)
                .max(Comparator.comparing(Basis::eventTime))
                .orElseThrow();
    }
}

package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.TraceEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is wrong, missing or doubtful about lots, drawn from the events in force at a log position. Of each lot it is the same
 * whichever others are asked for with it.
 */
public final class LotFindings {
    /** Bounds the evidence held in memory. */
    private static final int LOTS_AT_ONCE = 2_000;

    private final JdbcClient jdbc;
    private final LotLineage lineage;
    private final Evidence evidence;
    private final Function<String, EpcisEvent> reader;
    private final Findings findings;

    /** @param reader reads the document of a captured event */
    public LotFindings(
            JdbcClient jdbc,
            LotLineage lineage,
            Evidence evidence,
            Function<String, EpcisEvent> reader,
            FindingPolicy policy) {
        this.jdbc = jdbc;
        this.lineage = lineage;
        this.evidence = evidence;
        this.reader = reader;
        this.findings = new Findings(policy);
    }

    /** Lot by lot as given, cycles at the end. */
    public List<Finding> of(UUID organisation, Collection<UUID> lots, long logPosition) {
        List<UUID> all = List.copyOf(lots);
        List<Finding> found = ofEach(organisation, all, logPosition);
        lineage.cycles(organisation, all, logPosition).forEach(cycle -> found.add(cycle(cycle)));
        return found;
    }

    /** Those of a trace's lots in its order, cycles at the end: the same as of the lots alone, and most of it the trace has read. */
    public List<Finding> of(Trace trace) {
        List<UUID> all = trace.nodes().stream().map(Node::lot).map(Lot::id).toList();
        List<Finding> found = all.size() <= LOTS_AT_ONCE
                ? of(all, evidence.ofEach(trace, true))
                : ofEach(trace.seed().organisation(), all, trace.logPosition());
        LotLineage.cycles(trace).forEach(cycle -> found.add(cycle(cycle)));
        return found;
    }

    private List<Finding> ofEach(UUID organisation, List<UUID> all, long logPosition) {
        List<Finding> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LOTS_AT_ONCE) {
            List<UUID> some = all.subList(from, Math.min(all.size(), from + LOTS_AT_ONCE));
            Map<UUID, List<Finding>> each = new HashMap<>();
            evidence.ofEach(organisation, some, logPosition, true, (lot, known) -> each.put(lot, findings.of(known)));
            for (UUID lot : some) found.addAll(each.getOrDefault(lot, List.of()));
        }
        return found;
    }

    private List<Finding> of(List<UUID> lots, Map<UUID, TraceEvidence> each) {
        List<Finding> found = new ArrayList<>();
        for (UUID lot : lots) {
            TraceEvidence known = each.get(lot);
            if (known != null) found.addAll(findings.of(known));
        }
        return found;
    }

    private static Finding cycle(LotLineage.Cycle cycle) {
        List<LotKey> lots = cycle.lots().stream().map(Lot::key).toList();
        return new Finding(
                FindingKind.CYCLE,
                lots,
                cycle.eventIds(),
                lots.size() + " lots came of each other: "
                        + lots.stream().map(LotKey::printed).collect(Collectors.joining(", ")) + ".",
                null,
                Map.of());
    }

    /** Error declarations whose event never came; they wait for it, and it will not count. */
    public List<Finding> declarationsWithoutEvent(UUID organisation, long logPosition) {
        return jdbc.sql("""
                        select d.event_id, d.document
                          from error_declaration d
                         where d.organisation = :organisation and d.position <= :position
                           and not exists (
                                select from event e
                                 where e.organisation = d.organisation and e.event_id = d.event_id and e.position <= :position)
                         order by d.position
                        """)
                .param("organisation", organisation)
                .param("position", logPosition)
                .query((row, n) -> new Finding(
                        FindingKind.DECLARATION_WITHOUT_EVENT,
                        lots(reader.apply(row.getString("document"))),
                        List.of(row.getString("event_id")),
                        "The event was declared erroneous, and was never captured itself.",
                        null,
                        Map.of()))
                .list();
    }

    private static List<LotKey> lots(EpcisEvent event) {
        return Stream.concat(
                        event.quantities().stream().flatMap(q -> LotKey.of(q.epcClass()).stream()),
                        event.epcs().stream().flatMap(epc -> LotKey.ofSerial(epc).stream()))
                .distinct()
                .toList();
    }
}

package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.LotEventCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is wrong, missing or doubtful about lots, drawn from the events in force at a log position. Of each lot it is the same
 * whichever others are asked for with it.
 */
public final class LotFindings {
    /** Bounds the evidence held in memory. */
    private static final int LOTS_AT_ONCE = 2_000;

    private final LotLineage lineage;
    private final Evidence evidence;
    private final LotFindingRules findings;
    private final LooseSerials looseSerials;
    private final OrphanedDeclarations declarations;

    /** @param reader reads the document of a captured event */
    public LotFindings(
            JdbcClient jdbc,
            LotLineage lineage,
            Evidence evidence,
            Function<String, EpcisEvent> reader,
            FindingPolicy policy) {
        this.lineage = lineage;
        this.evidence = evidence;
        this.findings = new LotFindingRules(policy);
        this.looseSerials = new LooseSerials(jdbc, evidence, reader);
        this.declarations = new OrphanedDeclarations(jdbc, reader);
    }

    /**
     * Lot by lot as given, cycles at the end.
     *
     * @param now what left long before it and no receipt has met is overdue
     */
    public List<Finding> of(UUID organisation, Collection<UUID> lots, long logPosition, Instant now) {
        List<UUID> all = List.copyOf(lots);
        List<Finding> found = ofEach(organisation, all, logPosition, now);
        lineage.cycles(organisation, all, logPosition).forEach(cycle -> found.add(cycle(cycle)));
        return found;
    }

    /** Those of a trace's lots in its order, cycles at the end: the same as of the lots alone, and most of it the trace has read. */
    public List<Finding> of(Trace trace, Instant now) {
        List<UUID> all = lots(trace);
        List<Finding> found = all.size() <= LOTS_AT_ONCE
                ? of(all, evidence.ofEach(trace, true), now)
                : ofEach(trace.seed().organisation(), all, trace.logPosition(), now);
        LotLineage.cycles(trace).forEach(cycle -> found.add(cycle(cycle)));
        return found;
    }

    /**
     * The same of a trace of any size, worked out some lots at a time as they are gone through. With the same {@code now} they are
     * the same whenever they are gone through: a workbook takes the time it was asked for.
     */
    public Iterable<Finding> each(Trace trace, Instant now) {
        UUID organisation = trace.seed().organisation();
        return () -> Stream.concat(
                        parts(lots(trace)).stream()
                                .flatMap(some -> ofPart(organisation, some, trace.logPosition(), now).stream()),
                        LotLineage.cycles(trace).stream().map(LotFindings::cycle))
                .iterator();
    }

    private static List<UUID> lots(Trace trace) {
        return trace.nodes().stream().map(Node::lot).map(Lot::id).toList();
    }

    private List<Finding> ofEach(UUID organisation, List<UUID> all, long logPosition, Instant now) {
        List<Finding> found = new ArrayList<>();
        for (List<UUID> some : parts(all)) {
            found.addAll(ofPart(organisation, some, logPosition, now));
        }
        return found;
    }

    private static List<List<UUID>> parts(List<UUID> all) {
        List<List<UUID>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LOTS_AT_ONCE) {
            parts.add(all.subList(from, Math.min(all.size(), from + LOTS_AT_ONCE)));
        }
        return parts;
    }

    /** In the order of the lots; the evidence of each is forgotten once it is looked at. */
    private List<Finding> ofPart(UUID organisation, List<UUID> lots, long logPosition, Instant now) {
        Map<UUID, List<Finding>> each = new HashMap<>();
        LotEventCache read = new LotEventCache();
        evidence.ofEach(
                organisation, lots, logPosition, true, (lot, known) -> each.put(lot, findings.of(known, read, now)));
        return lots.stream()
                .flatMap(lot -> each.getOrDefault(lot, List.of()).stream())
                .toList();
    }

    private List<Finding> of(List<UUID> lots, Map<UUID, TraceEvidence> each, Instant now) {
        List<Finding> found = new ArrayList<>();
        LotEventCache read = new LotEventCache();
        for (UUID lot : lots) {
            TraceEvidence known = each.get(lot);
            if (known != null) found.addAll(findings.of(known, read, now));
        }
        return found;
    }

    /**
     * Shipments and receipts that name serials and of which no lot is known: they belong to no lot, and every list of a lot's
     * findings passes them by.
     *
     * @param after log position where the page before ended, 0 for the first
     */
    public SerialsWithoutLot serialsWithoutLot(UUID organisation, long after, int limit, long logPosition) {
        return looseSerials.after(organisation, after, limit, logPosition);
    }

    /** @param next log position to go on after; null when there is no more */
    public record SerialsWithoutLot(
            List<Finding> findings, @Nullable Long next) {
        public SerialsWithoutLot {
            findings = List.copyOf(findings);
        }
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

    /**
     * Error declarations whose event never came, in the order of the log; they wait for it, and it will not count.
     *
     * @param after log position where the page before ended, 0 for the first
     * @return a page; it holds less than the limit where the documents are large
     */
    public DeclarationsWithoutEvent declarationsWithoutEvent(
            UUID organisation, long after, int limit, long logPosition) {
        return declarations.after(organisation, after, limit, logPosition);
    }

    /** Those that name the lot. All are read, a page at a time. */
    public List<Finding> declarationsWithoutEvent(Lot lot, long logPosition) {
        return declarations.naming(lot, logPosition);
    }

    /** @param next log position to go on after; null when there is no more */
    public record DeclarationsWithoutEvent(
            List<Finding> findings, @Nullable Long next) {
        public DeclarationsWithoutEvent {
            findings = List.copyOf(findings);
        }
    }
}

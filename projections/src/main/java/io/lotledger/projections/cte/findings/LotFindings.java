package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Findings about lots, derived from the events in force at a log position. The findings of a lot do not depend on the
 * other lots of the request.
 */
public final class LotFindings {
    /** The kinds of {@link #ofDeclarations}. */
    public static final Set<FindingKind> DECLARED = Collections.unmodifiableSet(EnumSet.of(
            FindingKind.DECLARATION_WITHOUT_EVENT, FindingKind.DECLARATION_DIFFERS, FindingKind.MISSING_CORRECTION));

    /** Bounds the evidence held in memory. */
    private static final int LOTS_AT_ONCE = 2_000;

    private final LotLineage lineage;
    private final Evidence evidence;
    private final LotFindingRules findings;
    private final LooseSerials looseSerials;
    private final DoubtfulDeclarations declarations;
    private final SplitLots splitLots;

    public LotFindings(
            JdbcClient jdbc, LotLineage lineage, Evidence evidence, CapturedEvents captured, FindingPolicy policy) {
        this.lineage = lineage;
        this.evidence = evidence;
        this.findings = new LotFindingRules(policy);
        this.looseSerials = new LooseSerials(jdbc, evidence, captured);
        this.declarations = new DoubtfulDeclarations(jdbc, evidence, captured);
        this.splitLots = new SplitLots(jdbc, captured);
    }

    /**
     * In the order of the lots, then cycles, then split lots.
     *
     * @param now reference time for overdue shipments
     */
    public List<Finding> of(UUID organisation, Collection<UUID> lots, long logPosition, Instant now) {
        List<UUID> all = List.copyOf(lots);
        List<Finding> found = ofEach(organisation, all, logPosition, now);
        addOfAll(organisation, all, logPosition, found);
        return found;
    }

    private void addOfAll(UUID organisation, List<UUID> lots, long logPosition, List<Finding> found) {
        lineage.cycles(organisation, lots, logPosition).forEach(cycle -> found.add(cycle(cycle)));
        found.addAll(ofSplits(organisation, lots, logPosition));
    }

    /**
     * The findings of one lot, with those of the error declarations of its events.
     *
     * @param now reference time for overdue shipments
     */
    public List<Finding> ofLot(Lot lot, long logPosition, Instant now) {
        return ofLot(lot, evidence.ofLot(lot, logPosition), logPosition, now);
    }

    /** @param own the evidence of the lot by itself, with master data */
    public List<Finding> ofLot(Lot lot, Optional<TraceEvidence> own, long logPosition, Instant now) {
        List<UUID> only = List.of(lot.id());
        List<Finding> found = new ArrayList<>();
        own.ifPresent(known -> found.addAll(findings.of(known, new InterpretationCache(), now)));
        addOfAll(lot.organisation(), only, logPosition, found);
        found.addAll(declarations.naming(lot, logPosition));
        return found;
    }

    /**
     * The findings of a trace's lots in trace order, then cycles, then split lots: the same as for the lots alone, but most of the
     * evidence comes from the trace.
     */
    public List<Finding> of(Trace trace, Instant now) {
        List<UUID> all = lots(trace);
        List<Finding> found = all.size() <= LOTS_AT_ONCE
                ? of(all, evidence.ofEach(trace, true), now)
                : ofEach(trace.seed().organisation(), all, trace.logPosition(), now);
        LotLineage.cycles(trace).forEach(cycle -> found.add(cycle(cycle)));
        found.addAll(ofSplits(trace.seed().organisation(), all, trace.logPosition()));
        return found;
    }

    /**
     * Like {@link #of(Trace, Instant)} for a trace of any size, computed in portions during iteration. The result for
     * the same {@code now} does not depend on when it is iterated: a workbook uses the time of its request. The yield of a
     * transformation is found once, with the first of the lots made.
     */
    public Iterable<Finding> each(Trace trace, Instant now) {
        UUID organisation = trace.seed().organisation();
        return () -> {
            Set<List<String>> transformations = new HashSet<>();
            return Stream.of(
                            parts(lots(trace)).stream()
                                    .flatMap(some -> ofPart(organisation, some, trace.logPosition(), now).stream()),
                            LotLineage.cycles(trace).stream().map(LotFindings::cycle),
                            ofSplits(organisation, lots(trace), trace.logPosition()).stream())
                    .flatMap(findings -> findings)
                    .filter(finding ->
                            finding.kind() != FindingKind.YIELD_OUT_OF_BAND || transformations.add(finding.eventIds()))
                    .iterator();
        };
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

    /** In the order of the lots; the evidence of each lot is released after use. */
    private List<Finding> ofPart(UUID organisation, List<UUID> lots, long logPosition, Instant now) {
        Map<UUID, List<Finding>> each = new HashMap<>();
        InterpretationCache cache = new InterpretationCache();
        evidence.ofEach(
                organisation, lots, logPosition, true, (lot, known) -> each.put(lot, findings.of(known, cache, now)));
        return lots.stream()
                .flatMap(lot -> each.getOrDefault(lot, List.of()).stream())
                .toList();
    }

    private List<Finding> of(List<UUID> lots, Map<UUID, TraceEvidence> each, Instant now) {
        List<Finding> found = new ArrayList<>();
        InterpretationCache cache = new InterpretationCache();
        for (UUID lot : lots) {
            TraceEvidence known = each.get(lot);
            if (known != null) found.addAll(findings.of(known, cache, now));
        }
        return found;
    }

    /**
     * Shipments and receipts that name products without a lot, serials without a known lot or units of unknown contents.
     * They belong to no lot and therefore appear in no lot's findings.
     *
     * @param after log position where the previous page ended, 0 for the first
     */
    public SerialsWithoutLot serialsWithoutLot(UUID organisation, long after, int limit, long logPosition) {
        return looseSerials.after(organisation, after, limit, logPosition);
    }

    /** Those of the events at these positions that are such a shipment or receipt, in log order. */
    public List<CapturedEvent> withSerialsWithoutLot(UUID organisation, Collection<Long> positions, long logPosition) {
        return List.copyOf(looseSerials.at(organisation, positions, logPosition).keySet());
    }

    /** @param next log position after which the next page starts; {@code null} on the last page */
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
                lots.size() + " lots were made from each other: "
                        + lots.stream().map(LotKey::printed).collect(Collectors.joining(", ")) + ".",
                null,
                Map.of());
    }

    private List<Finding> ofSplits(UUID organisation, List<UUID> lots, long logPosition) {
        Set<UUID> requested = Set.copyOf(lots);
        return splits(organisation, lots, logPosition).all().stream()
                .filter(split -> split.lots().stream().anyMatch(requested::contains))
                .map(SplitLots::finding)
                .toList();
    }

    /** Lots that are recorded as two, of these lots and of the others with the code of one of them. */
    public Splits splits(UUID organisation, Collection<UUID> lots, long logPosition) {
        return splitLots.of(organisation, lots, logPosition);
    }

    /** @param sameCode the lots that were compared */
    public record Splits(List<Split> all, Set<UUID> sameCode) {
        public Splits {
            all = List.copyOf(all);
            sameCode = Set.copyOf(sameCode);
        }
    }

    /**
     * A lot that is recorded as two.
     *
     * @param named whose source is known: by its place where a reference joins the two
     * @param other whose source is known by the reference alone, or is not known
     * @param reference that both have; empty where the other has no source
     * @param events the first of each with the reference
     */
    public record Split(Lot named, Lot other, String reference, List<CapturedEvent> events) {
        public Split {
            events = List.copyOf(events);
        }

        public List<UUID> lots() {
            return List.of(named.id(), other.id());
        }
    }

    /**
     * Error declarations whose event was never captured, that do not repeat their event, or whose correction was never
     * captured or itself declared erroneous in favour of theirs, in log order. If the event is captured later, it is void from the start.
     *
     * @param kinds of the findings wanted
     * @param after log position where the previous page ended, 0 for the first
     * @return a page; it has fewer findings than the limit if the documents are large or a declaration repeats its event
     */
    public OfDeclarations ofDeclarations(
            UUID organisation, Set<FindingKind> kinds, long after, int limit, long logPosition) {
        return declarations.after(organisation, kinds, after, limit, logPosition);
    }

    /** Those of the declarations at these positions that have findings, in log order. */
    public Map<CapturedEvent, List<Finding>> ofDeclarations(
            UUID organisation, Collection<Long> positions, long logPosition) {
        return declarations.at(organisation, positions, logPosition);
    }

    /** @param next log position after which the next page starts; {@code null} on the last page */
    public record OfDeclarations(
            List<Finding> findings, @Nullable Long next) {
        public OfDeclarations {
            findings = List.copyOf(findings);
        }
    }
}

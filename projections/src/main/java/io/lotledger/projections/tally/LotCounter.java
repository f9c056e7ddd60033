package io.lotledger.projections.tally;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.findings.LotFindingRules;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.tally.CountedLot.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Works out what each lot adds to the tally, from the tables as of a log position. */
final class LotCounter {
    /** A shipment of the last days of the year 9999, a placeholder, is never overdue: no column holds a later time. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final JdbcClient jdbc;
    private final LotLineage lineage;
    private final Evidence evidence;
    private final LotFindings findings;
    private final FindingPolicy policy;
    private final LotFindingRules rules;
    private final ElementCounter elements;

    LotCounter(
            JdbcClient jdbc,
            LotLineage lineage,
            Evidence evidence,
            LotFindings findings,
            FindingPolicy policy,
            ElementCounter elements) {
        this.jdbc = jdbc;
        this.lineage = lineage;
        this.evidence = evidence;
        this.findings = findings;
        this.policy = policy;
        this.rules = new LotFindingRules(policy);
        this.elements = elements;
    }

    /**
     * @param cycles each cycle with a lot of this count, as its lots outside the count must have it
     * @param splits the lots with the code of a lot of this count, as those outside the count must have them
     */
    record Counted(List<CountedLot> lots, List<CountedCycle> cycles, CountedSplits splits) {}

    /** @param oldest time of the earliest event by which each split lot is found */
    record CountedSplits(Set<UUID> lots, Map<UUID, Instant> oldest) {}

    /** @param oldest time of the earliest event that closes the cycle */
    record CountedCycle(UUID id, List<UUID> lots, Instant oldest) {}

    Counted count(UUID organisation, Collection<UUID> queued, long logPosition, Instant now) {
        // a rebuilt table may not have a lot any more
        List<UUID> lots =
                lineage.known(organisation, queued).stream().map(Lot::id).toList();
        if (lots.isEmpty()) return new Counted(List.of(), List.of(), new CountedSplits(Set.of(), Map.of()));
        List<CountedCycle> cycles = new ArrayList<>();
        Map<UUID, CountedCycle> cycleOf = new HashMap<>();
        for (LotLineage.Cycle found : lineage.cycles(organisation, lots, logPosition)) {
            List<UUID> ids = found.lots().stream().map(Lot::id).toList();
            CountedCycle cycle = new CountedCycle(ids.get(0), ids, oldest(organisation, found.eventIds(), now));
            cycles.add(cycle);
            ids.forEach(lot -> cycleOf.put(lot, cycle));
        }
        CountedSplits splits = splits(organisation, lots, logPosition);
        List<CountedLot> counted = new ArrayList<>();
        InterpretationCache cache = new InterpretationCache();
        EventMentions mentions = new EventMentions(organisation);
        evidence.ofEach(
                organisation,
                lots,
                logPosition,
                true,
                (lot, known) -> counted.add(count(
                        known,
                        cache,
                        mentions,
                        cycleOf.get(lot),
                        splits.oldest().get(lot),
                        now)));
        return new Counted(counted, cycles, splits);
    }

    private CountedSplits splits(UUID organisation, List<UUID> lots, long logPosition) {
        LotFindings.Splits found = findings.splits(organisation, lots, logPosition);
        Map<UUID, Instant> oldest = new HashMap<>();
        for (LotFindings.Split split : found.all()) {
            for (CapturedEvent captured : split.events()) {
                Instant time = captured.event().eventTime();
                split.lots().forEach(lot -> oldest.merge(lot, time, LotCounter::earlier));
            }
        }
        return new CountedSplits(found.sameCode(), oldest);
    }

    private CountedLot count(
            TraceEvidence known,
            InterpretationCache cache,
            EventMentions mentions,
            @Nullable CountedCycle cycle,
            @Nullable Instant split,
            Instant now) {
        LotAnalysis analysis = LotAnalysis.of(known, cache, policy.overdueBefore(now));
        LotEventHistory history = analysis.interpretation().history();
        Map<FindingKind, Kind> kinds = new EnumMap<>(FindingKind.class);
        @Nullable Instant overdueFrom = null;
        for (Finding finding : rules.of(analysis)) {
            boolean overdue = Boolean.TRUE.equals(finding.details().get("overdue"));
            kinds.merge(finding.kind(), new Kind(oldest(finding, history, now), overdue), Kind::and);
            if (finding.kind() == FindingKind.UNMATCHED_SHIP && !overdue) {
                Instant due =
                        time(finding.eventIds().get(0), history).orElse(now).plus(policy.transit());
                if (due.isBefore(NEVER)) overdueFrom = earlier(overdueFrom, due);
            }
        }
        if (split != null) kinds.put(FindingKind.SPLIT_LOT, new Kind(split, false));
        if (cycle != null) kinds.put(FindingKind.CYCLE, new Kind(cycle.oldest(), false));
        Lot lot = known.trace().seed();
        return new CountedLot(
                lot,
                elements.count(analysis.ctes()),
                analysis.ctes().rows().stream()
                        .map(row -> row.basis().eventTime())
                        .max(Instant::compareTo)
                        .orElse(null),
                kinds,
                cycle == null ? null : cycle.id(),
                overdueFrom,
                mentions.of(lot.key(), known.events(), transformations(analysis)));
    }

    private static List<EpcisEvent> transformations(LotAnalysis analysis) {
        return analysis.transformations().stream()
                .flatMap(made -> made.events().stream())
                .map(ResolvedEvent::event)
                .toList();
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    private static Instant oldest(Finding finding, LotEventHistory history, Instant otherwise) {
        return finding.eventIds().stream()
                .flatMap(id -> time(id, history).stream())
                .min(Instant::compareTo)
                .orElse(otherwise);
    }

    private static Optional<Instant> time(String eventID, LotEventHistory history) {
        return history.captured(eventID).map(captured -> captured.event().eventTime());
    }

    private Instant oldest(UUID organisation, List<String> eventIds, Instant otherwise) {
        return jdbc.sql("""
                        select event_time from event
                         where organisation = :organisation and event_id = any(:ids)
                         order by event_time
                         limit 1
                        """)
                .param("organisation", organisation)
                .param("ids", eventIds.toArray(String[]::new))
                .query((row, n) ->
                        row.getObject("event_time", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(otherwise);
    }
}

package io.lotledger.api.dashboard.lineage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lotledger.api.dashboard.lot.RecentTraces;
import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.picture.LineageGraphs;
import io.lotledger.api.lots.picture.LineageGraphs.Mark;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.history.TraceHistory;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads lineages for the page, its data, its downloads and its print. */
@Component
public class LineageViews {
    /** The largest trace that is drawn or tabulated in a page. */
    static final int MOST_LOTS = 20_000;

    /** The largest trace whose lots are marked: looking for findings takes most of the time of a large trace. */
    static final int MOST_MARKED = 300;

    private static final WithdrawnLinks NOTHING_WITHDRAWN = new WithdrawnLinks(List.of(), List.of());

    private final TraceLookup traces;
    private final RecentTraces recentTraces;
    private final AsOf asOf;
    private final TraceHistory history;
    private final LotDescriptions descriptions;
    private final LotFindings findings;
    private final Evidence evidence;
    /** Opening a group, selecting a line or turning a page asks for the same trace again. */
    private final Cache<Known, LineageView> recent = Caffeine.newBuilder()
            .maximumWeight(2L * MOST_LOTS)
            .weigher((Known key, LineageView view) -> view.graph().lots().size())
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private record Traced(UUID organisation, UUID lot, Direction direction, long position) {}

    private record Known(Traced trace, boolean withdrawn) {}

    LineageViews(
            TraceLookup traces,
            RecentTraces recentTraces,
            AsOf asOf,
            TraceHistory history,
            LotDescriptions descriptions,
            LotFindings findings,
            Evidence evidence) {
        this.traces = traces;
        this.recentTraces = recentTraces;
        this.asOf = asOf;
        this.history = history;
        this.descriptions = descriptions;
        this.findings = findings;
        this.evidence = evidence;
    }

    /** The lineage at the position asked for, or at the latest one. */
    public LineageView of(UUID organisation, LineageQuestion question) {
        Traced traced = traced(organisation, question);
        Trace trace = trace(traced, question);
        Known key = new Known(traced, question.withdrawn());
        LineageView known = recent.getIfPresent(key);
        if (known == null) {
            known = read(trace, question);
            recent.put(key, known);
        }
        return known.with(question);
    }

    /** Only the number of lots, for a page that reads the rest later. */
    int size(UUID organisation, LineageQuestion question) {
        return trace(traced(organisation, question), question).nodes().size();
    }

    private Traced traced(UUID organisation, LineageQuestion question) {
        Lot seed = traces.lot(organisation, question.lot());
        return new Traced(organisation, seed.id(), question.direction(), asOf.position(organisation, question.asOf()));
    }

    private Trace trace(Traced key, LineageQuestion question) {
        Trace trace = recentTraces.of(traces.lot(key.organisation(), question.lot()), key.direction(), key.position());
        if (trace.nodes().size() > MOST_LOTS) {
            throw TraceLookup.tooLarge(String.format(
                    Locale.US,
                    "This lineage has %,d lots; a page shows at most %,d. Ask for one direction, or for the workbook, which holds them all.",
                    trace.nodes().size(),
                    MOST_LOTS));
        }
        return trace;
    }

    private LineageView read(Trace trace, LineageQuestion question) {
        UUID organisation = trace.seed().organisation();
        long position = trace.logPosition();
        WithdrawnLinks withdrawn =
                question.withdrawn() ? TraceLookup.whole(() -> history.withdrawn(trace)) : NOTHING_WITHDRAWN;
        List<Lot> lots = Stream.concat(
                        trace.nodes().stream().map(Trace.Node::lot),
                        withdrawn.lots().stream().map(WithdrawnLinks.WithdrawnLot::lot))
                .distinct()
                .toList();
        List<LotDescription> described = descriptions.of(lots, position);
        boolean isMarked = trace.nodes().size() <= MOST_MARKED;
        Map<UUID, Mark> marks = isMarked ? marks(trace, asOf.time(organisation, question.asOf(), position)) : Map.of();
        return new LineageView(
                question, trace, withdrawn, described, LineageGraphs.of(trace, withdrawn, described, marks), isMarked);
    }

    /** As many as the Gaps page names for each lot. */
    static Map<LotKey, Long> gaps(Readiness readiness) {
        return readiness.missing().stream()
                .filter(missing -> missing.element().required())
                .flatMap(missing -> missing.lots().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private Map<UUID, Mark> marks(Trace trace, Instant now) {
        UUID organisation = trace.seed().organisation();
        Map<LotKey, Long> gaps = gaps(Readiness.of(TraceClassifier.of(evidence.of(trace))));
        Map<LotKey, Severity> worst = new HashMap<>();
        findings.of(trace, now)
                .forEach(finding -> finding.lots()
                        .forEach(lot -> worst.merge(lot, finding.kind().severity(), LineageViews::worse)));
        return Stream.concat(gaps.keySet().stream(), worst.keySet().stream())
                .distinct()
                .collect(Collectors.toMap(
                        lot -> lot.idIn(organisation),
                        lot -> new Mark(gaps.getOrDefault(lot, 0L).intValue(), worst.get(lot))));
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

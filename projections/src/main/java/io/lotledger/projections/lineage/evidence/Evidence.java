package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.LineageReads;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotEdge;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.LogisticUnit;
import io.lotledger.projections.masterdata.KnownMasterData;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gathers what a trace rests on, as the log stood at the trace's position. The lots in question are those of the trace and
 * the inputs of every transformation that made one of them (one step more upstream than the trace, where it goes forward).
 * The events are those in force that
 *
 * <ul>
 *   <li>name one of these lots;
 *   <li>name a unit that held one of them at the event's time, through any nesting, or a serial of one of them;
 *   <li>are another part of a transformation of the evidence, by its {@code transformationID};
 *   <li>take back a shipment of the evidence by its document alone ({@code void_shipping} without objects).
 * </ul>
 *
 * An event of a pallet before the lot got on it, or after it got off, is not among them. What the units of these events held is
 * complete, other lots included.
 */
public final class Evidence {
    /** Documents of one answer; what is read from them takes some four times as much. */
    public static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 6;

    /** Documents of a portion of many lots. */
    private static final long PORTION_BYTES = Runtime.getRuntime().maxMemory() / 32;

    private final LotLineage lineage;
    private final LineageReads reads;
    private final EvidenceReads events;
    private final MasterDataVersions masterData;
    private final BizStepVocabulary vocabulary;

    /** @param reader reads the document of a captured event */
    public Evidence(
            JdbcClient jdbc,
            LotLineage lineage,
            MasterDataVersions masterData,
            BizStepVocabulary vocabulary,
            Function<String, EpcisEvent> reader) {
        this.lineage = lineage;
        this.reads = new LineageReads(jdbc);
        this.events = new EvidenceReads(jdbc, reader);
        this.masterData = masterData;
        this.vocabulary = vocabulary;
    }

    /** All that the trace rests on. */
    public TraceEvidence of(Trace trace) {
        Found found = find(trace, MOST_BYTES);
        return new TraceEvidence(trace, found.events(), found.containers(), known(trace, found), vocabulary);
    }

    /**
     * What each of many lots rests on by itself, from one load: a trace of that lot alone, with the edges into it.
     *
     * @param lots at least one
     * @param described whether master data is wanted too
     */
    public Map<UUID, TraceEvidence> ofEach(
            UUID organisation, Collection<UUID> lots, long logPosition, boolean described) {
        return ofEach(lineage.among(organisation, lots, logPosition), described);
    }

    /**
     * The same, with no more in memory than a portion of the lots needs: each is handed on and forgotten.
     *
     * @throws TraceTooLarge when a single lot needs more than there may be
     */
    public void ofEach(
            UUID organisation,
            Collection<UUID> lots,
            long logPosition,
            boolean described,
            BiConsumer<UUID, TraceEvidence> each) {
        ofEach(organisation, lots, logPosition, described, PORTION_BYTES, each);
    }

    /**
     * Halves what does not fit. Each half may take half as much again: lots that share large events need nearly the same
     * documents however few they are, and cut down to single lots would read them once for each.
     */
    private void ofEach(
            UUID organisation,
            Collection<UUID> lots,
            long logPosition,
            boolean described,
            long portionBytes,
            BiConsumer<UUID, TraceEvidence> each) {
        Map<UUID, TraceEvidence> portion;
        try {
            long most = lots.size() == 1 ? MOST_BYTES : Math.min(MOST_BYTES, portionBytes);
            portion = ofEach(lineage.among(organisation, lots, logPosition), described, most);
        } catch (TraceTooLarge e) {
            if (lots.size() == 1) throw e;
            List<UUID> all = List.copyOf(lots);
            long more = portionBytes + portionBytes / 2;
            ofEach(organisation, all.subList(0, all.size() / 2), logPosition, described, more, each);
            ofEach(organisation, all.subList(all.size() / 2, all.size()), logPosition, described, more, each);
            return;
        }
        portion.forEach(each);
    }

    /** The same of each lot of a trace, which knows most of it already where it goes back. */
    public Map<UUID, TraceEvidence> ofEach(Trace trace, boolean described) {
        return ofEach(trace, described, MOST_BYTES);
    }

    private Map<UUID, TraceEvidence> ofEach(Trace trace, boolean described, long mostBytes) {
        long logPosition = trace.logPosition();
        Trace all = trace.direction().goesBackward()
                ? trace
                : lineage.among(organisation(trace), trace.lotIds(), logPosition);
        Found found = find(all, mostBytes);
        MasterData known = described ? known(all, found) : KnownMasterData.NONE;
        PerLotEvidence slices = new PerLotEvidence(found.events(), found.containers(), found.facts());
        Map<UUID, List<Edge>> edges = all.edges().stream().collect(Collectors.groupingBy(Edge::to));
        Map<UUID, TraceEvidence> each = new LinkedHashMap<>();
        for (Node node : all.nodes()) {
            UUID lot = node.lot().id();
            List<Edge> into = edges.getOrDefault(lot, List.of());
            Set<UUID> inputs = into.stream().map(Edge::from).collect(Collectors.toSet());
            Trace alone = new Trace(node.lot(), Direction.BOTH, logPosition, List.of(node), into);
            each.put(lot, new TraceEvidence(alone, slices.of(lot, inputs), found.containers(), known, vocabulary));
        }
        return each;
    }

    /**
     * Whether the seed's trace rests on the very same events at both positions: none captured or declared erroneous after
     * the first, up to the second, belongs to it. Also events that reach a lot through a container count.
     */
    public boolean unchanged(Lot seed, Direction direction, long since, long until) {
        if (since >= until || !events.anything(seed.organisation(), since, until)) return true;
        Set<UUID> tied = reads.everTied(seed.organisation(), seed.id(), direction, until);
        if (!events.touches(seed.organisation(), tied, since, until)) return true;
        return positions(lineage.trace(seed, direction, since))
                .equals(positions(lineage.trace(seed, direction, until)));
    }

    private MasterData known(Trace trace, Found found) {
        return masterData.knownAt(
                organisation(trace),
                trace.logPosition(),
                found.events().stream().map(CapturedEvent::event).toList(),
                trace.nodes().stream().map(node -> node.lot().key()).toList());
    }

    /** What units (or serials) hold, and when, as far as the log went. */
    public ContainerContents contents(UUID organisation, Collection<String> units, long logPosition) {
        Set<String> named = units.stream().map(LogisticUnit::name).collect(Collectors.toSet());
        return new PackingHistory(events.packings(organisation, named, logPosition));
    }

    public BizStepVocabulary vocabulary() {
        return vocabulary;
    }

    private Set<Long> positions(Trace trace) {
        return find(trace, MOST_BYTES).events().stream()
                .map(CapturedEvent::position)
                .collect(Collectors.toSet());
    }

    private Found find(Trace trace, long mostBytes) {
        Set<UUID> lots = new LinkedHashSet<>(trace.lotIds());
        lots.addAll(inputs(trace));
        List<CapturedEvent> candidates =
                events.touching(organisation(trace), lots, trace.logPosition(), mostBytes).stream()
                        .sorted(CapturedEvent.IN_ORDER_OF_HAPPENING)
                        .toList();
        EvidenceFacts facts = new EvidenceFacts(organisation(trace));
        Set<String> units = new LinkedHashSet<>();
        for (CapturedEvent candidate : candidates) {
            facts.of(candidate).units().forEach(line -> units.add(line.unit()));
        }
        PackingHistory containers =
                new PackingHistory(events.packings(organisation(trace), units, trace.logPosition()));
        List<CapturedEvent> touching = candidates.stream()
                .filter(captured -> !Collections.disjoint(lots, facts.lots(captured, containers)))
                .toList();
        Set<CapturedEvent> all = new LinkedHashSet<>(touching);
        all.addAll(events.otherParts(organisation(trace), touching, trace.logPosition(), mostBytes));
        List<String> documents = touching.stream()
                .flatMap(captured -> facts.of(captured).documents().stream())
                .distinct()
                .toList();
        all.addAll(events.bareVoids(organisation(trace), documents, trace.logPosition()));
        return new Found(
                all.stream().sorted(CapturedEvent.IN_ORDER_OF_HAPPENING).toList(), containers, facts);
    }

    /** What the lots of the trace were made of. A forward trace does not tell it of its seed. */
    private List<UUID> inputs(Trace trace) {
        if (trace.direction().goesBackward())
            return trace.edges().stream().map(Edge::from).toList();
        return reads.linksTo(organisation(trace), trace.lotIds(), trace.logPosition()).stream()
                .map(LotEdge::from)
                .toList();
    }

    private static UUID organisation(Trace trace) {
        return trace.seed().organisation();
    }

    private record Found(List<CapturedEvent> events, PackingHistory containers, EvidenceFacts facts) {}
}

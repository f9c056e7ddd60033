package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
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
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.facts.PackingReads;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.packing.PackingHistory;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import io.lotledger.projections.masterdata.KnownMasterData;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.masterdata.MentionKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Collects the events that support a trace, as the log stood at the trace's position. The lots in question are those of
 * the trace and the inputs of every transformation that made one of them; for a forward trace, that is one step more
 * upstream. The evidence consists of the events in force that
 *
 * <ul>
 *   <li>name one of these lots;
 *   <li>name a unit that held one of them at the event's time, through any nesting, or a serial of one of them, but not as
 *       the unit that they load with known other things ({@link LoadingEvents});
 *   <li>void the shipment of a unit that held one of them when it was shipped;
 *   <li>belong to a transformation of the evidence by its {@code transformationID};
 *   <li>void a shipment of the evidence by its document alone ({@code void_shipping} without objects).
 * </ul>
 *
 * <p>Events of a pallet before the lot was put on it or after it was taken off are not included. The contents of the
 * units of these events are complete and include other lots.
 */
public final class Evidence {
    /** Limit for the documents of one result; parsed events take about four times as much memory. */
    public static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 6;

    /** Limit for the documents of one portion of many lots. */
    private static final long PORTION_BYTES = Runtime.getRuntime().maxMemory() / 32;

    private final LotLineage lineage;
    private final LineageReads reads;
    private final EvidenceReads events;
    private final PackingReads packingReads;
    private final AffectedLots affected;
    private final UnitsWithoutLot unitsWithoutLot;
    private final MasterDataVersions masterData;
    private final BizStepVocabulary vocabulary;

    public Evidence(
            JdbcClient jdbc,
            LotLineage lineage,
            MasterDataVersions masterData,
            BizStepVocabulary vocabulary,
            CapturedEvents captured) {
        this.lineage = lineage;
        this.reads = new LineageReads(jdbc);
        this.events = new EvidenceReads(jdbc, captured);
        this.packingReads = new PackingReads(jdbc);
        this.affected = new AffectedLots(jdbc);
        this.unitsWithoutLot = new UnitsWithoutLot(jdbc);
        this.masterData = masterData;
        this.vocabulary = vocabulary;
    }

    /** The evidence of the whole trace. */
    public TraceEvidence of(Trace trace) {
        Found found = find(trace, MAX_BYTES);
        return new TraceEvidence(trace, found.events(), found.containers(), known(trace, found), vocabulary);
    }

    /**
     * The evidence of the units that have no lot themselves and were made of the seeds or of lots made from them, and of those
     * through which the lots upstream were used for the seeds or for each other. Each stands in its trace as a lot with the
     * unit's URI, the latter with the role {@code UPSTREAM}. Empty if there is no such unit.
     *
     * @throws TraceTooLarge if their events exceed {@link #MAX_BYTES}
     */
    public Optional<TraceEvidence> ofUnitsWithoutLot(Trace trace) {
        UUID organisation = organisation(trace);
        Set<UnitWithoutLot> units = new LinkedHashSet<>();
        if (trace.direction().goesForward())
            units.addAll(unitsWithoutLot.madeOf(organisation, trace.downstream(), trace.logPosition()));
        List<Node> nodes = new ArrayList<>(nodes(organisation, units, Trace.Role.SEED));
        Set<UnitWithoutLot> upstream = new LinkedHashSet<>(
                unitsWithoutLot.between(organisation, trace.upstream(), trace.upstreamAndSeeds(), trace.logPosition()));
        upstream.removeAll(units);
        nodes.addAll(nodes(organisation, upstream, Trace.Role.UPSTREAM));
        units.addAll(upstream);
        if (units.isEmpty()) return Optional.empty();
        Trace standIns = new Trace(nodes.get(0).lot(), Direction.FORWARD, trace.logPosition(), nodes, List.of());
        Found found = find(standIns, MAX_BYTES, ProposedEvents.standIns(units));
        return Optional.of(
                new TraceEvidence(standIns, found.events(), found.containers(), known(standIns, found), vocabulary));
    }

    private static List<Node> nodes(UUID organisation, Collection<UnitWithoutLot> units, Trace.Role role) {
        return units.stream()
                .sorted(Comparator.comparing(UnitWithoutLot::unit).thenComparing(UnitWithoutLot::transformation))
                .map(UnitWithoutLot::standIn)
                .distinct()
                .map(unit -> new Node(new Lot(organisation, unit), role, 0))
                .toList();
    }

    /**
     * The evidence of each lot by itself, loaded together: a trace of that lot alone, with the edges into it.
     *
     * @param lots at least one
     * @param described whether to load master data
     */
    public Map<UUID, TraceEvidence> ofEach(
            UUID organisation, Collection<UUID> lots, long logPosition, boolean described) {
        return ofEach(lineage.among(organisation, lots, logPosition), described);
    }

    /** The evidence of one lot by itself, with master data; empty if nothing in force names it. */
    public Optional<TraceEvidence> ofLot(Lot lot, long logPosition) {
        return Optional.ofNullable(
                ofEach(lot.organisation(), List.of(lot.id()), logPosition, true).get(lot.id()));
    }

    /**
     * Like {@link #ofEach(UUID, Collection, long, boolean)}, but loads the lots in portions and passes each result on,
     * so that memory holds one portion at a time. Lots of a portion may be interpreted {@linkplain TraceEvidence#together
     * together}.
     *
     * @throws TraceTooLarge if a single lot exceeds the memory limit
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
     * Splits a portion that exceeds its limit in halves, and raises the limit of each half by half. Lots that share
     * large events need nearly the same documents in any number; single lots would read them once per lot.
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
            long most = lots.size() == 1 ? MAX_BYTES : Math.min(MAX_BYTES, portionBytes);
            portion = ofEach(lineage.among(organisation, lots, logPosition), described, most, true);
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

    /** The evidence of each lot of a trace. A backward trace already has most of it. */
    public Map<UUID, TraceEvidence> ofEach(Trace trace, boolean described) {
        return ofEach(trace, described, MAX_BYTES, false);
    }

    /** @param joins whether lots may be interpreted together */
    private Map<UUID, TraceEvidence> ofEach(Trace trace, boolean described, long mostBytes, boolean joins) {
        long logPosition = trace.logPosition();
        Trace all = trace.direction().goesBackward()
                ? trace
                : lineage.among(organisation(trace), trace.lotIds(), logPosition);
        Found found = find(all, mostBytes);
        return split(all, found, described ? known(all, found) : KnownMasterData.NONE, joins);
    }

    private Map<UUID, TraceEvidence> split(Trace all, Found found, MasterData known, boolean joins) {
        PerLotEvidence perLot = new PerLotEvidence(found.events(), found.containers(), found.facts());
        JointEvidence joint = new JointEvidence(found.events(), found.facts(), found.containers(), vocabulary);
        Map<UUID, List<Edge>> edges = all.edges().stream().collect(Collectors.groupingBy(Edge::to));
        Map<UUID, Set<UUID>> inputs = new LinkedHashMap<>();
        for (UUID lot : all.lotIds()) {
            inputs.put(
                    lot,
                    edges.getOrDefault(lot, List.of()).stream().map(Edge::from).collect(Collectors.toSet()));
        }
        if (joins) perLot.join(inputs, joint);
        Map<UUID, TraceEvidence> each = new LinkedHashMap<>();
        for (Node node : all.nodes()) {
            UUID lot = node.lot().id();
            Trace single = new Trace(
                    node.lot(), Direction.BOTH, all.logPosition(), List.of(node), edges.getOrDefault(lot, List.of()));
            List<CapturedEvent> own = perLot.of(lot, inputs.getOrDefault(lot, Set.of()));
            each.put(lot, new TraceEvidence(single, own, found.containers(), known, vocabulary, joint.of(lot, own)));
        }
        return each;
    }

    /**
     * The lots whose findings the proposed events may change: those that they or the events that they declare erroneous
     * name or find in a unit, by URI, and then by URI those that depend on these.
     */
    public List<LotKey> touchedBy(UUID organisation, ProposedEvents proposed, long logPosition) {
        List<CapturedEvent> changed = changed(organisation, proposed, logPosition);
        if (changed.isEmpty()) return List.of();
        ChangedFacts facts = new ChangedFacts(changed);
        ContainerContents containers = contentsWith(organisation, facts.units(), proposed, logPosition);
        Set<LotKey> named = new TreeSet<>(Comparator.comparing(LotKey::uri));
        named.addAll(facts.lots());
        for (CapturedEvent one : changed) {
            for (UnitLine line : FactReader.read(one.event()).units()) {
                containers.at(line.unit(), EventMoment.of(one.event())).forEach(content -> named.add(content.lot()));
            }
        }
        Set<LotKey> all = new LinkedHashSet<>(named);
        all.addAll(affected.of(organisation, facts));
        return List.copyOf(all);
    }

    /**
     * Positions of events in force that the proposed events declare erroneous, or that name a unit of these or of the
     * proposed events, or one that held such a unit.
     */
    public Set<Long> concernedBy(UUID organisation, ProposedEvents proposed, long logPosition) {
        List<CapturedEvent> declared = declared(organisation, proposed, logPosition);
        ChangedFacts facts = new ChangedFacts(
                Stream.concat(proposed.events().stream(), declared.stream()).toList());
        Set<Long> concerned = new TreeSet<>(events.naming(organisation, facts.units(), logPosition));
        declared.forEach(one -> concerned.add(one.position()));
        return concerned;
    }

    private List<CapturedEvent> changed(UUID organisation, ProposedEvents proposed, long logPosition) {
        return Stream.concat(proposed.events().stream(), declared(organisation, proposed, logPosition).stream())
                .toList();
    }

    /** The events in force that the proposed events declare erroneous. */
    private List<CapturedEvent> declared(UUID organisation, ProposedEvents proposed, long logPosition) {
        return events.withIds(organisation, proposed.declarations().keySet(), logPosition);
    }

    /** The contents over time of units, as they would be if the proposed events followed the log. */
    public ContainerContents contentsWith(
            UUID organisation, Collection<String> units, ProposedEvents proposed, long logPosition) {
        Set<String> named = units.stream().map(LogisticUnit::name).collect(Collectors.toSet());
        named.addAll(proposed.units());
        return history(organisation, named, proposed, logPosition);
    }

    /** @param units by name, with those of the proposed events */
    private PackingHistory history(UUID organisation, Set<String> units, ProposedEvents proposed, long logPosition) {
        Set<Long> omitted = declared(organisation, proposed, logPosition).stream()
                .map(CapturedEvent::position)
                .collect(Collectors.toSet());
        PackingFacts packings = packingReads.inForce(organisation, units, logPosition, omitted);
        proposed.addTo(packings, vocabulary);
        return new PackingHistory(packings);
    }

    /**
     * The evidence of each lot by itself, as it would be if the proposed events followed the log.
     *
     * @param lots at least one; they need not be known
     */
    public Map<UUID, TraceEvidence> ofEachWith(
            UUID organisation, Collection<LotKey> lots, ProposedEvents proposed, long logPosition) {
        List<Node> nodes = lots.stream()
                .map(lot -> new Node(new Lot(organisation, lot), Trace.Role.SEED, 0))
                .toList();
        Trace alone = new Trace(nodes.get(0).lot(), Direction.BOTH, logPosition, nodes, List.of());
        Found own = find(alone, MAX_BYTES, proposed);
        List<Edge> edges = edges(alone, own, proposed);
        Trace all = new Trace(alone.seed(), Direction.BOTH, logPosition, nodes, edges);
        Found found = edges.isEmpty() ? own : find(all, MAX_BYTES, proposed);
        MasterData known = masterData.knownAt(
                organisation,
                logPosition,
                found.events().stream().map(CapturedEvent::event).toList(),
                lots,
                proposed.described());
        return split(all, found, known, false);
    }

    /** What the lots of the trace would be made from. */
    private List<Edge> edges(Trace trace, Found found, ProposedEvents proposed) {
        List<CapturedEvent> transformations = found.events().stream()
                .filter(captured -> captured.event() instanceof TransformationEvent)
                .toList();
        if (transformations.isEmpty()) return List.of();
        UUID organisation = organisation(trace);
        Set<String> units = new ChangedFacts(transformations).units();
        return new TransformationInputs(organisation, contentsWith(organisation, units, proposed, trace.logPosition()))
                .of(trace.lotIds(), transformations);
    }

    /**
     * Whether the seed's trace has the same evidence at both positions: no event captured or declared erroneous after
     * the first, up to the second, belongs to it, and no place or product that it names was described anew. Events that
     * reach a lot through a container count too.
     */
    public boolean unchanged(Lot seed, Direction direction, long since, long until) {
        return since >= until
                || (hasSameEvents(seed, direction, since, until) && isDescribedAlike(seed, direction, since, until));
    }

    private boolean hasSameEvents(Lot seed, Direction direction, long since, long until) {
        if (!events.hasChanges(seed.organisation(), since, until)) return true;
        Set<UUID> linked = reads.everLinked(seed.organisation(), seed.id(), direction, until);
        if (events.touches(seed.organisation(), linked, since, until)
                && !positions(lineage.trace(seed, direction, since))
                        .equals(positions(lineage.trace(seed, direction, until)))) return false;
        boolean madeUnits = Stream.of(since, until)
                .anyMatch(position -> !unitsWithoutLot
                        .madeOf(seed.organisation(), linked, position)
                        .isEmpty());
        return !madeUnits || eventsOfUnits(seed, direction, since).equals(eventsOfUnits(seed, direction, until));
    }

    private Set<Long> eventsOfUnits(Lot seed, Direction direction, long logPosition) {
        return ofUnitsWithoutLot(lineage.trace(seed, direction, logPosition))
                .map(units -> positions(units.events()))
                .orElse(Set.of());
    }

    private boolean isDescribedAlike(Lot seed, Direction direction, long since, long until) {
        Set<Long> described = masterData.newlyDescribed(seed.organisation(), since, until);
        if (described.isEmpty()) return true;
        Trace trace = lineage.trace(seed, direction, until);
        Set<Long> mentioned = MentionKeys.of(
                seed.organisation(),
                find(trace, MAX_BYTES).events().stream()
                        .map(CapturedEvent::event)
                        .toList(),
                trace.nodes().stream().map(node -> node.lot().key()).toList());
        return Collections.disjoint(described, mentioned);
    }

    private MasterData known(Trace trace, Found found) {
        return masterData.knownAt(
                organisation(trace),
                trace.logPosition(),
                found.events().stream().map(CapturedEvent::event).toList(),
                trace.nodes().stream().map(node -> node.lot().key()).toList());
    }

    /** The contents over time of units or serials, as of the log position. */
    public ContainerContents contents(UUID organisation, Collection<String> units, long logPosition) {
        Set<String> named = units.stream().map(LogisticUnit::name).collect(Collectors.toSet());
        return new PackingHistory(packingReads.inForce(organisation, named, logPosition));
    }

    public BizStepVocabulary vocabulary() {
        return vocabulary;
    }

    private Set<Long> positions(Trace trace) {
        return positions(find(trace, MAX_BYTES).events());
    }

    private static Set<Long> positions(List<CapturedEvent> events) {
        return events.stream().map(CapturedEvent::position).collect(Collectors.toSet());
    }

    private Found find(Trace trace, long mostBytes) {
        return find(trace, mostBytes, ProposedEvents.NONE);
    }

    private Found find(Trace trace, long mostBytes, ProposedEvents proposed) {
        UUID organisation = organisation(trace);
        Set<UUID> lots = new LinkedHashSet<>(trace.lotIds());
        lots.addAll(inputs(trace));
        List<CapturedEvent> touched = events.touching(organisation, lots, trace.logPosition(), mostBytes);
        List<CapturedEvent> named = events.naming(organisation, proposed.units(), trace.logPosition(), mostBytes);
        List<CapturedEvent> candidates = Stream.of(touched, named, proposed.events())
                .flatMap(List::stream)
                .distinct()
                .filter(captured -> !proposed.isDeclared(captured))
                .sorted(CapturedEvent.IN_EVENT_ORDER)
                .toList();
        EvidenceFacts facts = new EvidenceFacts(organisation);
        LoadingEvents loadings = new LoadingEvents(candidates, facts, vocabulary);
        Set<String> units = units(candidates, facts);
        PackingHistory containers = contents(trace, units, candidates, loadings, proposed);
        candidates.forEach(candidate -> facts.lots(candidate, containers, loadings));
        VoidedUnits voided = new VoidedUnits(candidates, facts, containers, vocabulary);
        candidates.stream().filter(voided::isVoid).forEach(v -> facts.add(v, containers, voided.lots(v)));
        List<CapturedEvent> touching = candidates.stream()
                .filter(captured -> !Collections.disjoint(lots, facts.lots(captured, containers)))
                .toList();
        Set<CapturedEvent> all = new LinkedHashSet<>(touching);
        List<CapturedEvent> parts = events.sameTransformations(organisation, touching, trace.logPosition(), mostBytes);
        all.addAll(parts);
        List<String> documents = touching.stream()
                .flatMap(captured -> facts.of(captured).documents().stream())
                .distinct()
                .toList();
        all.addAll(events.bareVoids(organisation, documents, trace.logPosition()));
        all.removeIf(proposed::isDeclared);
        all.addAll(proposed.events()); // they may be parts of these transformations, or void these documents
        PackingHistory complete = units.addAll(units(parts, facts))
                ? history(organisation, units, proposed, trace.logPosition())
                : containers;
        all.forEach(captured -> facts.lots(captured, complete, loadings));
        return new Found(all.stream().sorted(CapturedEvent.IN_EVENT_ORDER).toList(), complete, facts);
    }

    private static Set<String> units(List<CapturedEvent> events, EvidenceFacts facts) {
        return events.stream()
                .flatMap(event -> LoadingEvents.units(event, facts))
                .map(UnitLine::unit)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The contents of the units that decide which lots each event concerns.
     *
     * @param units of the events; those that loadings concern as a whole are added
     */
    private PackingHistory contents(
            Trace trace,
            Set<String> units,
            List<CapturedEvent> events,
            LoadingEvents loadings,
            ProposedEvents proposed) {
        UUID organisation = organisation(trace);
        PackingHistory contents = history(organisation, units, proposed, trace.logPosition());
        Set<String> loaded = events.stream()
                .flatMap(event -> loadings.parents(event, contents))
                .map(UnitLine::unit)
                .collect(Collectors.toSet());
        return units.addAll(loaded) ? history(organisation, units, proposed, trace.logPosition()) : contents;
    }

    /** The inputs of the trace's lots. A forward trace lacks the inputs of its seed. */
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

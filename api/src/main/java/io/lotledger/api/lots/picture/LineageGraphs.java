package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineageGraph.Line;
import io.lotledger.api.lots.picture.LineageGraph.Use;
import io.lotledger.api.lots.picture.LineageGraph.Withdrawal;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.Trace.Role;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the graph of a trace. An edge from a lot outside the trace has no line. */
public final class LineageGraphs {
    /** What is wrong with a lot. */
    public record Mark(int gaps, @Nullable Severity severity) {
        static final Mark NOTHING = new Mark(0, null);
    }

    private final Map<UUID, LotDescription> described;
    private final Map<UUID, Mark> marks;
    private final List<GraphLot> lots = new ArrayList<>();
    private final Map<UUID, Integer> numbers = new HashMap<>();

    private LineageGraphs(Collection<LotDescription> described, Map<UUID, Mark> marks) {
        this.described = described.stream()
                .collect(Collectors.toMap(known -> known.lot().id(), known -> known, (one, same) -> one));
        this.marks = marks;
    }

    /**
     * @param withdrawn links of the trace that no longer hold; lots that only they lead to are lots of the graph
     * @param described codes, products and places of the lots
     * @param marks by lot; a lot without one has nothing wrong
     */
    public static LineageGraph of(
            Trace trace, WithdrawnLinks withdrawn, Collection<LotDescription> described, Map<UUID, Mark> marks) {
        LineageGraphs graphs = new LineageGraphs(described, marks);
        for (Node node : trace.nodes()) graphs.add(node.lot(), node.role());
        withdrawn.lots().forEach(lot -> graphs.add(lot.lot(), lot.role()));
        Map<Link, Line> lines = graphs.inForce(trace);
        graphs.ended(withdrawn).forEach(lines::putIfAbsent);
        return new LineageGraph(
                graphs.lots,
                Objects.requireNonNull(graphs.numbers.get(trace.seed().id())),
                List.copyOf(lines.values()));
    }

    private void add(Lot lot, Role role) {
        if (numbers.putIfAbsent(lot.id(), lots.size()) != null) return;
        LotDescription known = described.get(lot.id());
        Mark mark = marks.getOrDefault(lot.id(), Mark.NOTHING);
        lots.add(new GraphLot(
                lot.key().uri(),
                code(lot, known),
                known == null ? null : known.productName(),
                known == null ? null : place(known.source()),
                role,
                mark.gaps(),
                mark.severity()));
    }

    private static String code(Lot lot, @Nullable LotDescription known) {
        if (lot.key().lot() != null) return lot.key().lot();
        return known == null ? lot.key().printed() : known.tlc();
    }

    private static @Nullable String place(LotDescription.@Nullable Source source) {
        if (source == null) return null;
        if (source.name() != null) return source.name();
        return source.gln() == null ? source.location() : "GLN " + source.gln();
    }

    private Map<Link, Line> inForce(Trace trace) {
        Map<Link, List<Use>> uses = new LinkedHashMap<>();
        for (Edge edge : trace.edges()) {
            Link link = link(edge.from(), edge.to());
            if (link == null) continue;
            List<Use> used = uses.computeIfAbsent(link, l -> new ArrayList<>());
            if (edge.inputs().isEmpty()) used.add(new Use(edge.eventId(), null));
            edge.inputs().forEach(input -> used.add(new Use(edge.eventId(), input)));
        }
        Map<Link, Line> lines = new LinkedHashMap<>();
        uses.forEach((link, all) -> lines.put(link, new Line(link, all, null)));
        return lines;
    }

    /** One line for each pair; its withdrawal is the last one. */
    private Map<Link, Line> ended(WithdrawnLinks withdrawn) {
        Map<Link, Line> lines = new LinkedHashMap<>();
        for (WithdrawnLinks.Link ended : withdrawn.links()) {
            Link link = link(ended.from(), ended.to());
            if (link == null) continue;
            List<Use> uses = ended.eventIds().stream()
                    .limit(1)
                    .map(event -> new Use(event, ended.input()))
                    .toList();
            WithdrawnLinks.Declaration declaration = ended.declaredBy();
            Withdrawal end = new Withdrawal(ended.until(), declaration == null ? null : declaration.declarationTime());
            lines.merge(link, new Line(link, uses, end), LineageGraphs::later);
        }
        return lines;
    }

    private static Line later(Line one, Line other) {
        List<Use> uses = new ArrayList<>(one.uses());
        uses.addAll(other.uses());
        Withdrawal first = Objects.requireNonNull(one.withdrawal());
        Withdrawal second = Objects.requireNonNull(other.withdrawal());
        return new Line(one.link(), uses, first.until() > second.until() ? first : second);
    }

    private @Nullable Link link(UUID from, UUID to) {
        Integer one = numbers.get(from);
        Integer other = numbers.get(to);
        return one == null || other == null ? null : new Link(one, other);
    }
}

package io.lotledger.api.dashboard.lot;

import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lineage of a lot as a table on paper. */
final class LotPrint {
    private LotPrint() {}

    /** @param outside whether a lot is not of the trace: another input of a lot made of this one */
    record PrintedEdge(
            String from,
            String fromProduct,
            String to,
            String toProduct,
            String used,
            String made,
            String eventId,
            boolean outside) {}

    /** The lineage from the first lots to the last. */
    static List<PrintedEdge> edges(OpenLot lot, LotLineage lineage, LotDescriptions descriptions) {
        Trace trace = lot.trace();
        if (trace.edges().isEmpty()) return List.of();
        Set<UUID> ends = new LinkedHashSet<>();
        trace.edges().forEach(edge -> ends.addAll(List.of(edge.from(), edge.to())));
        List<Lot> lots = lineage.among(trace.seed().organisation(), ends, trace.logPosition()).nodes().stream()
                .map(Node::lot)
                .toList();
        Map<UUID, LotDescription> known = descriptions.of(lots, trace.logPosition()).stream()
                .collect(Collectors.toMap(one -> one.lot().id(), Function.identity()));
        Map<UUID, Integer> stages = trace.nodes().stream()
                .collect(Collectors.toMap(
                        node -> node.lot().id(),
                        node -> node.role() == Trace.Role.UPSTREAM ? -node.depth() : node.depth()));
        return trace.edges().stream()
                .sorted(Comparator.comparing((Edge edge) -> stages.getOrDefault(edge.to(), 0))
                        .thenComparing(edge -> code(known.get(edge.to())))
                        .thenComparing(edge -> code(known.get(edge.from())))
                        .thenComparing(Edge::eventId))
                .map(edge -> new PrintedEdge(
                        code(known.get(edge.from())),
                        product(known.get(edge.from())),
                        code(known.get(edge.to())),
                        product(known.get(edge.to())),
                        words(edge.inputs()),
                        words(edge.outputs()),
                        edge.eventId(),
                        !stages.containsKey(edge.from())))
                .toList();
    }

    private static String code(@Nullable LotDescription lot) {
        if (lot == null) return "another lot";
        Lot key = lot.lot();
        return key.key().lot() == null ? lot.tlc() : String.valueOf(key.key().lot());
    }

    private static String product(@Nullable LotDescription lot) {
        return lot == null || lot.productName() == null ? "" : lot.productName();
    }

    private static String words(List<Amount> amounts) {
        return amounts.stream()
                .map(amount -> Amounts.words(amount.quantity(), amount.uom()))
                .collect(Collectors.joining(" + "));
    }
}

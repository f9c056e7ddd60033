package io.lotledger.export.source;

import io.lotledger.export.job.LotCriteria;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.cte.table.LotsWithCtes;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Selects the lots that meet criteria at a log position. The result for a position never changes. */
public final class LotSelection {
    private final LotNameSearch names;
    private final LotsInPeriod periods;
    private final LotsWithCtes ctes;
    private final int ceiling;

    /** @param ceiling maximum number of lots */
    public LotSelection(LotNameSearch names, LotsInPeriod periods, LotsWithCtes ctes, int ceiling) {
        this.names = names;
        this.periods = periods;
        this.ctes = ctes;
        this.ceiling = ceiling;
    }

    /** The lots that one criterion selected, possibly none. */
    public record Named(Kind kind, String asked, List<Lot> lots) {
        public Named {
            lots = List.copyOf(lots);
        }

        public enum Kind {
            TLC,
            LOT,
            GTIN,
            PERIOD
        }
    }

    /** The result of each criterion, in order. */
    public record Selected(List<Named> named) {
        public Selected {
            named = List.copyOf(named);
        }

        /** Without duplicates. */
        public List<Lot> lots() {
            return named.stream().flatMap(n -> n.lots().stream()).distinct().toList();
        }
    }

    /** @throws TraceTooLarge when there are more lots than the ceiling */
    public Selected of(UUID organisation, LotCriteria criteria, long logPosition) {
        return criteria.namesLots()
                ? named(organisation, criteria, logPosition)
                : ofPeriod(organisation, criteria, logPosition);
    }

    private Selected named(UUID organisation, LotCriteria criteria, long logPosition) {
        List<Gtin> gtins = criteria.gtins().stream().map(Gtin::new).toList();
        Map<String, List<Lot>> byTlc = names.byTlc(organisation, criteria.tlcs(), logPosition);
        Map<UUID, List<Lot>> byId = names.byId(organisation, criteria.lots(), logPosition);
        Map<Gtin, List<Lot>> byGtin = names.byGtin(organisation, gtins, logPosition, ceiling + 1);
        List<Named> named = new ArrayList<>();
        criteria.tlcs().forEach(tlc -> named.add(new Named(Named.Kind.TLC, tlc, byTlc.getOrDefault(tlc, List.of()))));
        criteria.lots()
                .forEach(id ->
                        named.add(new Named(Named.Kind.LOT, printed(byId, id), byId.getOrDefault(id, List.of()))));
        gtins.forEach(
                gtin -> named.add(new Named(Named.Kind.GTIN, gtin.value(), byGtin.getOrDefault(gtin, List.of()))));
        Selected selected = new Selected(named);
        if (selected.lots().size() > ceiling) throw TraceTooLarge.ofSeeds(ceiling);
        return criteria.hasPeriod() ? within(organisation, criteria, selected, logPosition) : selected;
    }

    /** Keeps the lots with an event in the period. */
    private Selected within(UUID organisation, LotCriteria criteria, Selected selected, long logPosition) {
        Set<UUID> hit = withCtes(
                organisation, criteria, selected.lots().stream().map(Lot::id).toList(), logPosition);
        return new Selected(selected.named().stream()
                .map(n -> new Named(
                        n.kind(),
                        n.asked(),
                        n.lots().stream().filter(lot -> hit.contains(lot.id())).toList()))
                .toList());
    }

    private Selected ofPeriod(UUID organisation, LotCriteria criteria, long logPosition) {
        Set<UUID> spokenOf = periods.find(organisation, criteria.from(), criteria.to(), logPosition);
        Set<UUID> hit = withCtes(organisation, criteria, spokenOf, logPosition);
        List<Lot> lots = names.byId(organisation, hit, logPosition).values().stream()
                .flatMap(List::stream)
                .toList();
        return new Selected(List.of(new Named(Named.Kind.PERIOD, criteria.period(), lots)));
    }

    private Set<UUID> withCtes(UUID organisation, LotCriteria criteria, Collection<UUID> lots, long logPosition) {
        return lots.isEmpty() ? Set.of() : ctes.among(organisation, lots, criteria.from(), criteria.to(), logPosition);
    }

    private static String printed(Map<UUID, List<Lot>> byId, UUID id) {
        return byId.getOrDefault(id, List.of()).stream()
                .map(lot -> lot.key().printed())
                .findFirst()
                .orElse(id.toString());
    }
}

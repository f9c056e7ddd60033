package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.findings.LotFindings.SerialsWithoutLot;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.ContainerContents;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds shipments and receipts that name serials and no lot, as long as no event names the serials' lot (21 CFR
 * 1.1340(a)(1), 1.1345(a)(1)).
 */
final class LooseSerials {
    private final JdbcClient jdbc;
    private final Evidence evidence;
    private final CapturedEvents captured;

    LooseSerials(JdbcClient jdbc, Evidence evidence, CapturedEvents captured) {
        this.jdbc = jdbc;
        this.evidence = evidence;
        this.captured = captured;
    }

    /**
     * A page may have fewer findings than the limit, or none, and still have a next page: most such events are not
     * movements.
     */
    SerialsWithoutLot after(UUID organisation, long after, int limit, long logPosition) {
        List<CapturedEvent> candidates = candidates(organisation, after, limit, logPosition);
        boolean isLast = candidates.size() < limit;
        return new SerialsWithoutLot(
                List.copyOf(find(organisation, candidates, logPosition).values()),
                isLast ? null : candidates.get(candidates.size() - 1).position());
    }

    /** The findings about the events at some positions, each with its event; a position without a finding is absent. */
    Map<CapturedEvent, Finding> at(UUID organisation, Collection<Long> positions, long logPosition) {
        return find(organisation, captured.at(candidates(organisation, positions, logPosition)), logPosition);
    }

    private Map<CapturedEvent, Finding> find(UUID organisation, List<CapturedEvent> candidates, long logPosition) {
        List<String> named = candidates.stream()
                .flatMap(candidate -> candidate.event().epcs().stream())
                .toList();
        ContainerContents contents = evidence.contents(organisation, named, logPosition);
        // without nesting: a serial counts beside the unit that holds it
        EventLotReader lots = new EventLotReader((unit, time) -> contents.at(unit, time), evidence.vocabulary());
        Map<CapturedEvent, Finding> found = new LinkedHashMap<>();
        for (CapturedEvent candidate : candidates) {
            finding(new ResolvedEvent(0, lots.resolve(candidate.event())), lots)
                    .ifPresent(finding -> found.put(candidate, finding));
        }
        return found;
    }

    private List<Long> candidates(UUID organisation, Collection<Long> positions, long logPosition) {
        return jdbc.sql("""
                        select e.position
                          from unnest(:positions) as p(position)
                          join event e on e.position = p.position
                         where e.organisation = :organisation and e.position <= :position
                           and exists (
                                select from event_unit u
                                 where u.position = e.position and u.unit like 'https://id.gs1.org/01/%/21/%'
                                   and (u.until is null or u.until > :position))
                           and not exists (select from event_lot l where l.position = e.position)
                         order by e.position
                        """)
                .param("organisation", organisation)
                .param("positions", positions.toArray(Long[]::new))
                .param("position", logPosition)
                .query(Long.class)
                .list();
    }

    /** Events in force that name a serial without its lot, and name no lot besides. */
    private List<CapturedEvent> candidates(UUID organisation, long after, int limit, long logPosition) {
        List<Long> positions = jdbc.sql("""
                        select e.position
                          from (select distinct position
                                  from event_unit
                                 where organisation = :organisation and unit like 'https://id.gs1.org/01/%/21/%'
                                   and position > :after and position <= :position
                                   and (until is null or until > :position)
                                 order by position) u
                          join event e on e.position = u.position
                         where not exists (select from event_lot l where l.position = e.position)
                         order by e.position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("position", logPosition)
                .param("limit", limit)
                .query(Long.class)
                .list();
        return captured.at(positions);
    }

    private static Optional<Finding> finding(ResolvedEvent movement, EventLotReader lots) {
        boolean shipped = MovementEvents.isShipment(movement);
        if (!movement.lots().isEmpty() || !(shipped || MovementEvents.isReceipt(movement))) return Optional.empty();
        List<String> serials = lots.units(movement.event()).stream()
                .filter(EventLotReader::isSerial)
                .toList();
        if (serials.isEmpty()) return Optional.empty();
        return Optional.of(new Finding(
                FindingKind.SERIAL_WITHOUT_LOT,
                List.of(),
                List.of(movement.event().eventID()),
                "The " + (shipped ? "shipment" : "receipt") + " names "
                        + (serials.size() == 1 ? "a serial" : serials.size() + " serials")
                        + " without a known lot, so it appears in no trace: " + serials.get(0)
                        + (serials.size() > 1 ? ", …" : "") + ".",
                shipped ? "1.1340(a)(1)" : "1.1345(a)(1)",
                Map.of("serials", serials)));
    }
}

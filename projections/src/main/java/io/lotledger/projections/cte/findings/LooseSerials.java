package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.findings.LotFindings.SerialsWithoutLot;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.ProposedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds shipments and receipts that name products, serials or logistic units and no lot, as long as no event names the
 * serials' lot or packed the units by then (21 CFR 1.1340(a)(1), 1.1345(a)(1)).
 */
final class LooseSerials {
    /** The events that are read for one page, at least: most movements of logistic units have known lots. */
    private static final int EVENTS_OF_PAGE = 1_000;

    /** The part of the log that is read for one page, at most: most events name a lot, and no index knows those that do not. */
    private static final int POSITIONS_OF_PAGE = 20_000;

    /** The events whose documents are in memory at once, when those of some positions are read. */
    private static final int EVENTS_IN_MEMORY = 100;

    private static final String LOTLESS = lotless("");

    static final String CANDIDATES = lotless("""
                and (not exists (
                        select from (select unit from event_unit where position = e.position offset 0) u
                         where u.unit like 'https://id.gs1.org/01/%/21/%' or u.unit like 'https://id.gs1.org/00/%'
                        offset 0)
                  or exists (
                        select from (select unit, until from event_unit where position = e.position offset 0) u
                         where (u.until is null or u.until > :position)
                           and (u.unit like 'https://id.gs1.org/01/%/21/%'
                                or u.unit like 'https://id.gs1.org/00/%' and not exists (
                                    select from containment c
                                     where c.organisation = (select cast(:organisation as uuid))
                                       and c.parent = u.unit and c.parent between u.unit and u.unit
                                       and c.action = 'ADD' and not c.sets and c.event_time <= e.event_time
                                       and c.position <= :position and (c.until is null or c.until > :position)
                                       and (c.child_lot is not null or exists (
                                            select from serial_lot
                                             where organisation = (select cast(:organisation as uuid)) and unit = c.child_unit
                                               and position <= :position and (until is null or until > :position)
                                            offset 0))
                                       and not exists (
                                            select from containment
                                             where organisation = (select cast(:organisation as uuid))
                                               and parent in (c.parent, c.child_unit)
                                               and (action = 'DELETE' or not sets and child_lot is null and child_unit is null)
                                            offset 0)
                                       and not exists (
                                            select from containment
                                             where organisation = (select cast(:organisation as uuid))
                                               and child_unit = c.child_unit and child_unit between c.child_unit and c.child_unit
                                               and parent <> c.parent
                                            offset 0)
                                    offset 0))
                        offset 0))
            """);

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
        int most = Math.max(limit, EVENTS_OF_PAGE);
        long end = Math.min(logPosition, after + POSITIONS_OF_PAGE);
        List<Long> named = naming(organisation, after, most, end);
        List<CapturedEvent> candidates = captured.at(candidates(organisation, named, limit, logPosition));
        List<Finding> found =
                List.copyOf(find(organisation, candidates, logPosition).values());
        if (candidates.size() == limit)
            return new SerialsWithoutLot(found, candidates.get(limit - 1).position());
        if (named.size() == most) return new SerialsWithoutLot(found, named.get(most - 1));
        return new SerialsWithoutLot(found, end < logPosition ? end : null);
    }

    /** The findings about the events at some positions, each with its event; a position without a finding is absent. */
    Map<CapturedEvent, Finding> at(UUID organisation, Collection<Long> positions, long logPosition) {
        List<Long> candidates = candidates(organisation, positions, positions.size(), logPosition);
        Map<CapturedEvent, Finding> found = new LinkedHashMap<>();
        for (int from = 0; from < candidates.size(); from += EVENTS_IN_MEMORY) {
            List<Long> some = candidates.subList(from, Math.min(candidates.size(), from + EVENTS_IN_MEMORY));
            found.putAll(find(organisation, captured.at(some), logPosition));
        }
        return found;
    }

    /**
     * The findings about the events that proposed events concern, without these and with them.
     *
     * @throws TraceTooLarge if the documents of the events exceed {@link Evidence#MAX_BYTES}
     */
    Difference withProposed(UUID organisation, ProposedEvents proposed, long logPosition) {
        Set<Long> concerned = evidence.concernedBy(organisation, proposed, logPosition);
        List<CapturedEvent> before = captured.at(lotless(organisation, concerned, logPosition), Evidence.MAX_BYTES);
        List<CapturedEvent> after = Stream.concat(
                        before.stream().filter(event -> !proposed.isDeclared(event)), proposed.events().stream())
                .toList();
        return Difference.between(
                find(organisation, before, logPosition).values(),
                find(after, evidence.contentsWith(organisation, named(after), proposed, logPosition))
                        .values());
    }

    private Map<CapturedEvent, Finding> find(UUID organisation, List<CapturedEvent> candidates, long logPosition) {
        return find(candidates, evidence.contents(organisation, named(candidates), logPosition));
    }

    private static List<String> named(List<CapturedEvent> candidates) {
        return candidates.stream()
                .flatMap(candidate -> candidate.event().epcs().stream())
                .toList();
    }

    private Map<CapturedEvent, Finding> find(List<CapturedEvent> candidates, ContainerContents contents) {
        EventLotReader lots = new EventLotReader(withoutNesting(contents), evidence.vocabulary());
        Map<CapturedEvent, Finding> found = new LinkedHashMap<>();
        for (CapturedEvent candidate : candidates) {
            finding(new ResolvedEvent(0, lots.resolve(candidate.event())), lots)
                    .ifPresent(finding -> found.put(candidate, finding));
        }
        return found;
    }

    /** A serial counts beside the unit that holds it. */
    private static ContainerContents withoutNesting(ContainerContents contents) {
        return new ContainerContents() {
            @Override
            public List<Content> at(String unit, Instant time) {
                return contents.at(unit, time);
            }

            @Override
            public List<Content> at(String unit, EventMoment moment) {
                return contents.at(unit, moment);
            }
        };
    }

    /** Events that name no lot, in log order. */
    private List<Long> naming(UUID organisation, long after, int limit, long end) {
        return jdbc.sql("""
                        select e.position
                          from event e
                         where e.organisation = :organisation and e.position > :after and e.position <= :end
                           and not exists (
                                select from event_lot l
                                 where l.position = e.position and l.position > :after and l.position <= :end)
                         order by e.position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("end", end)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /**
     * The first of these events that are in force and name no lot. Leaves out those whose logistic units certainly hold a
     * lot: it, or a serial of it, was packed there by then, and nothing tells that it left.
     */
    private List<Long> candidates(UUID organisation, Collection<Long> positions, int limit, long logPosition) {
        return lotless(CANDIDATES, organisation, positions, limit, logPosition);
    }

    /** Those of these events that are in force and name no lot. */
    private List<Long> lotless(UUID organisation, Collection<Long> positions, long logPosition) {
        return lotless(LOTLESS, organisation, positions, positions.size(), logPosition);
    }

    private List<Long> lotless(String sql, UUID organisation, Collection<Long> positions, int limit, long logPosition) {
        return jdbc.sql(sql)
                .param("organisation", organisation)
                .param("positions", positions.toArray(Long[]::new))
                .param("position", logPosition)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /**
     * Looks each position up in each table, by {@code offset 0}: a join may read all events of a growing table instead, and a
     * pattern of units all units that match it.
     */
    private static String lotless(String condition) {
        return """
               select e.position
                 from unnest(:positions) as p(position)
                cross join lateral (
                   select position, event_time
                     from event
                    where position = p.position and organisation = (select cast(:organisation as uuid))
                      and position <= :position and (until is null or until > :position)
                   offset 0) e
                where not exists (select from event_lot where position = e.position offset 0)
                %s
                order by e.position
                limit :limit
               """.formatted(condition);
    }

    private static Optional<Finding> finding(ResolvedEvent movement, EventLotReader lots) {
        boolean shipped = MovementEvents.isShipment(movement);
        if (!movement.lots().isEmpty() || !(shipped || MovementEvents.isReceipt(movement))) return Optional.empty();
        List<String> products = movement.objects().stream()
                .map(product -> product.lot().uri())
                .distinct()
                .toList();
        List<String> named = lots.units(movement.event());
        List<String> serials = named.stream().filter(EventLotReader::isSerial).toList();
        List<String> units =
                named.stream().filter(EventLotReader::isLogisticUnit).toList();
        if (products.isEmpty() && serials.isEmpty() && units.isEmpty()) return Optional.empty();
        return Optional.of(new Finding(
                FindingKind.SERIAL_WITHOUT_LOT,
                List.of(),
                List.of(movement.event().eventID()),
                "The " + (shipped ? "shipment" : "receipt") + " names " + inWords(products, serials, units),
                shipped ? "1.1340(a)(1)" : "1.1345(a)(1)",
                details(products, serials, units)));
    }

    private static String inWords(List<String> products, List<String> serials, List<String> units) {
        List<String> what = new ArrayList<>();
        if (!products.isEmpty()) what.add(count(products, "product") + " without a lot");
        if (!serials.isEmpty()) what.add(count(serials, "serial") + " without a known lot");
        if (!units.isEmpty()) what.add(count(units, "unit") + " of unknown contents");
        List<String> all =
                Stream.of(products, serials, units).flatMap(Collection::stream).toList();
        return String.join(" and ", what) + ", so it appears in no trace: " + all.get(0)
                + (all.size() > 1 ? ", …" : "") + "."
                + (products.isEmpty()
                        ? ""
                        : " Declare the event an error and send it with the lot in the class, as in " + products.get(0)
                                + "/10/{lot}.")
                + (units.isEmpty()
                        ? ""
                        : " Send the event that packed " + (units.size() == 1 ? "it" : "them")
                                + ", with a time that is not later.");
    }

    private static String count(List<String> things, String name) {
        return things.size() == 1 ? "a " + name : things.size() + " " + name + "s";
    }

    private static Map<String, Object> details(List<String> products, List<String> serials, List<String> units) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (!products.isEmpty()) details.put("products", products);
        if (!serials.isEmpty()) details.put("serials", serials);
        if (!units.isEmpty()) details.put("units", units);
        return details;
    }
}

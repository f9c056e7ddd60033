package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.findings.LotFindings.OfDeclarations;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.ProposedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds error declarations whose event was never captured, that differ from their event, or whose correction was never
 * captured or was itself declared erroneous in favour of their event. A ledger may hold any number of declarations, so they are read page by page.
 */
final class DoubtfulDeclarations {
    private static final int PAGE_SIZE = 100;

    /** Limit for the declarations of one page. The first is read at any size. */
    private static final int MAX_BYTES = 4_000_000;

    private static final Set<FindingKind> ORPHANS = Set.of(FindingKind.DECLARATION_WITHOUT_EVENT);

    private final JdbcClient jdbc;
    private final Evidence evidence;
    private final CapturedEvents captured;

    DoubtfulDeclarations(JdbcClient jdbc, Evidence evidence, CapturedEvents captured) {
        this.jdbc = jdbc;
        this.evidence = evidence;
        this.captured = captured;
    }

    /**
     * @param event position of the declared event; {@code null} if it is not known
     * @param missing the corrective events that are not known
     */
    private record Declared(
            long position, String eventId, @Nullable Long event, List<String> missing) {
        /** Once some events are there. */
        Declared without(Set<String> eventIds) {
            return new Declared(
                    position,
                    eventId,
                    event,
                    missing.stream()
                            .filter(id -> !eventIds.contains(id) && !eventIds.contains(CanonicalUri.eventID(id)))
                            .toList());
        }
    }

    OfDeclarations after(UUID organisation, Set<FindingKind> kinds, long after, int limit, long logPosition) {
        List<Long> candidates = kinds.equals(ORPHANS)
                ? orphans(organisation, after, limit, logPosition)
                : candidates(organisation, kinds, after, limit, logPosition);
        List<CapturedEvent> page = captured.first(candidates, MAX_BYTES);
        @Nullable Long next = page.isEmpty() ? null : page.get(page.size() - 1).position();
        return new OfDeclarations(
                find(organisation, page, logPosition).values().stream()
                        .flatMap(List::stream)
                        .filter(finding -> kinds.contains(finding.kind()))
                        .toList(),
                next);
    }

    /** The findings about the declarations at some positions; a declaration without one is absent. */
    Map<CapturedEvent, List<Finding>> at(UUID organisation, Collection<Long> positions, long logPosition) {
        return find(organisation, captured.at(positions), logPosition);
    }

    List<Finding> naming(Lot lot, long logPosition) {
        UUID organisation = lot.organisation();
        List<Finding> found = new ArrayList<>();
        List<Long> declared = ofLot(lot, logPosition);
        for (int from = 0; from < declared.size(); from += PAGE_SIZE) {
            List<Long> some = declared.subList(from, Math.min(declared.size(), from + PAGE_SIZE));
            at(organisation, some, logPosition).values().forEach(found::addAll);
        }
        return found.stream()
                .filter(finding -> finding.lots().contains(lot.key()))
                .toList();
    }

    /** Declarations whose event is not known at the position. Few come before their event, and only those are read. */
    List<Long> orphans(UUID organisation, long after, int limit, long logPosition) {
        return jdbc.sql("""
                        select d.position
                          from lineage_event e
                          join error_declaration d on d.organisation = e.organisation and d.event_id = e.event_id
                         where e.organisation = :organisation and (e.position is null or e.position > e.declared)
                           and (e.position is null or e.position > :position)
                           and d.position > :after and d.position <= :position
                         order by d.position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("position", logPosition)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Whether a declaration differs from its event, and whether its correction leads back to it, is known when they are read. */
    private List<Long> candidates(UUID organisation, Set<FindingKind> kinds, long after, int limit, long logPosition) {
        return jdbc.sql("""
                        select d.position
                          from error_declaration d
                          left join lateral (
                            select position
                              from event
                             where organisation = d.organisation and event_id = d.event_id and position <= :position
                            offset 0) e on true
                         where d.organisation = :organisation and d.position > :after and d.position <= :position
                           and (e.position is null and :withoutEvent
                                or e.position is not null and :different
                                or :uncorrected and exists (
                                   select from error_correction c
                                    where c.position = d.position and c.corrective_id <> d.event_id
                                      and (not exists (
                                              select from event x
                                               where x.organisation = d.organisation and x.position <= :position
                                                 and x.event_id in (d.corrective_event_ids[c.ordinal], c.corrective_id))
                                           or exists (
                                              select from error_declaration x
                                               where x.organisation = d.organisation and x.position <= :position
                                                 and x.event_id = c.corrective_id))))
                         order by d.position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("withoutEvent", kinds.contains(FindingKind.DECLARATION_WITHOUT_EVENT))
                .param("different", kinds.contains(FindingKind.DECLARATION_DIFFERS))
                .param("uncorrected", kinds.contains(FindingKind.MISSING_CORRECTION))
                .param("after", after)
                .param("position", logPosition)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /**
     * Declarations of the events that name the lot, or a unit or serial that ever held it; and those that name one of these
     * themselves, and whose event is not known.
     */
    private List<Long> ofLot(Lot lot, long logPosition) {
        return jdbc.sql("""
                        with recursive holder(unit) as (
                            (select parent
                               from containment
                              where organisation = :organisation and child_lot = :lot
                             union
                             select unit
                               from serial_lot
                              where organisation = :organisation and lot_id = :lot)
                            union
                            select c.parent
                              from holder h
                              join containment c on c.organisation = :organisation and c.child_unit = h.unit
                        ), declared(position) as (
                            select position
                              from event_lot
                             where organisation = :organisation and lot_id = :lot and until is not null
                            union
                            select u.position
                              from holder h
                              join event_unit u on u.organisation = :organisation and u.unit = h.unit
                             where u.until is not null
                        ), name(name) as (
                            select uri from lot where lot_id = :lot
                            union
                            select unit from holder
                        )
                        select d.position
                          from declared o
                          join event e on e.position = o.position
                          join error_declaration d on d.organisation = e.organisation and d.event_id = e.event_id
                         where e.position <= :position and d.position <= :position
                        union
                        select d.position
                          from name n
                         cross join lateral (
                            select position from declared_name where organisation = :organisation and name = n.name
                            offset 0) m
                          join error_declaration d on d.position = m.position
                          join lineage_event e on e.organisation = d.organisation and e.event_id = d.event_id
                         where (e.position is null or e.position > :position) and d.position <= :position
                         order by position
                        """)
                .param("organisation", lot.organisation())
                .param("lot", lot.id())
                .param("position", logPosition)
                .query(Long.class)
                .list();
    }

    /** The findings that proposed events and declarations may change, without these and with them. */
    Difference withProposed(UUID organisation, ProposedEvents proposed, long logPosition) {
        Map<String, CapturedEvent> sent = proposed.sent();
        List<CapturedEvent> stored = captured.at(concerned(organisation, proposed, logPosition));
        Map<Long, Declared> declared = declared(organisation, stored, logPosition);
        Map<String, Long> positions = positions(organisation, proposed, logPosition);
        Map<Long, CapturedEvent> events = captured.byPosition(Stream.concat(
                        declared.values().stream().flatMap(one -> Stream.ofNullable(one.event())),
                        positions.values().stream())
                .distinct()
                .toList());
        EventLotReader lots = lots(
                organisation,
                Stream.of(
                                stored,
                                events.values(),
                                sent.values(),
                                proposed.declarations().values())
                        .flatMap(Collection::stream),
                logPosition);
        Corrections corrections = corrections(organisation, stored, logPosition);
        Corrections corrected = correctionsWith(organisation, proposed, stored, logPosition);
        List<Finding> before = new ArrayList<>();
        List<Finding> after = new ArrayList<>();
        for (CapturedEvent declaration : stored) {
            Declared now = declared.get(declaration.position());
            if (now == null) continue;
            @Nullable CapturedEvent event = now.event() == null ? null : events.get(now.event());
            before.addAll(findings(now, declaration, event, lots, corrections));
            after.addAll(findings(
                    now.without(sent.keySet()),
                    declaration,
                    event == null ? sent.get(now.eventId()) : event,
                    lots,
                    corrected));
        }
        proposed.declarations().forEach((eventId, declaration) -> {
            @Nullable Long position = positions.get(eventId);
            @Nullable CapturedEvent event = position == null ? sent.get(eventId) : events.get(position);
            List<String> missing = correctives(declaration)
                    .filter(id -> !CanonicalUri.eventID(id).equals(eventId)
                            && !positions.containsKey(id)
                            && !positions.containsKey(CanonicalUri.eventID(id)))
                    .toList();
            after.addAll(findings(
                    new Declared(0, eventId, position, missing).without(sent.keySet()),
                    declaration,
                    event,
                    lots,
                    corrected));
        });
        return new Difference(before, after);
    }

    /** What the declarations in the log name, and those that events of theirs lead to. */
    private Corrections corrections(UUID organisation, Collection<CapturedEvent> declarations, long logPosition) {
        return Corrections.from(
                jdbc,
                organisation,
                declarations.stream().map(one -> one.event().eventID()).collect(Collectors.toSet()),
                logPosition);
    }

    private Corrections correctionsWith(
            UUID organisation, ProposedEvents proposed, List<CapturedEvent> stored, long logPosition) {
        Corrections corrections = Corrections.from(
                jdbc,
                organisation,
                Stream.concat(
                                stored.stream().map(one -> one.event().eventID()),
                                withCorrectives(proposed.declarations()))
                        .collect(Collectors.toSet()),
                logPosition);
        proposed.declarations()
                .forEach((eventId, declaration) ->
                        correctives(declaration).forEach(id -> corrections.add(eventId, CanonicalUri.eventID(id))));
        return corrections;
    }

    private static Stream<String> withCorrectives(Map<String, CapturedEvent> declarations) {
        return Stream.concat(
                declarations.keySet().stream(),
                declarations.values().stream()
                        .flatMap(DoubtfulDeclarations::correctives)
                        .map(CanonicalUri::eventID));
    }

    /** The declarations in the log about what is proposed or what corrects it, or that wait for it as their correction. */
    private List<Long> concerned(UUID organisation, ProposedEvents proposed, long logPosition) {
        return jdbc.sql("""
                        with recursive about(id) as (
                            select unnest(cast(:about as text[]))
                            union
                            select c.corrective_id
                              from about a
                              join error_declaration d on d.organisation = :organisation and d.event_id = a.id
                              join error_correction c on c.position = d.position
                             where d.position <= :position
                        )
                        select d.position
                          from about a
                          join error_declaration d on d.organisation = :organisation and d.event_id = a.id
                         where d.position <= :position
                        union
                        select position
                          from error_correction
                         where organisation = :organisation and corrective_id = any(:sent) and position <= :position
                         order by position
                        """)
                .param("organisation", organisation)
                .param(
                        "about",
                        Stream.concat(proposed.sent().keySet().stream(), withCorrectives(proposed.declarations()))
                                .toArray(String[]::new))
                .param(
                        "sent",
                        proposed.sent().keySet().stream()
                                .map(CanonicalUri::eventID)
                                .toArray(String[]::new))
                .param("position", logPosition)
                .query(Long.class)
                .list();
    }

    /** The log positions of the events that proposed declarations are about or name as corrections, by eventID. */
    private Map<String, Long> positions(UUID organisation, ProposedEvents proposed, long logPosition) {
        Map<String, Long> positions = new LinkedHashMap<>();
        jdbc.sql("""
                        select event_id, position
                          from event
                         where organisation = :organisation and event_id = any(:ids) and position <= :position
                        """)
                .param("organisation", organisation)
                .param(
                        "ids",
                        Stream.concat(
                                        proposed.declarations().keySet().stream(),
                                        proposed.declarations().values().stream()
                                                .flatMap(DoubtfulDeclarations::correctives)
                                                .flatMap(id -> Stream.of(id, CanonicalUri.eventID(id))))
                                .distinct()
                                .toArray(String[]::new))
                .param("position", logPosition)
                .query(row -> {
                    positions.put(row.getString("event_id"), row.getLong("position"));
                });
        return positions;
    }

    private static Stream<String> correctives(CapturedEvent declaration) {
        return Objects.requireNonNull(declaration.event().fields().errorDeclaration()).correctiveEventIDs().stream();
    }

    private EventLotReader lots(UUID organisation, Stream<CapturedEvent> events, long logPosition) {
        ContainerContents contents = evidence.contents(
                organisation, events.flatMap(one -> one.event().epcs().stream()).toList(), logPosition);
        return new EventLotReader(contents, evidence.vocabulary());
    }

    private Map<CapturedEvent, List<Finding>> find(
            UUID organisation, List<CapturedEvent> declarations, long logPosition) {
        if (declarations.isEmpty()) return Map.of();
        Map<Long, Declared> declared = declared(organisation, declarations, logPosition);
        Map<Long, CapturedEvent> events = captured.byPosition(declared.values().stream()
                .flatMap(one -> Stream.ofNullable(one.event()))
                .toList());
        EventLotReader lots =
                lots(organisation, Stream.concat(declarations.stream(), events.values().stream()), logPosition);
        Corrections corrections = corrections(organisation, declarations, logPosition);
        Map<CapturedEvent, List<Finding>> found = new LinkedHashMap<>();
        for (CapturedEvent declaration : declarations) {
            Declared one = declared.get(declaration.position());
            if (one == null) continue;
            @Nullable CapturedEvent event = one.event() == null ? null : events.get(one.event());
            List<Finding> findings = findings(one, declaration, event, lots, corrections);
            if (!findings.isEmpty()) found.put(declaration, findings);
        }
        return found;
    }

    private Map<Long, Declared> declared(UUID organisation, List<CapturedEvent> declarations, long logPosition) {
        Map<Long, Declared> declared = new LinkedHashMap<>();
        jdbc.sql("""
                        select d.position, d.event_id, e.position as event,
                               array(select d.corrective_event_ids[c.ordinal]
                                       from error_correction c
                                      where c.position = d.position and c.corrective_id <> d.event_id
                                        and not exists (
                                            select from event x
                                             where x.organisation = d.organisation and x.position <= :position
                                               and x.event_id in (d.corrective_event_ids[c.ordinal], c.corrective_id))
                                      order by c.ordinal) as missing
                          from error_declaration d
                          left join lateral (
                            select position
                              from event
                             where organisation = d.organisation and event_id = d.event_id and position <= :position
                            offset 0) e on true
                         where d.organisation = :organisation and d.position = any(:positions)
                        """)
                .param("organisation", organisation)
                .param(
                        "positions",
                        declarations.stream().map(CapturedEvent::position).toArray(Long[]::new))
                .param("position", logPosition)
                .query((row, n) -> new Declared(
                        row.getLong("position"),
                        row.getString("event_id"),
                        row.getObject("event", Long.class),
                        List.of((String[]) row.getArray("missing").getArray())))
                .list()
                .forEach(one -> declared.put(one.position(), one));
        return declared;
    }

    private static List<Finding> findings(
            Declared declared,
            CapturedEvent declaration,
            @Nullable CapturedEvent event,
            EventLotReader lots,
            Corrections corrections) {
        EpcisEvent about = (event == null ? declaration : event).event();
        List<LotKey> named = List.copyOf(new ResolvedEvent(0, lots.resolve(about)).lots());
        List<String> eventId = List.of(declared.eventId());
        List<Finding> found = new ArrayList<>();
        if (event == null) {
            found.add(new Finding(
                    FindingKind.DECLARATION_WITHOUT_EVENT,
                    named,
                    eventId,
                    "The event was declared erroneous but was never captured.",
                    null,
                    Map.of()));
        } else {
            Set<String> different = EventContent.differences(event.document(), declaration.document());
            if (!different.isEmpty())
                found.add(new Finding(
                        FindingKind.DECLARATION_DIFFERS,
                        named,
                        eventId,
                        "The event was declared erroneous, and the declaration does not repeat it: other "
                                + String.join(", ", different)
                                + ". The event no longer counts. Check whether the declaration has the right eventID.",
                        null,
                        Map.of("members", List.copyOf(different))));
        }
        List<String> circle = corrections.circle(declared.eventId());
        if (!declared.missing().isEmpty()) {
            found.add(new Finding(
                    FindingKind.MISSING_CORRECTION,
                    named,
                    eventId,
                    "The event was declared erroneous, and its correction was never captured: "
                            + String.join(", ", declared.missing()) + ".",
                    null,
                    Map.of("corrective_event_ids", declared.missing())));
        } else if (!circle.isEmpty()
                && correctives(declaration)
                        .anyMatch(id -> !CanonicalUri.eventID(id).equals(declared.eventId()))) {
            found.add(new Finding(
                    FindingKind.MISSING_CORRECTION,
                    named,
                    circle,
                    "The events were declared erroneous and name one another as corrections, so none of them counts: "
                            + String.join(", ", circle)
                            + ". Capture the event that is right, and declare one of them again with it as correction.",
                    null,
                    Map.of("corrective_event_ids", circle.subList(1, circle.size()))));
        }
        return found;
    }
}

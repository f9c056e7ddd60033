package io.lotledger.projections.tally;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MentionKeys;
import io.lotledger.projections.sql.ColumnArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what a section of the log adds beside its lots: events, events with findings and no lot, and master data. */
final class LogSection {
    private static final Logger LOG = LoggerFactory.getLogger(LogSection.class);
    /** Their documents are in memory. */
    private static final int DECLARATIONS_AT_ONCE = 100;

    private static final int EVENTS_AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final LotFindings findings;
    private final TallyQueue queue;

    LogSection(JdbcClient jdbc, LotFindings findings, TallyQueue queue) {
        this.jdbc = jdbc;
        this.findings = findings;
        this.queue = queue;
    }

    /** @param covered the tables hold everything up to here, at or beyond {@code last} */
    void count(long first, long last, long covered) {
        jdbc.sql("""
                        insert into tally_sum_events (organisation, events)
                        select organisation, count(*)
                          from (select organisation from event where position between :first and :last
                                union all
                                select organisation from error_declaration where position between :first and :last) e
                         group by organisation
                        on conflict (organisation) do update set events = tally_sum_events.events + excluded.events
                        """).param("first", first).param("last", last).update();
        readAgain(first, last, covered);
        queue.addNamedFirst(first, last);
    }

    /** Counts what may be counted twice without harm. */
    void readAgain(long first, long last, long covered) {
        countDeclarations(first, last, covered);
        countSerials(first, last, covered);
        queueDescribed(first, last);
    }

    /** Counts the findings of these entries that belong to no lot afresh. */
    void recountFindings(long first, long last, long covered) {
        jdbc.sql("delete from tally_event where position between :first and :last")
                .param("first", first)
                .param("last", last)
                .update();
        countDeclarations(first, last, covered);
        countSerials(first, last, covered);
    }

    /** Counts all events up to a position afresh. */
    void countEvents(long position) {
        jdbc.sql("delete from tally_sum_events").update();
        jdbc.sql("""
                        insert into tally_sum_events (organisation, events)
                        select organisation, count(*)
                          from (select organisation from event where position <= :position
                                union all
                                select organisation from error_declaration where position <= :position) e
                         group by organisation
                        """).param("position", position).update();
    }

    /**
     * Checks each declaration of the section, those of the events that it names as corrections and so on, those of an
     * event of the section, and those that wait for one as their correction.
     */
    private void countDeclarations(long first, long last, long covered) {
        Map<UUID, List<Long>> touched = new LinkedHashMap<>();
        jdbc.sql("""
                        with recursive named(organisation, id) as (
                            select organisation, event_id
                              from error_declaration
                             where position between :first and :last
                            union
                            select d.organisation, c.corrective_id
                              from named n
                              join error_declaration d on d.organisation = n.organisation and d.event_id = n.id
                              join error_correction c on c.position = d.position
                             where d.position <= :covered
                        )
                        select d.organisation, d.position
                          from named n
                          join error_declaration d on d.organisation = n.organisation and d.event_id = n.id
                         where d.position <= :covered
                        union
                        select d.organisation, d.position
                          from event e
                          join error_declaration d on d.organisation = e.organisation and d.event_id = e.event_id
                         where e.position between :first and :last
                        union
                        select c.organisation, c.position
                          from event e
                          join error_correction c on c.organisation = e.organisation
                           and c.corrective_id = case when e.event_id ilike 'urn:uuid:%' then lower(e.event_id) else e.event_id end
                         where e.position between :first and :last and c.position <= :covered
                         order by organisation, position
                        """)
                .param("first", first)
                .param("last", last)
                .param("covered", covered)
                .query(row -> {
                    touched.computeIfAbsent(row.getObject("organisation", UUID.class), o -> new ArrayList<>())
                            .add(row.getLong("position"));
                });
        check(
                touched,
                DECLARATIONS_AT_ONCE,
                (organisation, positions) -> checkDeclarations(organisation, positions, covered));
    }

    private void checkDeclarations(UUID organisation, List<Long> positions, long covered) {
        Map<CapturedEvent, List<Finding>> found = findings.ofDeclarations(organisation, positions, covered);
        for (FindingKind kind : LotFindings.DECLARED) {
            List<CapturedEvent> ofKind = found.entrySet().stream()
                    .filter(one -> one.getValue().stream().anyMatch(finding -> finding.kind() == kind))
                    .map(Map.Entry::getKey)
                    .toList();
            replace(organisation, kind, positions, ofKind, LogSection::declarationTime);
        }
    }

    private static Instant declarationTime(CapturedEvent declaration) {
        return Objects.requireNonNull(declaration.event().fields().errorDeclaration())
                .declarationTime();
    }

    /**
     * Checks the events of the section that name no lot, those with a serial or an SSCC, and those that name a unit whose
     * contents at their time may have changed, or a unit that such a unit is in.
     */
    private void countSerials(long first, long last, long covered) {
        Map<UUID, List<Long>> touched = new LinkedHashMap<>();
        jdbc.sql("""
                        with recursive declared(position) as (
                            select position from lineage_event where declared between :first and :last and position is not null
                        ), packed(organisation, parent, child_unit, event_time) as (
                            select organisation, parent, child_unit, case when by_date then event_time - interval '28 hours' else event_time end
                              from containment
                             where position between :first and :last
                            union all
                            select c.*
                              from declared d
                             cross join lateral (
                                select organisation, parent, child_unit, case when by_date then event_time - interval '28 hours' else event_time end
                                  from containment
                                 where position = d.position
                                offset 0) c
                        ), refilled(organisation, unit, since) as (
                            select organisation, unit, min(since)
                              from (select organisation, parent, event_time from packed
                                    union all -- it leaves the unit that held it
                                    select organisation, child_unit, event_time from packed where child_unit is not null
                                    union all
                                    select organisation, unit, '-infinity' from serial_lot where position between :first and :last
                                    union all
                                    select s.organisation, s.unit, '-infinity'
                                      from declared d
                                     cross join lateral (select organisation, unit from serial_lot where position = d.position offset 0) s)
                                   as f(organisation, unit, since)
                             group by organisation, unit
                        ), touched(organisation, unit, since) as (
                            select * from refilled
                            union
                            select p.organisation, p.parent, t.since
                              from touched t
                             cross join lateral (
                                select organisation, parent
                                  from containment
                                 where organisation = t.organisation and child_unit = t.unit
                                offset 0) p
                        ), named(organisation, position) as (
                            select organisation, position from event_unit where position between :first and :last
                            union
                            select u.organisation, u.position
                              from declared d
                             cross join lateral (select organisation, position from event_unit where position = d.position offset 0) u
                            union
                            select u.organisation, u.position
                              from (select organisation, unit, min(since) as since from touched group by organisation, unit) t
                             cross join lateral (
                                select u.organisation, u.position
                                  from event_unit u
                                  join event e on e.position = u.position and e.event_time >= t.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                                 where u.organisation = t.organisation and u.unit = t.unit
                                offset 0) u
                        )
                        select n.organisation, n.position
                          from named n
                         where n.position <= :covered and exists (
                                select from (select unit from event_unit where position = n.position offset 0) s
                                 where s.unit like 'https://id.gs1.org/01/%/21/%' or s.unit like 'https://id.gs1.org/00/%')
                        union
                        select e.organisation, e.position
                          from event e
                         where e.position between :first and :last
                           and not exists (select from event_lot l where l.position = e.position)
                        union
                        select e.organisation, e.position
                          from declared d
                          join event e on e.position = d.position
                         where not exists (select from event_lot l where l.position = e.position)
                         order by organisation, position
                        """)
                .param("first", first)
                .param("last", last)
                .param("covered", covered)
                .query(row -> {
                    touched.computeIfAbsent(row.getObject("organisation", UUID.class), o -> new ArrayList<>())
                            .add(row.getLong("position"));
                });
        check(touched, EVENTS_AT_ONCE, (organisation, positions) -> checkSerials(organisation, positions, covered));
    }

    private void checkSerials(UUID organisation, List<Long> positions, long covered) {
        replace(
                organisation,
                FindingKind.SERIAL_WITHOUT_LOT,
                positions,
                findings.withSerialsWithoutLot(organisation, positions, covered),
                captured -> captured.event().eventTime());
    }

    private static void check(Map<UUID, List<Long>> touched, int atOnce, BiConsumer<UUID, List<Long>> check) {
        touched.forEach((organisation, positions) -> {
            for (int from = 0; from < positions.size(); from += atOnce) {
                checkOrLeave(organisation, positions.subList(from, Math.min(positions.size(), from + atOnce)), check);
            }
        });
    }

    /** An event that needs a damaged entry keeps its present findings, and no other waits for it. */
    private static void checkOrLeave(UUID organisation, List<Long> positions, BiConsumer<UUID, List<Long>> check) {
        try {
            check.accept(organisation, positions);
        } catch (DamagedEntryException e) {
            if (positions.size() > 1) {
                for (long position : positions) checkOrLeave(organisation, List.of(position), check);
            } else {
                LOG.error(
                        "The findings of log position {} stay in the summary as they are: {}",
                        positions,
                        e.getMessage());
            }
        }
    }

    /** @param found those of the positions that have a finding of the kind */
    private void replace(
            UUID organisation,
            FindingKind kind,
            List<Long> positions,
            List<CapturedEvent> found,
            Function<CapturedEvent, Instant> time) {
        jdbc.sql("delete from tally_event where kind = :kind and position = any(:positions)")
                .param("kind", kind.word())
                .param("positions", positions.toArray(Long[]::new))
                .update();
        if (found.isEmpty()) return;
        jdbc.sql("""
                        insert into tally_event (position, kind, organisation, event_time)
                        select position, :kind, :organisation, event_time
                          from unnest(cast(:positions as bigint[]), cast(:times as timestamptz[])) as e(position, event_time)
                        """)
                .param("kind", kind.word())
                .param("organisation", organisation)
                .param("positions", ColumnArray.text(found, CapturedEvent::position))
                .param("times", ColumnArray.text(found, time::apply))
                .update();
    }

    /** Queues the lots that use master data of the section, if it says something new. */
    private void queueDescribed(long first, long last) {
        Set<Long> keys = new LinkedHashSet<>();
        jdbc.sql("""
                        select m.organisation, m.uri, m.gln, m.gtin
                          from master_data m
                         where m.since between :first and :last and m.news
                         order by m.since, m.id
                        """).param("first", first).param("last", last).query(row -> {
            MentionKeys.ofElement(
                            row.getObject("organisation", UUID.class),
                            row.getString("uri"),
                            row.getString("gln"),
                            row.getString("gtin"))
                    .forEach(keys::add);
        });
        queue.addMentioning(keys, first, last);
    }
}

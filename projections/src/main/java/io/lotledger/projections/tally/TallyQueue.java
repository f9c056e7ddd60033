package io.lotledger.projections.tally;

import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.table.DerivationListener;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.sql.ColumnArray;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lots to count again, oldest touch first. Rows are only added and removed, and a row is removed only by the step that
 * saw it before it read the tables: what is added meanwhile is counted by a later step.
 */
public final class TallyQueue implements DerivationListener {
    private final JdbcClient jdbc;

    public TallyQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void derived(UUID organisation, Collection<UUID> lots, long since, long upTo) {
        add(organisation, lots, since, upTo);
    }

    @Override
    public void wroteLate(long position) {
        jdbc.sql("""
                        insert into tally_queue (organisation, lot_id, since, up_to)
                        values (cast('00000000-0000-0000-0000-000000000000' as uuid), null, :position, :position)
                        """).param("position", position).update();
    }

    void add(UUID organisation, Collection<UUID> lots, long since, long upTo) {
        if (lots.isEmpty()) return;
        jdbc.sql("""
                        insert into tally_queue (organisation, lot_id, since, up_to)
                        select :organisation, lot, :since, :upTo from unnest(cast(:lots as uuid[])) as lot
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("since", since)
                .param("upTo", upTo)
                .update();
    }

    /** Adds the lots that these positions named first and that were never counted. */
    void addNamedFirst(long first, long last) {
        jdbc.sql("""
                        insert into tally_queue (organisation, lot_id, since, up_to)
                        select l.organisation, l.lot_id, l.since, :last
                          from lot l
                         where l.since between :first and :last
                           and not exists (select from tally_lot t where t.lot_id = l.lot_id)
                         order by l.since, l.lot_id
                        """).param("first", first).param("last", last).update();
    }

    /**
     * Adds the counted lots that use master data under one of the keys.
     *
     * @param since the first of the elements
     */
    void addMentioning(Set<Long> keys, long since, long upTo) {
        if (keys.isEmpty()) return;
        jdbc.sql("""
                        insert into tally_queue (organisation, lot_id, since, up_to)
                        select organisation, lot_id, :since, :upTo from tally_lot where mentions && :keys order by lot_id
                        """)
                .param("keys", keys.toArray(Long[]::new))
                .param("since", since)
                .param("upTo", upTo)
                .update();
    }

    /** Adds lots whose open shipment is overdue by now. They are up to date with the log, and not with the clock. */
    int addOverdue(Instant now, long position, int limit) {
        return jdbc.sql("""
                        with due as (
                            update tally_lot set overdue_from = null
                             where lot_id in (
                                   select lot_id from tally_lot where overdue_from < :now order by overdue_from, lot_id limit :limit)
                            returning organisation, lot_id
                        )
                        insert into tally_queue (organisation, lot_id, since, up_to)
                        select organisation, lot_id, :position + 1, :position from due
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .param("position", position)
                .update();
    }

    /**
     * Adds the next lots of a recount, those first named after a position. Their present counts stay until then.
     *
     * @return the position after which the recount goes on; {@code head} after the last lot
     */
    long addForRecount(long after, long head, int limit, long position) {
        long until = jdbc.sql("""
                        select coalesce(max(since), :head)
                          from (select since from lot where since > :after and since <= :head order by since limit 1 offset :limit) l
                        """)
                .param("after", after)
                .param("head", head)
                .param("limit", limit)
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into tally_queue (organisation, lot_id, since, up_to)
                        select organisation, lot_id, :position + 1, :position
                          from lot
                         where since > :after and since <= :until
                         order by since, lot_id
                        """)
                .param("after", after)
                .param("until", until)
                .param("position", position)
                .update();
        return until;
    }

    /**
     * Adds the lots of cycles that are not as they were counted: lots outside the count whose cycle is another now, or
     * was that of a lot that has left it.
     */
    void addCycles(UUID organisation, Collection<UUID> counted, List<LotCounter.CountedCycle> cycles, long upTo) {
        Set<UUID> changed = new LinkedHashSet<>();
        for (LotCounter.CountedCycle cycle : cycles) {
            changed.addAll(jdbc.sql("""
                            select t.lot_id
                              from tally_lot t
                              left join tally_finding f on f.lot_id = t.lot_id and f.kind = 'cycle'
                             where t.lot_id = any(cast(:lots as uuid[]))
                               and (t.cycle is distinct from :cycle or f.oldest is distinct from :oldest)
                            """)
                    .param("lots", new LotIds(cycle.lots()))
                    .param("cycle", cycle.id())
                    .param("oldest", cycle.oldest().atOffset(ZoneOffset.UTC))
                    .query((row, n) -> row.getObject("lot_id", UUID.class))
                    .list());
        }
        Map<UUID, UUID> now = new LinkedHashMap<>();
        cycles.forEach(cycle -> cycle.lots().forEach(lot -> now.put(lot, cycle.id())));
        Set<UUID> left = new LinkedHashSet<>();
        jdbc.sql("select lot_id, cycle from tally_lot where lot_id = any(cast(:lots as uuid[])) and cycle is not null")
                .param("lots", new LotIds(counted))
                .query(row -> {
                    UUID before = row.getObject("cycle", UUID.class);
                    if (!before.equals(now.get(row.getObject("lot_id", UUID.class)))) left.add(before);
                });
        if (!left.isEmpty()) {
            changed.addAll(jdbc.sql("select lot_id from tally_lot where cycle = any(cast(:cycles as uuid[]))")
                    .param("cycles", new LotIds(left))
                    .query((row, n) -> row.getObject("lot_id", UUID.class))
                    .list());
        }
        changed.removeAll(Set.copyOf(counted));
        add(organisation, changed, upTo, upTo);
    }

    /** Adds the lots outside the count that are split, or no longer split, otherwise than they were counted. */
    void addSplits(UUID organisation, Collection<UUID> counted, LotCounter.CountedSplits splits, long upTo) {
        Set<UUID> others = new LinkedHashSet<>(splits.lots());
        counted.forEach(others::remove);
        if (others.isEmpty()) return;
        List<UUID> changed = jdbc.sql("""
                        select t.lot_id
                          from unnest(cast(:lots as uuid[]), cast(:oldest as timestamptz[])) as s(lot_id, oldest)
                          join tally_lot t on t.lot_id = s.lot_id
                          left join tally_finding f on f.lot_id = t.lot_id and f.kind = :kind
                         where f.oldest is distinct from s.oldest
                        """)
                .param("lots", ColumnArray.text(others, lot -> lot))
                .param("oldest", ColumnArray.text(others, splits.oldest()::get))
                .param("kind", FindingKind.SPLIT_LOT.word())
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .list();
        add(organisation, changed, upTo, upTo);
    }

    /**
     * Lots to count, of one organisation.
     *
     * @param rows of the queue: all of these lots, as far as the step has seen them
     */
    record Work(UUID organisation, List<UUID> lots, List<Long> rows) {}

    /** The next lots of which the tables hold everything; none when there are no more. */
    List<Work> next(long covered, int limit) {
        Map<UUID, Set<UUID>> lots = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation, lot_id
                          from tally_queue
                         where lot_id is not null and up_to <= :covered
                         order by id
                         limit :limit
                        """).param("covered", covered).param("limit", limit).query(row -> {
            lots.computeIfAbsent(row.getObject("organisation", UUID.class), o -> new LinkedHashSet<>())
                    .add(row.getObject("lot_id", UUID.class));
        });
        return lots.entrySet().stream()
                .map(of -> work(of.getKey(), List.copyOf(of.getValue()), covered))
                .toList();
    }

    private Work work(UUID organisation, List<UUID> lots, long covered) {
        List<Long> rows = jdbc.sql(
                        "select id from tally_queue where lot_id = any(cast(:lots as uuid[])) and up_to <= :covered")
                .param("lots", new LotIds(lots))
                .param("covered", covered)
                .query(Long.class)
                .list();
        return new Work(organisation, lots, rows);
    }

    /** Positions of entries that were written late and not read again yet, with the rows that name them. */
    Map<Long, Long> late() {
        Map<Long, Long> positions = new LinkedHashMap<>();
        jdbc.sql("select id, since from tally_queue where lot_id is null order by id")
                .query(row -> {
                    positions.put(row.getLong("id"), row.getLong("since"));
                });
        return positions;
    }

    void remove(Collection<Long> rows) {
        jdbc.sql("delete from tally_queue where id = any(cast(:rows as bigint[]))")
                .param("rows", ColumnArray.text(rows, row -> row))
                .update();
    }

    boolean isShort(int limit) {
        return jdbc.sql("select count(*) from (select from tally_queue limit :limit) q")
                        .param("limit", limit)
                        .query(Integer.class)
                        .single()
                < limit;
    }
}

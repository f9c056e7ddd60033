package io.lotledger.projections.find;

import io.lotledger.projections.lineage.facts.PackingReads;
import io.lotledger.projections.lineage.packing.PackingHistory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lots that were inside a logistic unit, through any nesting, and when. */
public final class UnitStays {
    static final String STAYS = """
            with recursive inside(unit, since, until) as (
                select cast(:unit as text), cast('-infinity' as timestamptz), cast('infinity' as timestamptz)
                union -- not `union all`: units that hold each other are walked once
                select c.child_unit, greatest(i.since, c.from_time), least(i.until, c.to_time)
                  from inside i
                 cross join lateral (
                    select child_unit, from_time, coalesce(to_time, 'infinity') as to_time
                      from container_interval
                     where organisation = :organisation and parent = i.unit and child_unit is not null
                    offset 0) c
                 where c.from_time < i.until and c.to_time > i.since
            ), stay(lot_id, since, until) as (
                select c.child_lot, greatest(i.since, c.from_time), least(i.until, c.to_time)
                  from inside i
                 cross join lateral (
                    select child_lot, from_time, coalesce(to_time, 'infinity') as to_time
                      from container_interval
                     where organisation = :organisation and parent = i.unit and child_lot is not null
                    offset 0) c
                 where c.from_time < i.until and c.to_time > i.since
                union
                select s.lot_id, i.since, i.until
                  from inside i
                 cross join lateral (
                    select lot_id from serial_lot
                     where organisation = :organisation and unit = i.unit and until is null
                    offset 0) s
            )
            select lot_id, lower(inside) as since, upper(inside) as until
              from (select lot_id, unnest(range_agg(tstzrange(since, greatest(since, until), '[]'))) as inside
                      from stay
                     group by lot_id) joined
             order by until desc, since desc, lot_id
             limit :limit
            """;

    private static final Comparator<Stay> LATEST_FIRST = Comparator.comparing(
                    Stay::until, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Stay::since, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .reversed()
            .thenComparing(Stay::lot);

    private final JdbcClient jdbc;
    private final PackingReads packings;

    public UnitStays(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.packings = new PackingReads(jdbc);
    }

    /**
     * @param since null for a serial, which is of its lot from the beginning
     * @param until null while it is inside
     */
    public record Stay(
            UUID lot, @Nullable Instant since, @Nullable Instant until) {}

    /**
     * Those that are inside now first, then the latest. What was put into another unit is not inside now; a stay that
     * ended so and began again is one, and so are those of one lot that overlap: it is in the unit loose and in a case, or
     * the list of the unit repeats what is in the case. What was packed by date stays when the unit is unpacked that day, if
     * {@link PackingHistory} has it inside.
     */
    public List<Stay> of(UUID organisation, String unit, int limit) {
        List<Stay> stays = unpacked(organisation, unit, limit);
        if (stays.stream().allMatch(stay -> stay.until() != null) && !isPackedByDate(organisation, unit)) return stays;
        LotMoves moves =
                new LotMoves(organisation, unit, packings.inForce(organisation, List.of(unit), Long.MAX_VALUE));
        List<Stay> moved = stays.stream()
                .map(stay -> stay.until() == null ? moves.ended(stay) : stay)
                .toList();
        return moves.staying(moved).stream().sorted(LATEST_FIRST).toList();
    }

    private boolean isPackedByDate(UUID organisation, String unit) {
        return jdbc.sql("""
                        select exists (
                            select from containment
                             where organisation = :organisation and parent = :unit and by_date and action = 'ADD' and until is null)
                        """)
                .param("organisation", organisation)
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }

    /** The stays as packing and unpacking tell them. */
    private List<Stay> unpacked(UUID organisation, String unit, int limit) {
        return jdbc.sql(STAYS)
                .param("organisation", organisation)
                .param("unit", unit)
                .param("limit", limit)
                .query((row, n) -> new Stay(
                        row.getObject("lot_id", UUID.class),
                        instant(row.getObject("since", OffsetDateTime.class)),
                        instant(row.getObject("until", OffsetDateTime.class))))
                .list();
    }

    /** Whether an event names the unit, alone or as what a unit holds. */
    public boolean isKnown(UUID organisation, String unit) {
        return jdbc.sql("""
                        select exists (select from event_unit where organisation = :organisation and unit = :unit)
                            or exists (select from serial_lot where organisation = :organisation and unit = :unit)
                        """)
                .param("organisation", organisation)
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }

    /** The driver maps PostgreSQL's infinities to the extremes. */
    private static @Nullable Instant instant(OffsetDateTime time) {
        return time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN) ? null : time.toInstant();
    }
}

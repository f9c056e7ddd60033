package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.sql.LastingPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what decides the contents of units: all packings and unpackings of the units and of what is inside them, through
 * any nesting, and the lots of serials; the same of every unit that ever held one of them and ended, because they may
 * have ended with it; and what else each of these units was ever put into, because it left the unit that held it.
 */
public final class PackingReads {
    private static final String IN_FORCE =
            "and %1$sposition <= :position and (%1$suntil is null or %1$suntil > :position)";

    private final JdbcClient jdbc;
    private final LastingPlan lastingPlan;

    public PackingReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.lastingPlan = new LastingPlan(jdbc);
    }

    /** Takes facts with the log positions between which they are in force; {@code until} is {@code null} if for ever. */
    interface Sink {
        void packing(
                long since, @Nullable Long until, EventMoment moment, String eventId, int ordinal, Packing packing);

        void serial(long since, @Nullable Long until, SerialOfLot serial);
    }

    /** The facts in force at a log position. */
    public PackingFacts inForce(UUID organisation, Collection<String> units, long logPosition) {
        return inForce(organisation, units, logPosition, Set.of());
    }

    /**
     * The same without those of some events.
     *
     * @param omitted positions of the events
     */
    public PackingFacts inForce(UUID organisation, Collection<String> units, long logPosition, Set<Long> omitted) {
        PackingFacts facts = new PackingFacts();
        if (units.isEmpty()) return facts;
        Set<Slot> seen = new HashSet<>();
        lastingPlan.run(
                sql(true),
                logPosition,
                statement -> statement
                        .param("organisation", organisation)
                        .param("units", units.toArray(String[]::new))
                        .param("position", logPosition)
                        .query(row -> {
                            read(row, seen, new Sink() {
                                @Override
                                public void packing(
                                        long since,
                                        @Nullable Long until,
                                        EventMoment moment,
                                        String id,
                                        int ordinal,
                                        Packing packing) {
                                    if (!omitted.contains(since)) facts.add(moment, id, ordinal, packing);
                                }

                                @Override
                                public void serial(long since, @Nullable Long until, SerialOfLot serial) {
                                    if (!omitted.contains(since)) facts.add(serial);
                                }
                            });
                        }));
        return facts;
    }

    /** All facts, in force or not any more. */
    void all(UUID organisation, Collection<String> units, Sink sink) {
        Set<Slot> seen = new HashSet<>();
        jdbc.sql(sql(false))
                .param("organisation", organisation)
                .param("units", units.toArray(String[]::new))
                .query(row -> {
                    read(row, seen, sink);
                });
    }

    /** A packing in its event. */
    private record Slot(long position, int ordinal) {}

    /**
     * A unit is sought as a range of one as well. Where few units hold others, PostgreSQL takes {@code parent = i.unit} for
     * most of the table by its statistics, and would read all of it for each unit; a range it takes for a small part. What
     * ends with its unit is sought unit by unit, because {@code offset 0} keeps PostgreSQL from reading all that ever ended.
     * Whether a child is a unit is asked outside: inside, the index of children would do, and give all that an organisation
     * ever packed.
     */
    private static String sql(boolean inForce) {
        return """
                        with recursive inside(unit) as (
                            select unnest(:units)
                            union
                            select c.child_unit
                              from inside i
                              cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = i.unit and parent between i.unit and i.unit
                                   and action = 'ADD' %1$s
                                offset 0) c
                             where c.child_unit is not null
                        ), around(unit) as (
                            select unit from inside
                            union
                            select c.parent
                              from around a
                              cross join lateral (
                                select parent
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and child_unit = a.unit and child_unit between a.unit and a.unit
                                   and action = 'ADD' %1$s
                                offset 0) c
                        ), relevant(unit) as (
                            (select unit from inside
                             union
                             select a.unit
                               from around a
                              where exists (
                                select from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = a.unit and parent between a.unit and a.unit and action = 'DELETE'
                                   and sets and child_unit is null and child_lot is null %1$s
                                  offset 0))
                            union
                            select c.child_unit
                              from relevant i
                              cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = i.unit and parent between i.unit and i.unit
                                   and action = 'ADD' %1$s
                                offset 0) c
                             where c.child_unit is not null
                        )
                        select i.unit, p.*
                          from relevant i
                          cross join lateral (
                            select c.position, c.until, c.event_time, c.event_date, c.by_date, c.event_id, c.ordinal, c.action, c.child_unit, c.quantity, c.uom,
                                   c.sets, l.uri, l.gtin, l.lot
                              from containment c
                              left join lot l on l.lot_id = c.child_lot
                             where c.organisation = (select cast(:organisation as uuid)) and c.parent = i.unit and c.parent between i.unit and i.unit %2$s
                            union all
                            select s.position, s.until, null, null, null, null, null, null, null, null, null, null, l.uri, l.gtin, l.lot
                              from serial_lot s
                              join lot l on l.lot_id = s.lot_id
                             where s.organisation = (select cast(:organisation as uuid)) and s.unit = i.unit %3$s
                            offset 0) p
                        union all
                        select m.*
                          from around a
                          cross join lateral (
                            select parent, position, until, event_time, event_date, by_date, event_id, ordinal, action, child_unit, quantity, uom, sets,
                                   cast(null as text) as uri, cast(null as text) as gtin, cast(null as text) as lot
                              from containment c
                             where c.organisation = (select cast(:organisation as uuid)) and c.child_unit = a.unit and c.child_unit between a.unit and a.unit %2$s
                            offset 0) m
                """.formatted(inForce(inForce, ""), inForce(inForce, "c."), inForce(inForce, "s."));
    }

    private static String inForce(boolean inForce, String table) {
        return inForce ? IN_FORCE.formatted(table) : "";
    }

    /** @param seen the packings read: one may be of a unit that matters, and of a unit that is put elsewhere */
    private static void read(ResultSet row, Set<Slot> seen, Sink sink) throws SQLException {
        String unit = row.getString("unit");
        String action = row.getString("action");
        LotKey lot = lot(row);
        long since = row.getLong("position");
        Long until = row.getObject("until", Long.class);
        if (action != null) {
            if (!seen.add(new Slot(since, row.getInt("ordinal")))) return;
            sink.packing(
                    since,
                    until,
                    moment(row),
                    row.getString("event_id"),
                    row.getInt("ordinal"),
                    new Packing(Action.valueOf(action), unit, child(row, lot), row.getBoolean("sets")));
        } else if (lot != null) {
            sink.serial(since, until, new SerialOfLot(unit, lot));
        }
    }

    /** When the event of a row happened; tables that an older version filled have no dates. */
    static EventMoment moment(ResultSet row) throws SQLException {
        Instant time = row.getObject("event_time", OffsetDateTime.class).toInstant();
        LocalDate date = row.getObject("event_date", LocalDate.class);
        return new EventMoment(
                time, date == null ? LocalDate.ofInstant(time, ZoneOffset.UTC) : date, row.getBoolean("by_date"));
    }

    static @Nullable LotKey lot(ResultSet row) throws SQLException {
        String uri = row.getString("uri");
        String gtin = row.getString("gtin");
        return uri == null ? null : new LotKey(uri, gtin == null ? null : new Gtin(gtin), row.getString("lot"));
    }

    private static @Nullable Child child(ResultSet row, @Nullable LotKey lot) throws SQLException {
        String unit = row.getString("child_unit");
        if (unit == null && lot == null) return null;
        return new Child(unit, lot, row.getBigDecimal("quantity"), row.getString("uom"));
    }
}

package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.UnitOfMeasureCode;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Set-based queries of the lineage tables; each result is as of a log position. */
public final class LineageReads {
    /** A row in the driver's memory takes four times that of the link: not all are there at once. */
    private static final int ROWS_IN_FLIGHT = 10_000;

    private final JdbcClient jdbc;
    private final ReachabilityQuery downstream;
    private final ReachabilityQuery upstream;

    public LineageReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.downstream = ReachabilityQuery.downstream(jdbc);
        this.upstream = ReachabilityQuery.upstream(jdbc);
    }

    /**
     * The seeds and all lots made from them. If there are more than {@code limit}, the result is incomplete but has more
     * than {@code limit} lots.
     */
    Set<UUID> downstream(UUID organisation, Collection<UUID> seeds, long logPosition, int limit) {
        return downstream.from(organisation, seeds, logPosition, limit);
    }

    /**
     * The seeds and all lots they were made from. If there are more than {@code limit}, the result is incomplete but has
     * more than {@code limit} lots.
     */
    Set<UUID> upstream(UUID organisation, Collection<UUID> seeds, long logPosition, int limit) {
        return upstream.from(organisation, seeds, logPosition, limit);
    }

    /** The downstream lots, then the upstream lots. */
    List<Set<UUID>> downstreamAndUpstream(UUID organisation, Collection<UUID> seeds, long logPosition, int limit) {
        return ReachabilityQuery.from(downstream, upstream, organisation, seeds, logPosition, limit);
    }

    /**
     * Every link that made one of the lots, with its evidence. Values that almost every row shares are not transferred.
     */
    List<LotEdgeRow> linkRowsTo(UUID organisation, Collection<UUID> lots, long logPosition) {
        Map<String, String> uoms = new HashMap<>(); // few distinct values; each is kept once
        return jdbc.sql("""
                        select from_lot, to_lot, input_event, output_event,
                               input_quantity, input_uom, nullif(input_uoms, 1), output_quantity, output_uom, nullif(output_uoms, 1),
                               case when counts_serials or input_uoms > 1 or output_uoms > 1 then input_position end,
                               case when counts_serials or input_uoms > 1 or output_uoms > 1 then output_position end
                          from lot_edge
                         where organisation = (select cast(:organisation as uuid)) and to_lot = any(cast(:lots as uuid[]))
                           and since <= :position and (until is null or until > :position)
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .withFetchSize(ROWS_IN_FLIGHT)
                .query((row, n) -> linkRow(row, uoms))
                .list();
    }

    private static LotEdgeRow linkRow(ResultSet row, Map<String, String> uoms) throws SQLException {
        UUID from = row.getObject(1, UUID.class);
        UUID to = row.getObject(2, UUID.class);
        Long inputPosition = row.getObject(11, Long.class);
        return new LotEdgeRow(
                from,
                to,
                row.getString(3),
                row.getString(4),
                oneAmount(row, 5, uoms),
                oneAmount(row, 8, uoms),
                inputPosition == null ? null : new LotEdge(from, to, inputPosition, row.getLong(12)));
    }

    /**
     * Reads three columns from {@code first}: quantity, unit of measure, and the number of distinct units if it is not
     * one.
     */
    private static @Nullable Amount oneAmount(ResultSet row, int first, Map<String, String> uoms) throws SQLException {
        if (row.getString(first + 2) != null) return null;
        String uom = row.getString(first + 1);
        return new Amount(row.getBigDecimal(first), uom == null ? null : uoms.computeIfAbsent(uom, u -> u));
    }

    /** The seed and every lot it was ever linked to in the direction, including links that are no longer in force. */
    public Set<UUID> everLinked(UUID organisation, UUID seed, Direction direction, long logPosition) {
        return everLinked(organisation, seed, direction, logPosition, Integer.MAX_VALUE);
    }

    /** The same for at most {@code limit} lots per direction: with more, the result is incomplete and has at least that many. */
    public Set<UUID> everLinked(UUID organisation, UUID seed, Direction direction, long logPosition, int limit) {
        return new LinkedHashSet<>(jdbc.sql("""
                        with recursive down(lot_id) as (
                            select cast(:seed as uuid)
                            union
                            select e.to_lot
                              from down d
                              join lot_edge e on e.organisation = (select cast(:organisation as uuid)) and e.from_lot = d.lot_id
                             where :forward and e.since <= :position
                        ), up(lot_id) as (
                            select cast(:seed as uuid)
                            union
                            select e.from_lot
                              from up u
                              join lot_edge e on e.organisation = (select cast(:organisation as uuid)) and e.to_lot = u.lot_id
                             where :backward and e.since <= :position
                        )
                        (select lot_id from down limit :limit) union (select lot_id from up limit :limit)
                        """)
                .param("organisation", organisation)
                .param("seed", seed)
                .param("position", logPosition)
                .param("forward", direction.goesForward())
                .param("backward", direction.goesBackward())
                .param("limit", limit)
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .list());
    }

    /** The lots that were both made from and used for another lot: only these can be in a cycle. */
    Set<UUID> betweenLots(UUID organisation, Collection<UUID> lots, long logPosition) {
        return new LinkedHashSet<>(jdbc.sql("""
                        select l.lot_id
                          from unnest(cast(:lots as uuid[])) as l(lot_id)
                         where exists (
                                select from lot_edge i
                                 where i.organisation = (select cast(:organisation as uuid)) and i.to_lot = l.lot_id and i.from_lot <> l.lot_id
                                   and i.since <= :position and (i.until is null or i.until > :position))
                           and exists (
                                select from lot_edge o
                                 where o.organisation = (select cast(:organisation as uuid)) and o.from_lot = l.lot_id and o.to_lot <> l.lot_id
                                   and o.since <= :position and (o.until is null or o.until > :position))
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .list());
    }

    long countSerials(UUID organisation, Collection<UUID> lots, long logPosition) {
        return jdbc.sql("""
                        select count(distinct unit)
                          from serial_lot
                         where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                           and position <= :position and (until is null or until > :position)
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .query(Long.class)
                .single();
    }

    /** Every link that made one of the lots. */
    public List<LotEdge> linksTo(UUID organisation, Collection<UUID> lots, long logPosition) {
        return jdbc.sql("""
                        select from_lot, to_lot, input_position, output_position
                          from lot_edge
                         where organisation = (select cast(:organisation as uuid)) and to_lot = any(cast(:lots as uuid[]))
                           and since <= :position and (until is null or until > :position)
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .withFetchSize(ROWS_IN_FLIGHT)
                .query((row, n) -> new LotEdge(
                        row.getObject("from_lot", UUID.class),
                        row.getObject("to_lot", UUID.class),
                        row.getLong("input_position"),
                        row.getLong("output_position")))
                .list();
    }

    /** The edges of links, one per event. */
    List<Edge> edges(UUID organisation, Collection<LotEdgeRow> rows, long logPosition) {
        List<LotEdgeRow> direct = new ArrayList<>(rows.size());
        List<LotEdge> counted = new ArrayList<>();
        for (LotEdgeRow row : rows) {
            if (row.counted() == null) direct.add(row);
            else counted.add(row.counted());
        }
        return LotEdgeRow.edges(
                direct, counted.isEmpty() ? List.of() : countedEdges(organisation, counted, logPosition));
    }

    /**
     * The amounts of a lot that an event lists as an input or output, per unit of measure. A serial counts once, even if
     * several events name its lot, and not at all where the event counts it in a line of its lot. If the event names the
     * lot by its class, the units and serials beside it do not count: they hold what it says.
     */
    private static String amountsOf(String role, String lot) {
        return """
                        with own as ( -- serials of which the event counts those of the lot in a line
                            select nullif(count(*), 0) as serials
                              from event_unit u
                              join serial_lot s on s.position = u.position and s.unit = u.unit and s.lot_id = %2$s
                             where u.position = e.position and u.role = '%1$s'
                        ), beside as (
                            select 1 as quantity, cast(null as text) as uom
                              from event_unit u
                             where u.position = e.position and u.role = '%1$s' and not exists (
                                    select from serial_lot own
                                     where own.position = u.position and own.unit = u.unit and own.lot_id = %2$s) and exists (
                                    select from serial_lot s
                                     where s.organisation = (select cast(:organisation as uuid)) and s.unit = u.unit and s.lot_id = %2$s
                                       and s.position <= :position and (s.until is null or s.until > :position))
                            union all
                            select c.quantity, c.uom
                              from transformed_content c
                             where c.position = e.position and c.lot_id = %2$s and c.role = '%1$s'
                               and c.since <= :position and (c.until is null or c.until > :position)
                        )
                        select array_agg(quantity order by uom) as quantities, array_agg(uom order by uom) as uoms
                          from (
                            select case when count(quantity) = count(*) then sum(quantity) end as quantity, uom
                              from (
                                select l.quantity, l.uom
                                  from event_lot l
                                 where l.position = e.position and l.lot_id = %2$s and l.role = '%1$s'
                                union all
                                select b.quantity, b.uom
                                  from beside b
                                 where not exists (
                                        select from event_lot l, own
                                         where l.position = e.position and l.lot_id = %2$s and l.role = '%1$s'
                                           and (l.uom is null and l.quantity = own.serials) is not true)) t
                             group by uom) s
                """.formatted(role, lot);
    }

    /** The edges of links whose amounts are not in their row; one edge per event. */
    private List<Edge> countedEdges(UUID organisation, List<LotEdge> links, long logPosition) {
        return jdbc.sql("""
                        with link as (
                            select * from unnest(cast(:from as uuid[]), cast(:to as uuid[]), :input, :output)
                                as l(from_lot, to_lot, input_position, output_position)
                        ), evidence as (
                            select from_lot, to_lot, input_position as position from link
                            union
                            select from_lot, to_lot, output_position from link
                        )
                        select e.from_lot, e.to_lot, f.event_id,
                               i.quantities as input_quantities, i.uoms as input_uoms,
                               o.quantities as output_quantities, o.uoms as output_uoms
                          from evidence e
                          join event f on f.organisation = (select cast(:organisation as uuid)) and f.position = e.position
                          cross join lateral (%s) i
                          cross join lateral (%s) o
                        """.formatted(amountsOf("input", "e.from_lot"), amountsOf("output", "e.to_lot")))
                .param("organisation", organisation)
                .param("position", logPosition)
                .param("from", links.stream().map(l -> l.from().toString()).toArray(String[]::new))
                .param("to", links.stream().map(l -> l.to().toString()).toArray(String[]::new))
                .param("input", links.stream().map(LotEdge::inputPosition).toArray(Long[]::new))
                .param("output", links.stream().map(LotEdge::outputPosition).toArray(Long[]::new))
                .query((row, n) -> new Edge(
                        row.getObject("from_lot", UUID.class),
                        row.getObject("to_lot", UUID.class),
                        row.getString("event_id"),
                        amounts(row, "input"),
                        amounts(row, "output")))
                .list();
    }

    List<Lot> lots(UUID organisation, Collection<UUID> lots) {
        return jdbc.sql("""
                        select organisation, uri, gtin, lot
                          from lot
                         where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                         order by uri
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .query(LotLineage::lot)
                .list();
    }

    /** Passes lots with their IDs to {@code found}, in no particular order. */
    void lots(UUID organisation, Collection<UUID> lots, BiConsumer<UUID, Lot> found) {
        Map<String, Gtin> gtins = new HashMap<>();
        jdbc.sql("""
                        select lot_id, uri, gtin, lot
                          from lot
                         where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .query(row -> {
                    String gtin = row.getString(3);
                    LotKey key = new LotKey(
                            row.getString(2),
                            gtin == null ? null : gtins.computeIfAbsent(gtin, Gtin::new),
                            row.getString(4));
                    found.accept(row.getObject(1, UUID.class), new Lot(organisation, key));
                });
    }

    /** One amount per unit of measure, in the first code used for it. */
    private static List<Amount> amounts(ResultSet row, String side) throws SQLException {
        Array quantities = row.getArray(side + "_quantities");
        if (quantities == null) return List.of();
        BigDecimal[] each = (BigDecimal[]) quantities.getArray();
        String[] uoms = (String[]) row.getArray(side + "_uoms").getArray();
        Map<String, Amount> amounts = new LinkedHashMap<>();
        for (int i = 0; i < each.length; i++) {
            amounts.merge(
                    UnitOfMeasureCode.canonical(uoms[i]),
                    new Amount(each[i], uoms[i]),
                    (one, other) -> new Amount(sum(one.quantity(), other.quantity()), one.uom()));
        }
        return List.copyOf(amounts.values());
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.add(other);
    }
}

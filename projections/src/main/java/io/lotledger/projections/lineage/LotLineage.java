package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.Trace.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lots and their lineage. Every result is as of a log position and within one organisation. The caller ensures that the
 * projections {@link io.lotledger.projections.processor.ProjectionProgress#covers cover} the position.
 */
public final class LotLineage {
    public static final int DEFAULT_CEILING = 1_000_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final LineageReads reads;
    private final int ceiling;

    /** @param ceiling the largest number of lots in a trace; above it, {@link TraceTooLarge} is thrown */
    public LotLineage(JdbcClient jdbc, PlatformTransactionManager transactions, int ceiling) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        this.reads = new LineageReads(jdbc);
        this.ceiling = ceiling;
    }

    /** The lot, if an event of the organisation ever named it. */
    public Optional<Lot> find(UUID organisation, UUID lotId) {
        return jdbc.sql(
                        "select organisation, uri, gtin, lot from lot where organisation = :organisation and lot_id = :lot")
                .param("organisation", organisation)
                .param("lot", lotId)
                .query(LotLineage::lot)
                .optional();
    }

    /**
     * Lots that match the query, in URI order.
     *
     * @param afterUri the last URI of the previous page; empty for the first page
     */
    public List<Lot> search(UUID organisation, LotQuery query, String afterUri, int limit) {
        return jdbc.sql("""
                        select l.organisation, l.uri, l.gtin, l.lot
                          from lot l
                         where l.organisation = :organisation
                           and l.uri > cast(:after as text)
                           and (cast(:tlc as text) is null or l.uri = :tlcUri or l.lot = :tlc or l.lot_id in (
                                 select f.lot_id from event_lot f
                                  where f.organisation = :organisation and f.tlc = :tlc and f.until is null))
                           and (cast(:gtin as text) is null or l.gtin = :gtin)
                           and (cast(:uri as text) is null or l.uri = :canonicalUri or l.gtin = :uriGtin)
                           and (cast(:text as text) is null
                                or position(lower(cast(:text as text)) in lower(coalesce(l.lot, ''))) > 0
                                or position(cast(:text as text) in l.gtin) > 0
                                or l.gtin is null and position(lower(cast(:text as text)) in lower(l.uri)) > 0
                                or l.uri = :textUri
                                or l.lot_id in (
                                     select f.lot_id from event_lot f
                                      where f.organisation = :organisation and f.tlc = :text and f.until is null))
                         order by l.uri
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", afterUri)
                .param("tlc", query.tlc())
                .param("tlcUri", LotQuery.uriOf(query.tlc()))
                .param("gtin", query.gtin() == null ? null : query.gtin().value())
                .param("uri", query.uri())
                .param("canonicalUri", LotQuery.uriOf(query.uri()))
                .param("uriGtin", LotQuery.classGtin(query.uri()))
                .param("text", query.text())
                .param("textUri", LotQuery.uriOf(query.text()))
                .param("limit", limit)
                .query(LotLineage::lot)
                .list();
    }

    /**
     * Lots with an event in force at the position, itself or of a unit with the lot, whose event time is in the period, in URI
     * order.
     */
    public List<Lot> withEventsIn(
            UUID organisation,
            @Nullable Gtin gtin,
            Instant from,
            Instant to,
            long logPosition,
            String afterUri,
            int limit) {
        return jdbc.sql("""
                        select l.organisation, l.uri, l.gtin, l.lot
                          from lot l
                         where l.organisation = :organisation
                           and l.uri > cast(:after as text)
                           and (cast(:gtin as text) is null or l.gtin = :gtin)
                           and (exists (
                                select from event_lot f join event e on e.position = f.position
                                 where f.organisation = :organisation and f.lot_id = l.lot_id
                                   and f.position <= :position and (f.until is null or f.until > :position)
                                   and e.event_time >= :from and e.event_time < :to)
                             or exists (
                                select from critical_tracking_event c join event e on e.position = c.position
                                 where c.organisation = :organisation and c.lot_id = l.lot_id
                                   and e.position <= :position and (e.until is null or e.until > :position)
                                   and e.event_time >= :from and e.event_time < :to))
                         order by l.uri
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", afterUri)
                .param("gtin", gtin == null ? null : gtin.value())
                .param("position", logPosition)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(LotLineage::lot)
                .list();
    }

    /**
     * Every lot made from the seed or that the seed was made from, at any depth. Cycles end; a lot on several paths is
     * visited once.
     *
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Trace trace(Lot seed, Direction direction, long logPosition) {
        return trace(List.of(seed), direction, logPosition);
    }

    /**
     * The traces of several lots of one organisation as one trace; its seed is the first of them by URI. All queries
     * read one snapshot: a parked event that is applied meanwhile is in all results or in none.
     *
     * @param seeds at least one
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Trace trace(Collection<Lot> seeds, Direction direction, long logPosition) {
        TraceAssembler assembler = new TraceAssembler(reads, seeds, ceiling);
        return Objects.requireNonNull(snapshot.execute(status -> {
            // through the driver this takes three statements: read, set and reset
            if (status.isNewTransaction())
                jdbc.sql("set transaction isolation level repeatable read").update();
            return assembler.trace(direction, logPosition);
        }));
    }

    /** The largest number of lots in a trace. */
    public int ceiling() {
        return ceiling;
    }

    /**
     * The IDs of the lots of a trace, the seed included, without edges.
     *
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Set<UUID> closure(Lot seed, Direction direction, long logPosition) {
        return new TraceAssembler(reads, List.of(seed), ceiling).closure(direction, logPosition);
    }

    /** Cycles that contain one of the lots, each with all its lots in URI order and the events that close it. */
    public List<Cycle> cycles(UUID organisation, Collection<UUID> lots, long logPosition) {
        Set<UUID> between = reads.betweenLots(organisation, lots, logPosition);
        if (between.isEmpty()) return List.of();
        Set<UUID> downstream = reads.downstream(organisation, between, logPosition, ceiling);
        List<LotEdgeRow> links = reads.linkRowsTo(organisation, downstream, logPosition);
        Set<UUID> requested = Set.copyOf(lots);
        List<Cycle> cycles = new ArrayList<>();
        for (Set<UUID> cycle : Cycles.of(links, LotEdgeRow::from, LotEdgeRow::to)) {
            if (cycle.stream().noneMatch(requested::contains)) continue;
            List<LotEdgeRow> within = links.stream()
                    .filter(row -> cycle.contains(row.from()) && cycle.contains(row.to()))
                    .toList();
            cycles.add(new Cycle(
                    reads.lots(organisation, cycle),
                    reads.edges(organisation, within, logPosition).stream()
                            .map(Edge::eventId)
                            .distinct()
                            .sorted()
                            .toList()));
        }
        return cycles;
    }

    /**
     * Cycles of a trace, from its own edges, ordered by their first lot. In any direction, a trace with one lot of a
     * cycle has all its lots and the edges between them.
     */
    public static List<Cycle> cycles(Trace trace) {
        return Cycles.in(trace);
    }

    /** Lots that were made from each other. */
    public record Cycle(List<Lot> lots, List<String> eventIds) {}

    /** Number of serials known to belong to one of the lots. */
    public long countSerials(UUID organisation, Collection<UUID> lots, long logPosition) {
        return reads.countSerials(organisation, lots, logPosition);
    }

    /** The lots that edges of the trace use, and that are not in it: what was used beside a lot whose trace goes forward. */
    public List<Lot> otherInputs(Trace trace) {
        Set<UUID> others = new LinkedHashSet<>();
        trace.edges().forEach(edge -> others.add(edge.from()));
        trace.nodes().forEach(node -> others.remove(node.lot().id()));
        return others.isEmpty() ? List.of() : known(trace.seed().organisation(), others);
    }

    /** Those of the lots that an event of the organisation ever named. */
    public List<Lot> known(UUID organisation, Collection<UUID> lots) {
        return lots.isEmpty() ? List.of() : reads.lots(organisation, lots);
    }

    /** The lots and all edges into them, as a trace without direction, for queries over many lots at once. */
    public Trace among(UUID organisation, Collection<UUID> lots, long logPosition) {
        List<Node> nodes = reads.lots(organisation, lots).stream()
                .map(lot -> new Node(lot, Role.SEED, 0))
                .sorted(Node.IN_ORDER)
                .toList();
        List<Edge> edges = reads.edges(organisation, reads.linkRowsTo(organisation, lots, logPosition), logPosition);
        return new Trace(nodes.get(0).lot(), Direction.BOTH, logPosition, nodes, Edge.inOrder(edges));
    }

    public static Lot lot(ResultSet row, int number) throws SQLException {
        @Nullable String gtin = row.getString("gtin");
        return new Lot(
                row.getObject("organisation", UUID.class),
                new LotKey(row.getString("uri"), gtin == null ? null : new Gtin(gtin), row.getString("lot")));
    }
}

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
 * Lots and what became of them. Every answer is as of a log position and within one organisation, on every node of the way.
 * The caller sees to it that the projections {@link io.lotledger.projections.processor.ProjectionProgress#covers cover} the
 * position.
 */
public final class LotLineage {
    public static final int DEFAULT_CEILING = 1_000_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate atOneMoment;
    private final LineageReads reads;
    private final int ceiling;

    /** @param ceiling how many lots a trace may have; one more and it fails with {@link TraceTooLarge} */
    public LotLineage(JdbcClient jdbc, PlatformTransactionManager transactions, int ceiling) {
        this.jdbc = jdbc;
        this.atOneMoment = new TransactionTemplate(transactions);
        atOneMoment.setReadOnly(true);
        this.reads = new LineageReads(jdbc);
        this.ceiling = ceiling;
    }

    /** The lot, when an event of the organisation ever named it. */
    public Optional<Lot> find(UUID organisation, UUID lotId) {
        return jdbc.sql(
                        "select organisation, uri, gtin, lot from lot where organisation = :organisation and lot_id = :lot")
                .param("organisation", organisation)
                .param("lot", lotId)
                .query(LotLineage::lot)
                .optional();
    }

    /**
     * Lots by what is asked, in the order of their URI.
     *
     * @param afterUri the last URI of the page before; empty for the first page
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
                                or position(lower(cast(:text as text)) in lower(l.uri)) > 0
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

    /** Lots that an event in force at the position names by itself at some time of the period, in the order of their URI. */
    public List<Lot> happenedTo(
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
                           and exists (
                                select from event_lot f join event e on e.position = f.position
                                 where f.organisation = :organisation and f.lot_id = l.lot_id
                                   and f.position <= :position and (f.until is null or f.until > :position)
                                   and e.event_time >= :from and e.event_time < :to)
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
     * Every lot that became of the seed, or that the seed came of, however far away. A cycle ends, a diamond is visited once.
     *
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Trace trace(Lot seed, Direction direction, long logPosition) {
        return trace(List.of(seed), direction, logPosition);
    }

    /**
     * The traces of several lots of one organisation as one; the seed of the trace is the first of them by URI. Read from one
     * snapshot: an event of before the position, parked until now, is in all of it or in none.
     *
     * @param seeds at least one
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Trace trace(Collection<Lot> seeds, Direction direction, long logPosition) {
        TraceAssembler tracing = new TraceAssembler(reads, seeds, ceiling);
        return Objects.requireNonNull(atOneMoment.execute(status -> {
            // by the driver's own means it takes three statements, to ask, to set and to set back
            if (status.isNewTransaction())
                jdbc.sql("set transaction isolation level repeatable read").update();
            return tracing.trace(direction, logPosition);
        }));
    }

    /** How many lots a trace may have. */
    public int ceiling() {
        return ceiling;
    }

    /**
     * The ids of the seed and of every lot that became of it, or that it came of: the trace without its evidence.
     *
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Set<UUID> closure(Lot seed, Direction direction, long logPosition) {
        return new TraceAssembler(reads, List.of(seed), ceiling).closure(direction, logPosition);
    }

    /** Cycles one of the lots is in, each with all its lots in the order of their URI and the events that close it. */
    public List<Cycle> cycles(UUID organisation, Collection<UUID> lots, long logPosition) {
        Set<UUID> between = reads.betweenLots(organisation, lots, logPosition);
        if (between.isEmpty()) return List.of();
        Set<UUID> downstream = reads.downstream(organisation, between, logPosition, ceiling);
        List<LotEdgeRow> links = reads.linkRowsTo(organisation, downstream, logPosition);
        Set<UUID> asked = Set.copyOf(lots);
        List<Cycle> cycles = new ArrayList<>();
        for (Set<UUID> cycle : Cycles.of(links, LotEdgeRow::from, LotEdgeRow::to)) {
            if (cycle.stream().noneMatch(asked::contains)) continue;
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
     * Cycles of a trace, by what it tells itself: whichever way it goes, with one lot of a cycle it has them all and the edges
     * between them. In the order of their first lots.
     */
    public static List<Cycle> cycles(Trace trace) {
        return Cycles.in(trace);
    }

    /** Lots that came of each other. */
    public record Cycle(List<Lot> lots, List<String> eventIds) {}

    /** How many serials are known to be of one of the lots. */
    public long countSerials(UUID organisation, Collection<UUID> lots, long logPosition) {
        return reads.countSerials(organisation, lots, logPosition);
    }

    /** The lots and all edges into them, as a trace without direction: for what is asked of many lots at once. */
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

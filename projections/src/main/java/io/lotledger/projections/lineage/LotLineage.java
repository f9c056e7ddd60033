package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.Gtin;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.Trace.Node;
import io.lotledger.projections.lineage.Trace.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lots and what became of them. Every answer is as of a log position and within one organisation, on every node of the way.
 * The caller sees to it that the projections {@link io.lotledger.projections.replay.ProjectionProgress#covers cover} the
 * position.
 */
public final class LotLineage {
    public static final int DEFAULT_CEILING = 1_000_000;

    private final JdbcClient jdbc;
    private final LineageReads reads;
    private final int ceiling;

    /** @param ceiling how many lots a trace may have; one more and it fails with {@link TraceTooLarge} */
    public LotLineage(JdbcClient jdbc, int ceiling) {
        this.jdbc = jdbc;
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
        UUID organisation = seed.organisation();
        Map<UUID, Reached> reached = new LinkedHashMap<>();
        Map<UUID, Lot> lots = new HashMap<>();
        List<LinkRow> links = new ArrayList<>();
        reached.put(seed.id(), new Reached(Role.SEED, 0));
        if (direction.goesForward()) {
            Walk walk = whole(seed, reads.forward(seed, logPosition, ceiling + 1));
            note(reached, Role.DOWNSTREAM, walk.depths());
            walk.reached().forEach(id -> lots.put(id, walk.lot(id)));
            links.addAll(walk.shown(true));
        }
        if (direction.goesBackward()) {
            Walk walk = whole(seed, reads.backward(seed, logPosition, ceiling + 1));
            note(reached, Role.UPSTREAM, walk.depths());
            walk.reached().forEach(id -> lots.put(id, walk.lot(id)));
            links.addAll(walk.shown(false));
        }
        if (reached.size() > ceiling) throw new TraceTooLarge(seed, ceiling);
        List<Edge> edges = reads.edges(organisation, distinct(links, direction), logPosition);
        return new Trace(seed, direction, logPosition, nodes(lots, reached), Edge.inOrder(edges));
    }

    /**
     * The traces of several lots of one organisation as one; the seed of the trace is the first of them by URI.
     *
     * @param seeds at least one
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Trace trace(Collection<Lot> seeds, Direction direction, long logPosition) {
        return seeds.size() == 1
                ? trace(seeds.iterator().next(), direction, logPosition)
                : new SeveralSeeds(reads, seeds, ceiling).trace(direction, logPosition);
    }

    /** How many lots a trace may have. */
    public int ceiling() {
        return ceiling;
    }

    /** Only in a cycle does the way back meet a link of the way there. */
    private static Collection<LinkRow> distinct(List<LinkRow> links, Direction direction) {
        return direction.goesForward() && direction.goesBackward() ? new LinkedHashSet<>(links) : links;
    }

    private Walk whole(Lot seed, Walk walk) {
        if (walk.size() > ceiling) throw new TraceTooLarge(seed, ceiling);
        return walk;
    }

    /**
     * The ids of the seed and of every lot that became of it, or that it came of: the trace without its evidence.
     *
     * @throws TraceTooLarge when there are more lots than the ceiling
     */
    public Set<UUID> closure(Lot seed, Direction direction, long logPosition) {
        Set<UUID> lots = new LinkedHashSet<>();
        if (direction.goesForward()) lots.addAll(walk(seed, "forward", logPosition));
        if (direction.goesBackward()) lots.addAll(walk(seed, "backward", logPosition));
        if (lots.size() > ceiling) throw new TraceTooLarge(seed, ceiling);
        return lots;
    }

    /** Cycles one of the lots is in, each with all its lots in the order of their URI and the events that close it. */
    public List<Cycle> cycles(UUID organisation, Collection<UUID> lots, long logPosition) {
        Set<UUID> between = reads.betweenLots(organisation, lots, logPosition);
        if (between.isEmpty()) return List.of();
        Set<UUID> downstream = reads.downstream(organisation, between, logPosition, ceiling + 1);
        List<LinkRow> links = reads.linkRowsTo(organisation, downstream, logPosition);
        Set<UUID> asked = Set.copyOf(lots);
        List<Cycle> cycles = new ArrayList<>();
        for (Set<UUID> cycle : Cycles.of(links.stream().map(LinkRow::link).toList())) {
            if (cycle.stream().noneMatch(asked::contains)) continue;
            List<LinkRow> within = links.stream()
                    .filter(row -> cycle.contains(row.link().from())
                            && cycle.contains(row.link().to()))
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

    /** Lots that came of each other. */
    public record Cycle(List<Lot> lots, List<String> eventIds) {}

    /** How many serials are known to be of one of the lots. */
    public long countSerials(UUID organisation, Collection<UUID> lots, long logPosition) {
        return reads.countSerials(organisation, lots, logPosition);
    }

    /** The lots and all edges into them, as a trace without direction: for what is asked of many lots at once. */
    Trace among(UUID organisation, Collection<UUID> lots, long logPosition) {
        Map<UUID, Reached> all = new LinkedHashMap<>();
        lots.forEach(lot -> all.put(lot, new Reached(Role.SEED, 0)));
        Map<UUID, Lot> known =
                reads.lots(organisation, all.keySet()).stream().collect(Collectors.toMap(Lot::id, lot -> lot));
        List<Node> nodes = nodes(known, all);
        List<Edge> edges =
                reads.edges(organisation, reads.linkRowsTo(organisation, all.keySet(), logPosition), logPosition);
        return new Trace(nodes.get(0).lot(), Direction.BOTH, logPosition, nodes, Edge.inOrder(edges));
    }

    private Set<UUID> walk(Lot seed, String way, long logPosition) {
        Set<UUID> lots = way.equals("forward")
                ? reads.downstream(seed.organisation(), List.of(seed.id()), logPosition, ceiling + 1)
                : reads.upstream(seed.organisation(), List.of(seed.id()), logPosition, ceiling + 1);
        if (lots.size() > ceiling) throw new TraceTooLarge(seed, ceiling);
        return lots;
    }

    private static List<Node> nodes(Map<UUID, Lot> lots, Map<UUID, Reached> reached) {
        return lots.entrySet().stream()
                .map(lot -> {
                    Reached r = reached.getOrDefault(lot.getKey(), Reached.NEVER);
                    return new Node(lot.getValue(), r.role(), r.depth());
                })
                .sorted(Node.IN_ORDER)
                .toList();
    }

    /** In a cycle a lot is reached both ways: the shorter way names it, upstream where they are equal. */
    private static void note(Map<UUID, Reached> reached, Role role, Map<UUID, Integer> depths) {
        depths.forEach((lot, depth) -> reached.merge(
                lot,
                new Reached(role, depth),
                (known, now) -> now.depth() < known.depth()
                                || (now.depth() == known.depth()
                                        && now.role() == Role.UPSTREAM
                                        && known.role() != Role.SEED)
                        ? now
                        : known));
    }

    static Lot lot(ResultSet row, int number) throws SQLException {
        @Nullable String gtin = row.getString("gtin");
        return new Lot(
                row.getObject("organisation", UUID.class),
                new LotKey(row.getString("uri"), gtin == null ? null : new Gtin(gtin), row.getString("lot")));
    }

    private record Reached(Role role, int depth) {
        private static final Reached NEVER = new Reached(Role.SEED, 0);
    }
}

package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.Effort;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Traces of thousands of lots, against a walk over the same links in memory: wide ones, long ones, ones full of cycles. */
class LargeTraceIT {
    private static final ProjectedLedger LEDGER = new ProjectedLedger("large_traces");

    private final List<Link> links = new ArrayList<>();

    private record Link(
            int from, int to, long since, @Nullable Long until) {
        boolean holds(long position) {
            return since <= position && (until == null || until > position);
        }
    }

    @BeforeEach
    void empty() {
        LEDGER.reset();
    }

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @Test
    void wideTraceReachesWhatAWalkInMemoryReachesEachLotByTheShortestWay() {
        Random random = new Random(5);
        for (int lot = 1; lot <= 5_000; lot++) {
            int inputs = 1 + random.nextInt(3);
            for (int i = 0; i < inputs; i++) {
                Long until = random.nextInt(8) == 0 ? 1L + random.nextInt(20) : null;
                links.add(new Link(lot < 80 ? 0 : random.nextInt(lot), lot, 1 + random.nextInt(10), until));
            }
            // rework: what came of a lot goes into it
            if (random.nextInt(20) == 0) links.add(new Link(lot, random.nextInt(lot), 1 + random.nextInt(10), null));
        }
        store();

        for (long position : List.of(4L, 30L)) {
            for (Direction direction : Direction.values()) {
                for (int seed : List.of(0, 100, 4_900)) assertTraced(seed, direction, position);
            }
        }
        assertThat(trace(0, Direction.FORWARD, 30).nodes()).hasSizeGreaterThan(4_000);
    }

    @Test
    void longTraceComesToItsEnd() {
        int last = Effort.of(1_000, 3_000);
        for (int lot = 0; lot < last; lot++) links.add(new Link(lot, lot + 1, 1, null));
        store();

        assertTraced(0, Direction.FORWARD, 1);
        assertTraced(last, Direction.BACKWARD, 1);
        assertTraced(last / 2, Direction.BOTH, 1);
    }

    @Test
    void fewLotsWithMoreLinksThanTheCeilingAreTracedAndOneLotTooManyIsNot() {
        for (int lot = 1; lot <= 60; lot++) links.add(new Link(0, lot, 1, null));
        for (int lot = 61; lot <= 2_500; lot++) {
            for (int from = 1; from <= 3; from++) links.add(new Link(from + lot % 50, lot, 1, null));
        }
        store();
        Lot seed = lot(0);

        assertThat(new LotLineage(LEDGER.jdbc, LEDGER.manager, 2_501)
                        .trace(seed, Direction.FORWARD, 1)
                        .nodes())
                .hasSize(2_501);
        assertThatThrownBy(() -> new LotLineage(LEDGER.jdbc, LEDGER.manager, 2_500).trace(seed, Direction.FORWARD, 1))
                .isInstanceOf(TraceTooLarge.class);
        assertThatThrownBy(() -> new LotLineage(LEDGER.jdbc, LEDGER.manager, 2_500).closure(seed, Direction.FORWARD, 1))
                .isInstanceOf(TraceTooLarge.class);
    }

    @Test
    void aTraceIsReadFromOneSnapshotWhateverIsProjectedMeanwhile() {
        FailingDataSource disturbed = new FailingDataSource(requireNonNull(LEDGER.manager.getDataSource()));
        LotLineage lineage = new LotLineage(
                JdbcClient.create(disturbed), new DataSourceTransactionManager(disturbed), LotLineage.DEFAULT_CEILING);
        links.add(new Link(0, 2, 1, null));
        links.add(new Link(1, 2, 2, null));
        store();
        Set<Integer> sizes = new HashSet<>();
        for (int statement = 0; statement < 6; statement++) {
            told(2);
            disturbed.meanwhile(statement, () -> told(1));

            Trace trace = lineage.trace(lot(2), Direction.BACKWARD, 1);

            assertThat(trace.edges())
                    .as("changed before statement " + statement)
                    .extracting(Trace.Edge::from)
                    .containsExactlyInAnyOrderElementsOf(trace.nodes().stream()
                            .filter(node -> node.depth() > 0)
                            .map(node -> node.lot().id())
                            .toList());
            sizes.add(trace.nodes().size());
        }
        assertThat(sizes).as("the change was seen, and was not").containsExactlyInAnyOrder(2, 3);
    }

    /** From which position on lot 1 went into lot 2, as a parked event tells it when it is mended. */
    private static void told(long since) {
        LEDGER.jdbc
                .sql("update lot_edge set since = :since where from_lot = :from")
                .param("since", since)
                .param("from", lot(1).id())
                .update();
    }

    private void assertTraced(int seed, Direction direction, long position) {
        Map<Integer, Integer> down = direction.goesForward() ? walk(seed, position, true) : Map.of();
        Map<Integer, Integer> up = direction.goesBackward() ? walk(seed, position, false) : Map.of();
        Map<String, Integer> depths = new HashMap<>();
        down.forEach((lot, depth) -> depths.merge(uri(lot), depth, Math::min));
        up.forEach((lot, depth) -> depths.merge(uri(lot), depth, Math::min));
        Set<String> edges = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            boolean onTheWayThere = down.containsKey(link.to()) && (link.to() != seed || down.containsKey(link.from()));
            if (link.holds(position) && (onTheWayThere || up.containsKey(link.to()))) edges.add("urn:event:" + i);
        }

        Trace trace = trace(seed, direction, position);
        assertThat(trace.nodes().stream()
                        .collect(Collectors.toMap(n -> n.lot().key().uri(), Trace.Node::depth)))
                .isEqualTo(depths);
        assertThat(trace.edges().stream().map(Trace.Edge::eventId)).containsExactlyInAnyOrderElementsOf(edges);
        assertThat(LEDGER.lineage.closure(lot(seed), direction, position)).isEqualTo(trace.lotIds());
    }

    private Map<Integer, Integer> walk(int seed, long position, boolean forward) {
        Map<Integer, List<Integer>> next = new HashMap<>();
        for (Link link : links) {
            if (!link.holds(position)) continue;
            next.computeIfAbsent(forward ? link.from() : link.to(), l -> new ArrayList<>())
                    .add(forward ? link.to() : link.from());
        }
        Map<Integer, Integer> depths = new HashMap<>(Map.of(seed, 0));
        List<Integer> frontier = List.of(seed);
        for (int depth = 1; !frontier.isEmpty(); depth++) {
            List<Integer> found = new ArrayList<>();
            for (int lot : frontier) {
                for (int neighbour : next.getOrDefault(lot, List.of())) {
                    if (depths.putIfAbsent(neighbour, depth) == null) found.add(neighbour);
                }
            }
            frontier = found;
        }
        return depths;
    }

    private static Trace trace(int seed, Direction direction, long position) {
        return LEDGER.lineage.trace(lot(seed), direction, position);
    }

    private void store() {
        int last = links.stream().mapToInt(Link::to).max().orElse(0);
        List<Lot> lots = new ArrayList<>();
        for (int i = 0; i <= last; i++) lots.add(lot(i));
        LEDGER.jdbc
                .sql("""
                        insert into lot (lot_id, organisation, uri, since)
                        select id, :organisation, uri, 1 from unnest(cast(:ids as uuid[]), :uris) as l(id, uri)
                        """)
                .param("organisation", ORGANISATION)
                .param("ids", lots.stream().map(Lot::id).map(UUID::toString).toArray(String[]::new))
                .param("uris", lots.stream().map(lot -> lot.key().uri()).toArray(String[]::new))
                .update();
        LEDGER.jdbc
                .sql("""
                        insert into lot_edge (organisation, from_lot, to_lot, input_position, output_position, since, until,
                                              input_event, input_uoms, output_uoms, counts_serials)
                        select :organisation, from_lot, to_lot, n, n, since, until, 'urn:event:' || n - 1, 1, 1, false
                          from unnest(cast(:from as uuid[]), cast(:to as uuid[]), :since, :until)
                               with ordinality as l(from_lot, to_lot, since, until, n)
                        """)
                .param("organisation", ORGANISATION)
                .param(
                        "from",
                        links.stream().map(l -> lot(l.from()).id().toString()).toArray(String[]::new))
                .param(
                        "to",
                        links.stream().map(l -> lot(l.to()).id().toString()).toArray(String[]::new))
                .param("since", links.stream().map(Link::since).toArray(Long[]::new))
                .param("until", links.stream().map(Link::until).toArray(Long[]::new))
                .update();
    }

    private static Lot lot(int number) {
        return new Lot(ORGANISATION, LotKey.of(uri(number)).orElseThrow());
    }

    private static String uri(int number) {
        return "urn:example:lot:" + number;
    }
}

package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.source.LotSelection;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.table.LotsWithCtes;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** What is asked of many lots, or of a period, is what is asked of each lot. */
class SeveralSeedsLawsIT {
    private static @Nullable ProjectedLedger ledger;

    @BeforeContainer
    static void open() {
        ledger = new ProjectedLedger("several_seeds");
    }

    @AfterContainer
    static void close() {
        ledger().close();
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void traceOfSeveralLotsIsTheUnionOfTheirTraces(@ForAll long seed) {
        Random random = new Random(seed);
        int position = project(random);
        List<Lot> seeds = some(random);
        for (Direction direction : Direction.values()) {
            Trace together = ledger().lineage.trace(seeds, direction, position);

            Map<String, Integer> depths = new TreeMap<>();
            Set<Trace.Edge> edges = new HashSet<>();
            for (Lot lot : seeds) {
                Trace alone = ledger().lineage.trace(lot, direction, position);
                alone.nodes().forEach(n -> depths.merge(n.lot().key().uri(), n.depth(), Math::min));
                edges.addAll(alone.edges());
            }
            assertThat(together.nodes().stream()
                            .collect(Collectors.toMap(n -> n.lot().key().uri(), Trace.Node::depth)))
                    .isEqualTo(depths);
            assertThat(together.edges()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(edges);
            assertThat(together.seeds()).containsExactlyInAnyOrderElementsOf(seeds);
        }
    }

    /** Drawn from the events of the period alone, the answer is that of the table, which knows every CTE of every lot. */
    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void lotsOfAPeriodAreThoseTheTableHasACteOf(@ForAll long seed) {
        Random random = new Random(seed);
        int position = project(random);
        @Nullable Instant from = random.nextInt(5) == 0 ? null : hour(random.nextInt(9));
        @Nullable Instant until = random.nextInt(5) == 0 ? null : hour(random.nextInt(10));

        Set<UUID> spokenOf = periods(100).find(ORGANISATION, from, until, position);
        Set<UUID> found =
                new LotsWithCtes(ledger().jdbc, ledger().evidence).among(ORGANISATION, spokenOf, from, until, position);

        assertThat(found).isEqualTo(inTheTable(from, until));
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void moreLotsThanTheCeilingAreRefusedAndNeverCut(@ForAll long seed) {
        int position = project(new Random(seed));
        List<Lot> lots = ledger().lots();
        if (lots.size() < 3) return;

        LotLineage small = new LotLineage(ledger().jdbc, ledger().manager, 2);
        assertThatThrownBy(() -> small.trace(lots, Direction.BOTH, position)).isInstanceOf(TraceTooLarge.class);
        assertThatThrownBy(() -> periods(0).find(ORGANISATION, null, null, position))
                .isInstanceOf(TraceTooLarge.class)
                .hasMessageContaining("the period");
        LotSelection selection = new LotSelection(
                new LotNameSearch(ledger().jdbc), periods(1), new LotsWithCtes(ledger().jdbc, ledger().evidence), 1);
        List<UUID> ids = lots.stream().map(Lot::id).toList();
        assertThatThrownBy(() ->
                        selection.of(ORGANISATION, new LotCriteria(List.of(), ids, List.of(), null, null), position))
                .isInstanceOf(TraceTooLarge.class);
        assertThatThrownBy(() -> selection.of(
                        ORGANISATION, new LotCriteria(List.of(), List.of(), List.of(), Instant.EPOCH, null), position))
                .isInstanceOf(TraceTooLarge.class);
    }

    private static LotsInPeriod periods(int ceiling) {
        return new LotsInPeriod(ledger().jdbc, ledger().captured, ceiling);
    }

    private static Set<UUID> inTheTable(@Nullable Instant from, @Nullable Instant until) {
        return new HashSet<>(ledger().jdbc
                .sql("""
                        select distinct c.lot_id
                          from critical_tracking_event c
                          join event e on e.organisation = c.organisation and e.event_id = c.event_id
                         where c.cte <> 'none'
                           and (cast(:from as timestamptz) is null or e.event_time >= :from)
                           and (cast(:to as timestamptz) is null or e.event_time < :to)
                        """)
                .param("from", from == null ? null : from.atOffset(ZoneOffset.UTC))
                .param("to", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .list());
    }

    private static Instant hour(int hour) {
        return Instant.parse("2026-03-02T00:00:00Z").plusSeconds(hour * 3600L);
    }

    private static List<Lot> some(Random random) {
        List<Lot> lots = new ArrayList<>(ledger().lots());
        Collections.shuffle(lots, random);
        return List.copyOf(lots.subList(0, 1 + random.nextInt(lots.size())));
    }

    private static int project(Random random) {
        List<EpcisEvent> chain = GeneratedChain.of(random);
        Collections.shuffle(chain, random);
        ledger().reset();
        ledger().project(
                        chain.stream()
                                .map(event -> ledger().captured(ORGANISATION, event))
                                .toList(),
                        10);
        return chain.size();
    }

    private static ProjectedLedger ledger() {
        return Objects.requireNonNull(ledger);
    }
}

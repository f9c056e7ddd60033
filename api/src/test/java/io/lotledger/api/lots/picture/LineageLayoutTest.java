package io.lotledger.api.lots.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineageLayoutTest {
    @Test
    void aLotThatSkipsAStageStandsInTheColumnOfItsLongestPath() {
        // farm -> packer -> kitchen -> bowl, and packer -> bowl
        LineageLayout layout = layout(4, 1, new Link(0, 1), new Link(1, 2), new Link(2, 3), new Link(1, 3));

        assertThat(columns(layout, 4)).containsExactly(-1, 0, 1, 2);
        assertThat(layout.lanes(new Link(1, 3))).hasSize(1);
        assertThat(layout.lanes(new Link(0, 1))).isEmpty();
    }

    @Test
    void aLotBeforeTheSeedThatAlsoWentPastItKeepsItsColumn() {
        LineageLayout layout = layout(3, 1, new Link(0, 1), new Link(1, 2), new Link(0, 2));

        assertThat(columns(layout, 3)).containsExactly(-1, 0, 1);
    }

    @Test
    void aCycleThroughTheSeedHasOneReturnLineIntoTheSeed() {
        LineageLayout layout = layout(3, 0, new Link(0, 1), new Link(1, 2), new Link(2, 0));

        assertThat(columns(layout, 3)).containsExactly(0, 1, 2);
        assertThat(layout.isReturn(new Link(2, 0))).isTrue();
        assertThat(layout.isReturn(new Link(0, 1))).isFalse();
    }

    @Test
    void aCycleBeforeTheSeedIsBrokenToo() {
        // 0 <-> 1 -> 2 (seed)
        LineageLayout layout = layout(3, 2, new Link(0, 1), new Link(1, 0), new Link(1, 2));

        assertThat(columns(layout, 3)).containsExactly(-2, -1, 0);
        assertThat(layout.isReturn(new Link(1, 0))).isTrue();
    }

    @Test
    void aLotMadeOfItselfIsNoReturn() {
        LineageLayout layout = layout(1, 0, new Link(0, 0));

        assertThat(layout.column(0)).isZero();
        assertThat(layout.isReturn(new Link(0, 0))).isFalse();
    }

    @Test
    void theSeedIsTheOrigin() {
        LineageLayout layout =
                layout(6, 0, new Link(0, 1), new Link(0, 2), new Link(0, 3), new Link(3, 4), new Link(3, 5));

        assertThat(layout.column(0)).isZero();
        assertThat(layout.height(0)).isZero();
    }

    @Test
    void crossedPairIsUncrossed() {
        List<Link> links = List.of(new Link(0, 1), new Link(0, 2), new Link(1, 4), new Link(2, 3));
        int[] columns = {0, 1, 1, 2, 2};

        assertThat(LineageLayout.of(names(5), columns, 0, links, 0).crossings()).isEqualTo(1);
        assertThat(LineageLayout.of(names(5), columns, 0, links).crossings()).isZero();
    }

    @Test
    void aChainOfThousandsOfStagesDoesNotOverflowTheStack() {
        List<Link> links = IntStream.range(0, 20_000)
                .mapToObj(lot -> new Link(lot, lot + 1))
                .toList();

        LineageLayout layout = LineageLayout.of(names(20_001), 10_000, links);

        assertThat(layout.column(0)).isEqualTo(-10_000);
        assertThat(layout.column(20_000)).isEqualTo(10_000);
        assertThat(layout.height(20_000)).isZero();
    }

    /** The bound is wide for a shared machine; the benchmark of the lineage page measures the time. */
    @Test
    void tenThousandLotsAreLaidOutInLittleTimeWithFewCrossings() {
        List<Link> links = chain(10_000, 9, 13_572, new Random(7));
        List<String> names = names(10_000);

        long start = System.nanoTime();
        LineageLayout layout = LineageLayout.of(names, 0, links);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        int[] columns = IntStream.range(0, 10_000).map(layout::column).toArray();
        assertThat(layout.crossings())
                .isLessThan(LineageLayout.of(names, columns, 0, links, 0).crossings() / 2);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    /** Stages of equal size, each lot made of lots of the stage before; a few links skip a stage. */
    static List<Link> chain(int lots, int stages, int links, Random random) {
        List<Link> all = new ArrayList<>();
        int perStage = (lots - 1) / (stages - 1);
        for (int lot = 1; lot < lots; lot++) {
            all.add(new Link(input(lot, perStage, random), lot));
        }
        while (all.size() < links) {
            int lot = perStage + 1 + random.nextInt(lots - perStage - 1);
            all.add(new Link(input(lot, perStage, random), lot));
        }
        return all;
    }

    private static int input(int lot, int perStage, Random random) {
        int stage = (lot - 1) / perStage; // 0 for the lots made from the seed
        if (stage == 0) return 0;
        int from = stage > 1 && random.nextInt(50) == 0 ? stage - 2 : stage - 1;
        return 1 + from * perStage + random.nextInt(perStage);
    }

    private static LineageLayout layout(int lots, int seed, Link... links) {
        return LineageLayout.of(names(lots), seed, List.of(links));
    }

    private static int[] columns(LineageLayout layout, int lots) {
        return IntStream.range(0, lots).map(layout::column).toArray();
    }

    static List<String> names(int lots) {
        return IntStream.range(0, lots).mapToObj("urn:lot:%06d"::formatted).toList();
    }
}

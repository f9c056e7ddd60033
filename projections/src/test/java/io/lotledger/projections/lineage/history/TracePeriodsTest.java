package io.lotledger.projections.lineage.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.units.LogPeriods;
import io.lotledger.projections.lineage.units.LogPeriods.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TracePeriodsTest {
    private static final List<UUID> LOTS =
            IntStream.range(0, 7).mapToObj(i -> new UUID(0, i)).toList();
    private static final int POSITIONS = 20;

    @Test
    void pathCountsOnlyWhileAllItsLinksHold() {
        TracePeriods periods = new TracePeriods(
                LOTS.get(0), 1, Direction.FORWARD, List.of(link(0, 1, 2, 5), link(1, 2, 4, 9), link(1, 3, 6, 9)));

        assertThat(periods.of(LOTS.get(1)).all()).containsExactly(new Period(2, 5));
        assertThat(periods.of(LOTS.get(2)).all()).containsExactly(new Period(4, 5));
        assertThat(periods.lots()).doesNotContain(LOTS.get(3));
        assertThat(periods.of(link(1, 3, 6, 9)).isEmpty()).isTrue();
    }

    @Test
    void linkThatAnotherContinuesLeavesNoGap() {
        TracePeriods periods = new TracePeriods(
                LOTS.get(0), 1, Direction.FORWARD, List.of(link(0, 1, 2, 5), link(0, 1, 5, Long.MAX_VALUE)));

        assertThat(periods.of(LOTS.get(1)).all()).containsExactly(new Period(2, Long.MAX_VALUE));
    }

    @Test
    void periodsAreThoseOfTheTraceWalkedAtEachPosition() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<LotLink> links = links(random);
            for (Direction direction : Direction.values()) {
                TracePeriods periods = new TracePeriods(LOTS.get(0), 0, direction, links);
                for (long position = 0; position < POSITIONS; position++) {
                    Set<UUID> walked = walked(direction, links, position);
                    long at = position;
                    assertThat(LOTS.stream().filter(lot -> periods.of(lot).contains(at)))
                            .as("seed %d, %s at %d", seed, direction, position)
                            .containsExactlyInAnyOrderElementsOf(walked);
                }
            }
        }
    }

    private static List<LotLink> links(Random random) {
        List<LotLink> links = new ArrayList<>();
        int count = random.nextInt(14);
        for (int i = 0; i < count; i++) {
            int since = random.nextInt(POSITIONS);
            long until = random.nextInt(3) == 0 ? Long.MAX_VALUE : since + 1 + random.nextInt(POSITIONS);
            links.add(link(random.nextInt(LOTS.size()), random.nextInt(LOTS.size()), since, until));
        }
        return links;
    }

    private static Set<UUID> walked(Direction direction, List<LotLink> links, long position) {
        List<LotLink> held = links.stream()
                .filter(link -> link.since() <= position && position < link.until())
                .toList();
        Set<UUID> walked = new HashSet<>();
        if (direction.goesForward()) walk(LOTS.get(0), held, LotLink::from, LotLink::to, walked);
        Set<UUID> up = new HashSet<>();
        if (direction.goesBackward()) walk(LOTS.get(0), held, LotLink::to, LotLink::from, up);
        walked.addAll(up);
        return walked;
    }

    private static void walk(
            UUID lot, List<LotLink> held, Function<LotLink, UUID> near, Function<LotLink, UUID> far, Set<UUID> walked) {
        if (!walked.add(lot)) return;
        held.stream()
                .filter(link -> near.apply(link).equals(lot))
                .forEach(link -> walk(far.apply(link), held, near, far, walked));
    }

    @Test
    void unionAndIntersectionAreThoseOfTheirPositions() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            LogPeriods one = periods(random);
            LogPeriods two = periods(random);
            assertThat(positions(one.union(two)))
                    .containsExactlyElementsOf(LongStream.range(0, 60)
                            .filter(p -> one.contains(p) || two.contains(p))
                            .boxed()
                            .toList());
            assertThat(positions(one.intersect(two)))
                    .containsExactlyElementsOf(LongStream.range(0, 60)
                            .filter(p -> one.contains(p) && two.contains(p))
                            .boxed()
                            .toList());
        }
    }

    private static LogPeriods periods(Random random) {
        LogPeriods periods = LogPeriods.NEVER;
        for (int i = random.nextInt(4); i > 0; i--) {
            int since = random.nextInt(40);
            periods = periods.union(LogPeriods.of(since, since + random.nextInt(12)));
        }
        return periods;
    }

    private static List<Long> positions(LogPeriods periods) {
        return LongStream.range(0, 60).filter(periods::contains).boxed().toList();
    }

    private static LotLink link(int from, int to, long since, long until) {
        return new LotLink(LOTS.get(from), LOTS.get(to), since, until, "urn:event:" + since, null, null, null);
    }
}

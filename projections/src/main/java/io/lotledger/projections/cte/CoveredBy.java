package io.lotledger.projections.cte;

import io.lotledger.projections.replay.NotYetCovered;
import io.lotledger.projections.replay.ProjectionPositions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Waits for other projections. They run beside this one, and are rarely more than a batch behind. */
final class CoveredBy {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ProjectionPositions positions;
    private final List<String> projections;

    CoveredBy(ProjectionPositions positions, List<String> projections) {
        this.positions = positions;
        this.projections = projections;
    }

    /**
     * @return the position that all of them cover, at or beyond the one asked for
     * @throws NotYetCovered when patience ends: the batch is rolled back and tried again, and health shows why
     */
    long waitFor(long position) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Long> known = positions.positions();
            long covered = projections.stream()
                    .mapToLong(name -> known.getOrDefault(name, 0L))
                    .min()
                    .orElse(0);
            if (covered >= position) return covered;
            if (System.nanoTime() > deadline) {
                throw new NotYetCovered(
                        "position " + position + " waits for " + projections + ", which are at " + known);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

package io.lotledger.api.events;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.rebuild.Rebuilds;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How much of the log an index holds when a request comes. */
@Component
public class IndexCoverage {
    /** Names the log position up to which an answer holds. */
    public static final String POSITION = "Lotledger-Log-Position";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** An index that is farther behind, and has not reached half of the log, is being filled for the first time. */
    private static final long FARTHEST_BEHIND = 100_000;

    private final ReadModels readModels;
    private final ProjectionPositions positions;
    private final Rebuilds rebuilds;

    IndexCoverage(ReadModels readModels, ProjectionPositions positions, Rebuilds rebuilds) {
        this.readModels = readModels;
        this.positions = positions;
        this.rebuilds = rebuilds;
    }

    /**
     * @param position the log position up to which the index holds everything
     * @param head the log position when the request came
     */
    public record Covered(long position, long head) {
        /** Whether the index holds everything that was acknowledged before the request. */
        public boolean isComplete() {
            return position >= head;
        }
    }

    /**
     * Waits a moment for the index to reach what was acknowledged.
     *
     * @param projection its name
     * @param table what a client calls it
     * @throws ProblemException 503 while the index is filled for the first time, because an answer would miss most of the ledger
     */
    public Covered of(String projection, String table) throws InterruptedException {
        long head = readModels.head();
        if (readModels.await(projection, head, LONGEST_WAIT)) return new Covered(head, head);
        long position = positions.positions().getOrDefault(projection, 0L);
        Covered covered = new Covered(position, head);
        if (head - position > Math.max(FARTHEST_BEHIND, head / 2)) throw filling(projection, table, covered);
        return covered;
    }

    /** 503 instead of an answer that would miss what is beyond the position. */
    public ProblemException filling(String projection, String table, Covered covered) {
        return ProblemException.filling(
                table, covered.position(), covered.head(), rebuilds.whyNotWritten(Set.of(projection)));
    }
}

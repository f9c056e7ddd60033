package io.lotledger.api.lots.trace;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.rebuild.Rebuilds;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How much of the log the tables of lots hold when a question comes. */
@Component
public class LotCoverage {
    /** The projections that questions about lots read. */
    private static final Set<String> READ =
            Set.of(EventIndexProjection.NAME, LineageProjection.NAME, MasterDataProjection.NAME, CteProjection.NAME);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * Entries that the tables read within a few seconds. While partners post without a pause the tables are farther behind, and an
     * answer of the last seconds is worth more than one that comes seconds later.
     */
    private static final long NEAR = 5_000;

    private final ReadModels readModels;
    private final ProjectionPositions positions;
    private final Rebuilds rebuilds;

    LotCoverage(ReadModels readModels, ProjectionPositions positions, Rebuilds rebuilds) {
        this.readModels = readModels;
        this.positions = positions;
        this.rebuilds = rebuilds;
    }

    /** The position of the last entry in the log. */
    public long head() {
        return readModels.head();
    }

    /** The position up to which the tables hold everything. */
    public long position() {
        return positions.lowestPosition(READ);
    }

    /**
     * Waits a moment for what was acknowledged before the question, unless the tables are far behind it.
     *
     * @return the position up to which the tables hold everything
     */
    public long awaitNear() {
        long head = readModels.head();
        long position = position();
        return head - position > NEAR ? position : await(head);
    }

    /**
     * Waits for the tables to reach a position of the log, unless somebody has paused them.
     *
     * @return the position up to which they hold everything; below the one asked for when the wait was too short
     */
    public long await(long logPosition) {
        long position = position();
        if (position >= logPosition || positions.isAnyPaused(READ)) return position;
        try {
            readModels.await(READ, logPosition, LONGEST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return position();
    }

    /** 503 instead of an answer that would miss what is beyond the position. */
    public ProblemException filling(long position, long head) {
        return ProblemException.filling("read model of lots", position, head, rebuilds.whyNotWritten(READ));
    }
}

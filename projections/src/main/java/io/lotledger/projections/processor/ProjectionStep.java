package io.lotledger.projections.processor;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of one projection: its position is claimed, the log read on from there, the tables written and the position moved, in
 * one transaction. Whoever holds the claim, on whatever node, goes on exactly where the last commit ended; a node that dies
 * lets go of it with its connection.
 *
 * <p>An event that cannot be read or written is looked for by halving the run, and {@linkplain ParkedEvents parked}; the others
 * are written. What no event is to blame for rolls all back, and the step is to be tried again.
 */
public final class ProjectionStep {
    private final Projection projection;
    private final int version;
    private final ProjectionPositions positions;
    private final ParkedEvents parked;
    private final SharedLogReader log;
    private final TransactionTemplate transaction;

    /** @param all projections, of which the step is one's */
    public ProjectionStep(
            Projection projection,
            List<Projection> all,
            ProjectionPositions positions,
            ParkedEvents parked,
            SharedLogReader log,
            PlatformTransactionManager transactions) {
        this.projection = projection;
        this.version = new ProjectionVersions(all).of(projection.name());
        this.positions = positions;
        this.parked = parked;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of a step: how far the tables are now, and whether it was this step that brought them there. */
    public record Result(long position, boolean moved) {
        /** Another node has the claim. */
        static final Result ELSEWHERE = new Result(-1, false);
    }

    Projection projection() {
        return projection;
    }

    public Result go() {
        Result result = transaction.execute(status -> claimed());
        return result == null ? Result.ELSEWHERE : result;
    }

    private Result claimed() {
        ProjectionPositions.Claim claim = positions.claim(projection.name()).orElse(null);
        if (claim == null) return Result.ELSEWHERE;
        requireNotNewer(claim.version());
        long position = claim.position();
        SharedLogReader.Stretch next = log.after(position, limit());
        if (next.upTo() <= position) return new Result(position, false);
        positions.prepareToWrite();
        take(projection.name(), next.events(), parked, events -> projection.write(events, next.upTo()));
        positions.advance(projection.name(), next.upTo());
        if (position == 0) positions.filledBy(projection.name(), version);
        return new Result(next.upTo(), true);
    }

    private void requireNotNewer(int filledBy) {
        if (filledBy <= version) return;
        throw new IllegalStateException("the tables of projection " + projection.name() + " were filled by version "
                + filledBy + " of the code and this server has version " + version
                + ": start the newer server, or request a rebuild of " + projection.name() + " here");
    }

    private long limit() {
        Set<String> others = projection.reads();
        return others.isEmpty() ? Long.MAX_VALUE : positions.leastOf(others);
    }

    /** Writes a run, in the transaction of the caller, and parks what cannot be written. */
    public static void take(
            String projection, List<LoggedEvent> events, ParkedEvents parked, Consumer<List<LoggedEvent>> writing) {
        if (events.isEmpty()) return;
        try {
            parked.protect(() -> writing.accept(events));
        } catch (RuntimeException e) {
            if (!ParkedEvents.isOfTheEvent(e)) throw e;
            if (events.size() == 1) {
                parked.park(projection, events.get(0).position(), events.get(0).payload(), e);
                return;
            }
            int middle = events.size() / 2;
            take(projection, events.subList(0, middle), parked, writing);
            take(projection, events.subList(middle, events.size()), parked, writing);
        }
    }
}

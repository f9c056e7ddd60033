package io.lotledger.projections.processor;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of one projection in one transaction: it claims the position, reads the log from there, writes the tables
 * and advances the position. The next holder of the claim, on any node, continues where the last commit ended. A node
 * that dies releases its claim with its connection.
 *
 * <p>If a batch fails because of an event, the step bisects the batch to find it, {@linkplain ParkedEvents parks} it
 * and writes the others. Any other failure rolls back the step, which is then retried.
 */
public final class ProjectionStep {
    private final Projection projection;
    private final int version;
    private final ProjectionPositions positions;
    private final ParkedEvents parked;
    private final SharedLogReader log;
    private final TransactionTemplate transaction;

    /** @param all all projections of the server, including {@code projection} */
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

    /**
     * The outcome of a step: the position of the tables, whether this step advanced it, and whether more of the log waited when the
     * step began.
     */
    public record Result(long position, boolean advanced, boolean more) {
        /** Another node holds the claim, or the projection is paused. */
        static final Result CLAIMED_ELSEWHERE = new Result(-1, false, false);
    }

    Projection projection() {
        return projection;
    }

    public Result run() {
        // a claim is written to disk when its transaction ends, so look first
        ProjectionPositions.Claim seen =
                positions.look(projection.name(), projection.reads()).orElse(null);
        if (seen == null) return Result.CLAIMED_ELSEWHERE;
        requireNotNewer(seen.version());
        long end = Math.min(seen.readable(), log.head());
        if (end <= seen.position()) return new Result(seen.position(), false, false);
        Result result = transaction.execute(status -> runClaimed(end));
        return result == null ? Result.CLAIMED_ELSEWHERE : result;
    }

    private Result runClaimed(long end) {
        ProjectionPositions.Claim claim =
                positions.claim(projection.name(), projection.reads()).orElse(null);
        if (claim == null) return Result.CLAIMED_ELSEWHERE;
        requireNotNewer(claim.version());
        long position = claim.position();
        SharedLogReader.LogRange range = log.after(position, claim.readable());
        if (range.upTo() <= position) return new Result(position, false, false);
        positions.prepareToWrite();
        writeOrPark(projection.name(), range.events(), parked, events -> projection.write(events, range.upTo()));
        positions.advance(projection.name(), range.upTo());
        if (position == 0) positions.filledBy(projection.name(), version);
        return new Result(range.upTo(), true, range.upTo() < end);
    }

    private void requireNotNewer(int filledBy) {
        new ProjectionVersion(filledBy, version)
                .whyNotWritten(projection.name())
                .ifPresent(why -> {
                    throw new LaterTablesException(why);
                });
    }

    /** Writes a batch in the caller's transaction, and parks the events that cannot be written. */
    public static void writeOrPark(
            String projection, List<LoggedEvent> events, ParkedEvents parked, Consumer<List<LoggedEvent>> writing) {
        if (events.isEmpty()) return;
        try {
            parked.inSavepoint(() -> writing.accept(events));
        } catch (RuntimeException e) {
            if (!ParkedEvents.isCausedByEvent(e)) throw e;
            if (events.size() == 1) {
                parked.park(projection, events.get(0).position(), events.get(0).entry(), e);
                return;
            }
            int middle = events.size() / 2;
            writeOrPark(projection, events.subList(0, middle), parked, writing);
            writeOrPark(projection, events.subList(middle, events.size()), parked, writing);
        }
    }
}

package io.lotledger.projections.rebuild;

import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionStep;
import io.lotledger.projections.processor.ProjectionVersions;
import io.lotledger.projections.processor.SharedLogReader;
import io.lotledger.projections.rebuild.RebuildProgress.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of a rebuild in one transaction: of those that need not wait for another, the one requested first. Its
 * progress is stored in a table, so after a kill any node continues where the last commit ended. The serving tables are
 * read and written throughout. At the end the new tables replace them at the same log position.
 */
final class RebuildStep {
    /** Parts per transaction while filling, and blocks of the log while following. */
    private static final int PARTS = 5;

    /** Age from which a read of the serving tables puts off the swap; it doubles with every few attempts. */
    private static final Duration LONG_READ = Duration.ofMillis(200);

    private static final int ATTEMPTS_BEFORE_DOUBLING = 4;
    private static final int MOST_DOUBLINGS = 5;

    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final RebuildTable table;
    private final ProjectionPositions positions;
    private final ParkedEvents parked;
    private final SharedLogReader log;
    private final Map<String, Projection> projections;
    private final ProjectionVersions versions;
    private final TransactionTemplate transaction;
    private final RebuildPrefetch prefetch;
    private final BooleanSupplier isDiskShort;
    private int swapsPutOff;

    RebuildStep(
            JdbcClient jdbc,
            RebuildTable table,
            ProjectionPositions positions,
            ParkedEvents parked,
            SharedLogReader log,
            List<Projection> projections,
            PlatformTransactionManager transactions,
            Executor prefetch,
            BooleanSupplier isDiskShort) {
        this.jdbc = jdbc;
        this.table = table;
        this.positions = positions;
        this.parked = parked;
        this.log = log;
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.versions = new ProjectionVersions(projections);
        this.transaction = new TransactionTemplate(transactions);
        this.isDiskShort = isDiskShort;
        this.prefetch = new RebuildPrefetch(positions, log, transaction, prefetch);
    }

    /** @return whether there was work to do; then there may be more */
    boolean run() {
        String[] claimed = new String[1];
        try {
            boolean worked = Boolean.TRUE.equals(transaction.execute(status -> {
                RebuildProgress rebuild =
                        table.claim(projections.values(), versions).orElse(null);
                if (rebuild == null) return false;
                claimed[0] = rebuild.projection();
                run(rebuild);
                return true;
            }));
            swapsPutOff = 0;
            return worked;
        } catch (RuntimeException e) {
            if (e instanceof TablesInUseException) swapsPutOff++;
            if (claimed[0] != null) recordFailure(claimed[0], e);
            throw e;
        }
    }

    private void recordFailure(String projection, RuntimeException failure) {
        try {
            table.failed(projection, ParkedEvents.text(failure));
        } catch (RuntimeException e) {
            failure.addSuppressed(e); // the database is unavailable
        }
    }

    private void run(RebuildProgress rebuild) {
        Projection projection = projections.get(rebuild.projection());
        if (projection == null) throw new IllegalStateException("no projection " + rebuild.projection());
        ShadowTables shadow = new ShadowTables(jdbc, projection);
        switch (rebuild.phase()) {
            case FILLING -> fill(projection, shadow, rebuild);
            case FINISHING -> finish(projection, shadow, rebuild);
            case FOLLOWING -> follow(projection, shadow, rebuild);
            case DONE, CANCELLED ->
                throw new IllegalStateException("the rebuild of " + projection.name() + " has ended");
        }
    }

    private void fill(Projection projection, ShadowTables shadow, RebuildProgress rebuild) {
        long position = rebuild.position();
        long head = limit(projection);
        shadow.enter();
        positions.prepareToWrite();
        for (int i = 0; i < PARTS && position < head && !isDiskShort.getAsBoolean(); i++) {
            RebuildPrefetch.Part next = prefetch.next(projection, rebuild.startedAt(), position, head);
            fill(projection, next);
            position = next.upTo();
        }
        boolean filled = position >= head;
        if (filled) {
            shadow.complete();
            position = projection.filledUpTo(position);
        }
        table.advance(projection.name(), filled ? Phase.FINISHING : Phase.FILLING, position);
    }

    private void fill(Projection projection, RebuildPrefetch.Part part) {
        if (!projection.isFilledFromLog()) part.write().run();
        ProjectionStep.writeOrPark(projection.name(), part.events(), parked, events -> {
            boolean whole = events.size() == part.events().size();
            (whole ? part.write() : projection.fill(events, part.after(), part.upTo())).run();
        });
    }

    private void finish(Projection projection, ShadowTables shadow, RebuildProgress rebuild) {
        shadow.enter();
        positions.prepareToWrite();
        boolean more = projection.finish();
        table.advance(projection.name(), more ? Phase.FINISHING : Phase.FOLLOWING, rebuild.position());
    }

    private void follow(Projection projection, ShadowTables shadow, RebuildProgress rebuild) {
        long position = rebuild.position();
        long head = limit(projection);
        OptionalLong serving = OptionalLong.empty();
        if (head - position <= SharedLogReader.BLOCK) {
            // this claim holds the serving tables at their position
            serving = OptionalLong.of(positions.claimOrWait(projection.name(), CLAIM_TIMEOUT));
            head = Math.max(head, serving.getAsLong());
        }
        shadow.enter();
        positions.prepareToWrite();
        for (int i = 0; i < PARTS && position < head && !isDiskShort.getAsBoolean(); i++) {
            SharedLogReader.LogRange next = log.fetch(position, Math.min(head, position + SharedLogReader.BLOCK));
            ProjectionStep.writeOrPark(
                    projection.name(), next.events(), parked, events -> projection.write(events, next.upTo()));
            position = next.upTo();
        }
        boolean swap = serving.isPresent() && position >= serving.getAsLong();
        table.advance(projection.name(), swap ? Phase.DONE : Phase.FOLLOWING, position);
        if (swap) {
            positions.advance(projection.name(), position);
            positions.filledBy(projection.name(), versions.of(projection.name()));
            shadow.replaceServing(longRead());
        }
    }

    /**
     * Reads that are longer than a moment, but overlap without a pause, would put off the swap for ever. So it tolerates older and
     * older ones, until it waits for them to end, and new ones wait with it; never for longer than {@link ShadowTables} allows.
     */
    private Duration longRead() {
        return LONG_READ.multipliedBy(1L << Math.min(MOST_DOUBLINGS, swapsPutOff / ATTEMPTS_BEFORE_DOUBLING));
    }

    private long limit(Projection projection) {
        return projection.reads().isEmpty() ? log.head() : positions.lowestPosition(projection.reads());
    }
}

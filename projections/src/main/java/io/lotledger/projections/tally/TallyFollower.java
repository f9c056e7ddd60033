package io.lotledger.projections.tally;

import io.lotledger.projections.processor.StepFollower;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tally up to date. It gives way: while reads are in flight or the tables are far behind the log, it rests as
 * long as its last step took. After a short step it rests a little, so that lots that are touched again and again are
 * counted less often.
 */
public final class TallyFollower extends StepFollower {
    private static final Logger LOG = LoggerFactory.getLogger(TallyFollower.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration SHORT_STEP = Duration.ofMillis(50);
    private static final Duration SHORT_REST = Duration.ofMillis(400);
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final Duration REST_WHILE_DISK_IS_SHORT = Duration.ofSeconds(1);
    private static final long FAR_BEHIND = 2_000;

    private final TallyStep step;
    private final BooleanSupplier isReadInFlight;
    private final BooleanSupplier isDiskShort;

    public TallyFollower(TallyStep step, BooleanSupplier isReadInFlight, BooleanSupplier isDiskShort) {
        super("tally", Duration.ZERO, Duration.ofSeconds(30));
        this.step = step;
        this.isReadInFlight = isReadInFlight;
        this.isDiskShort = isDiskShort;
    }

    @Override
    protected Duration step() {
        if (isDiskShort.getAsBoolean()) return REST_WHILE_DISK_IS_SHORT;
        long began = System.nanoTime();
        TallyStep.Result result = step.run();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (!result.counted()) return POLL_INTERVAL;
        if (took.compareTo(SHORT_STEP) < 0) return SHORT_REST;
        boolean givesWay = isReadInFlight.getAsBoolean() || result.behind() > FAR_BEHIND;
        if (!givesWay) return Duration.ZERO;
        return took.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : took;
    }

    @Override
    protected void failed(Throwable failure, Duration pause) {
        LOG.warn("the summary is not being counted, retrying in {}: {}", pause, failure.toString());
    }
}

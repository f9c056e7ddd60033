package io.lotledger.export.chain;

import io.lotledger.projections.processor.StepFollower;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Extends the chain by one batch per second. While a backlog is worked off, it rests after each batch as long as the batch took. */
public final class ChainFollower extends StepFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ChainFollower.class);
    /** An entry is covered about so long after its capture. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ChainStep step;

    public ChainFollower(ChainStep step) {
        super("hash-chain", Duration.ZERO, Duration.ofSeconds(30));
        this.step = step;
    }

    @Override
    protected Duration step() {
        long began = System.nanoTime();
        boolean more = step.run();
        return more ? Duration.ofNanos(System.nanoTime() - began) : INTERVAL;
    }

    @Override
    protected void failed(Throwable failure, Duration pause) {
        if (failure instanceof ChainBrokenException)
            LOG.error("the hash chain is not extended: {}", failure.getMessage());
        else LOG.warn("the hash chain is not extended, retrying in {}: {}", pause, failure.toString());
    }
}

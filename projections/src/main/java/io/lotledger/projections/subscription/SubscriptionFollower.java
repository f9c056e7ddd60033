package io.lotledger.projections.subscription;

import io.lotledger.projections.processor.StepFollower;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the matching up to date with the log. */
public final class SubscriptionFollower extends StepFollower {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFollower.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    /** Documents of one event that arrive meanwhile are matched together. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final SubscriptionMatcher matcher;
    private final Runnable onDue;

    /** @param onDue called when events have become due; must return quickly */
    public SubscriptionFollower(SubscriptionMatcher matcher, Runnable onDue) {
        super("subscription-matching", REST, RETRY_INTERVAL);
        this.matcher = matcher;
        this.onDue = onDue;
    }

    @Override
    protected Duration step() {
        SubscriptionMatcher.Result result = matcher.step();
        if (result.due()) onDue.run();
        return result.more() ? Duration.ZERO : POLL_INTERVAL;
    }

    @Override
    protected void failed(Throwable failure, Duration pause) {
        LOG.warn("events are not matched against subscriptions now, retrying: {}", failure.toString());
    }
}

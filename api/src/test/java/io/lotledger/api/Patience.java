package io.lotledger.api;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests await a condition unless they say otherwise. JUnit finds this extension by itself.
 *
 * <p>It is a multiple of what a slow machine needs. A test that passes does not wait for it. An exception in a thread of the server
 * does not fail the test that is waiting: tests take the database away, and the scheduler's threads say so.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval((polls, last) -> pause(polls));
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    /** Most conditions hold at once or within a few milliseconds; the others do not cost more than they need. */
    private static Duration pause(int polls) {
        return Duration.ofMillis(Math.min(polls * FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
    }
}

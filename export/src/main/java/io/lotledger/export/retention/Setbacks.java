package io.lotledger.export.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workbooks that could not be removed, each with the pause before its next try. The pause doubles with each failure, up to a limit.
 * A restart of the server ends all pauses.
 */
public final class Setbacks {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final Map<UUID, Setback> setbacks = new ConcurrentHashMap<>();

    private record Setback(Duration pause, Instant until) {
        Setback next(Instant now) {
            Duration doubled = pause.multipliedBy(2);
            return of(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE, now);
        }

        static Setback of(Duration pause, Instant now) {
            return new Setback(pause, now.plus(pause));
        }
    }

    public boolean isWaiting(UUID id, Instant now) {
        Setback setback = setbacks.get(id);
        return setback != null && now.isBefore(setback.until());
    }

    /** @return the pause before the next try */
    public Duration failed(UUID id, Instant now) {
        return setbacks.merge(id, Setback.of(FIRST_PAUSE, now), (before, first) -> before.next(now))
                .pause();
    }

    public void succeeded(UUID id) {
        setbacks.remove(id);
    }
}

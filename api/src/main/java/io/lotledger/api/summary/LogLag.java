package io.lotledger.api.summary;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How far a position is behind the log, in positions and in time. */
@Component
public final class LogLag {
    /** Entries without a record time, such as those of export jobs, may stand between. */
    private static final long SEARCHED = 200;

    private final LogReader log;
    private final Clock clock;

    LogLag(LogReader log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param head position of the last entry of the log
     * @param positions between the position and the head
     * @param time since the first entry behind the position was recorded; zero if none is near
     */
    public record Lag(long head, long positions, Duration time) {}

    /** @param of by the names of the positions */
    public record Lags(long head, Map<String, Lag> of) {
        public Lags {
            of = Map.copyOf(of);
        }
    }

    public Lag behind(long position) {
        return behind(position, log.head());
    }

    /** All from one head. Positions that are equal, as most are, are looked up once. */
    public Lags behind(Map<String, Long> positions) {
        long head = log.head();
        Map<Long, Lag> known = new HashMap<>();
        Map<String, Lag> of = new HashMap<>();
        positions.forEach((name, position) -> of.put(name, known.computeIfAbsent(position, at -> behind(at, head))));
        return new Lags(head, of);
    }

    private Lag behind(long position, long head) {
        if (position >= head) return new Lag(head, 0, Duration.ZERO);
        Instant now = clock.instant();
        Duration time = recorded(position, position + 1) // nearly always the next entry has the time
                .or(() -> recorded(position, Math.min(head, position + SEARCHED)))
                .map(recorded -> Duration.between(recorded, now))
                .orElse(Duration.ZERO);
        return new Lag(head, head - position, time.isNegative() ? Duration.ZERO : time);
    }

    private Optional<Instant> recorded(long after, long until) {
        return log.read(after, until).entries().stream()
                .flatMap(entry -> recordTime(entry.payload()))
                .findFirst();
    }

    private static Stream<Instant> recordTime(Object payload) {
        if (payload instanceof EpcisEventCaptured event) return Stream.of(event.recordTime());
        if (payload instanceof MasterDataCaptured element) return Stream.of(element.recordTime());
        return Stream.empty();
    }
}

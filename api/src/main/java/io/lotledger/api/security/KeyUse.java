package io.lotledger.api.security;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When each key was last used. Requests note it in memory; another thread writes it, at most once a minute for each key of a
 * node, so that a time of another node may be a minute old.
 */
@Component
public class KeyUse implements DisposableBean {
    static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);
    private static final int SECONDS_BETWEEN_ROUNDS = 5;

    private final JdbcClient jdbc;
    private final Clock clock;
    /** By key; entries leave after a minute without use. */
    private final Map<String, Uses> uses = new ConcurrentHashMap<>();

    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "key-use");
        thread.setDaemon(true);
        return thread;
    });

    /** @param written of the last use that is in the table; {@link Instant#MIN} if none is */
    private record Uses(Instant last, Instant written) {}

    @SuppressWarnings("FutureReturnValueIgnored") // a round logs its failure and the next one follows
    KeyUse(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        writer.scheduleWithFixedDelay(this::round, SECONDS_BETWEEN_ROUNDS, SECONDS_BETWEEN_ROUNDS, TimeUnit.SECONDS);
    }

    void note(String keyId) {
        Instant now = clock.instant();
        uses.compute(keyId, (id, known) -> new Uses(now, known == null ? Instant.MIN : known.written()));
    }

    /** The last use that this node knows and may not have written yet. */
    public Optional<Instant> last(String keyId) {
        return Optional.ofNullable(uses.get(keyId)).map(Uses::last);
    }

    /** Writes what is due. */
    void write() {
        Instant now = clock.instant();
        Map<String, Instant> due = new TreeMap<>();
        uses.forEach((keyId, known) -> {
            if (known.written().isBefore(now.minus(WRITTEN_EVERY))
                    && known.last().isAfter(known.written())) due.put(keyId, known.last());
        });
        if (!due.isEmpty()) update(due);
        due.forEach((keyId, last) -> uses.computeIfPresent(keyId, (id, known) -> new Uses(known.last(), last)));
        uses.values()
                .removeIf(known ->
                        known.last().equals(known.written()) && known.last().isBefore(now.minus(WRITTEN_EVERY)));
    }

    private void update(Map<String, Instant> due) {
        List<Timestamp> times = new ArrayList<>();
        due.values().forEach(last -> times.add(Timestamp.from(last)));
        jdbc.sql("""
                        update api_key k set last_used_at = greatest(k.last_used_at, u.last)
                          from unnest(:ids, :times) u(key_id, last)
                         where k.key_id = u.key_id
                        """)
                .param("ids", due.keySet().toArray(String[]::new))
                .param("times", times.toArray(Timestamp[]::new))
                .update();
    }

    private void round() {
        try {
            write();
        } catch (DataAccessException e) { // the next round tries again
            if (!DatabaseOutage.isBehind(e)) LOG.warn("The last use of keys is not written: {}", e.toString());
        } catch (RuntimeException e) { // an exception would end all later rounds
            LOG.warn("The last use of keys is not written", e);
        }
    }

    /** Writes what is due for the last time: a use less than a minute after a written one is not kept. */
    @Override
    public void destroy() {
        writer.shutdown();
        round();
    }
}

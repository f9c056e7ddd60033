package io.lotledger.projections.rebuild;

import io.lotledger.projections.processor.LogSignal;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionVersion;
import io.lotledger.projections.processor.ProjectionVersions;
import io.lotledger.projections.processor.SharedLogReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills the tables of projections anew from the log while the old ones serve. Asked for on one node, worked on by whichever is
 * free, one after the other; a restart goes on where it was.
 *
 * <p>Tables that were filled by an older {@linkplain Projection#version() version} of the code are filled anew without being
 * asked for.
 */
public final class Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long PATIENCE_MILLIS = 10_000;
    /** Stands for whoever asked, where the server began by itself. */
    private static final String UPGRADE = "upgrade";

    private final JdbcClient jdbc;
    private final RebuildTable table;
    private final RebuildStep step;
    private final List<Projection> projections;
    private final ProjectionPositions positions;
    private final ProjectionVersions versions;
    private final TransactionTemplate transaction;
    private final LogSignal signal = new LogSignal();
    private @Nullable Thread thread;
    private volatile boolean stopped;

    public Rebuilds(
            JdbcClient jdbc,
            ProjectionPositions positions,
            ParkedEvents parked,
            SharedLogReader log,
            List<Projection> projections,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.table = new RebuildTable(jdbc);
        this.projections = List.copyOf(projections);
        this.positions = positions;
        this.versions = new ProjectionVersions(projections);
        this.transaction = new TransactionTemplate(transactions);
        this.step = new RebuildStep(
                jdbc, table, positions, parked, log, projections, transactions, RebuildPrefetch.threads());
    }

    /** Of each projection that was ever rebuilt. */
    public List<RebuildProgress> progress() {
        return table.all();
    }

    /** Of each projection, the version of the code that filled its tables and the version it has here. */
    public Map<String, ProjectionVersion> versions() {
        Map<String, ProjectionVersion> all = new LinkedHashMap<>();
        positions
                .versions(false)
                .forEach((projection, tables) ->
                        all.put(projection, new ProjectionVersion(tables, versions.of(projection))));
        return all;
    }

    /**
     * Begins to fill all tables anew that older code filled. Called at the start of every node; what another node has begun, or
     * what a restart interrupted, is not begun again.
     */
    void beginOutdated() {
        transaction.executeWithoutResult(status -> {
            table.lockBeginnings();
            Map<String, Integer> filled = positions.versions(true);
            for (Projection projection : projections) {
                int version = versions.of(projection.name());
                Integer tables = filled.get(projection.name());
                if (tables == null) positions.emptyAt(projection.name(), version);
                else if (tables < version && table.begin(projection.name(), UPGRADE, version)) {
                    new ShadowTables(jdbc, projection).create();
                    LOG.info(
                            "projection {}: its tables were filled by version {} of the code, and this is version {}. They"
                                    + " serve as they are while they are rebuilt",
                            projection.name(),
                            tables,
                            version);
                }
            }
        });
        signal.raise();
    }

    /** @return whether it was begun; not when one of the same projection is under way */
    public boolean begin(String projection, String requestedBy) {
        ShadowTables shadow = shadow(projection);
        boolean begun = Boolean.TRUE.equals(transaction.execute(status -> {
            if (!table.begin(projection, requestedBy, versions.of(projection))) return false;
            shadow.create();
            return true;
        }));
        if (begun) LOG.info("projection {} is rebuilt, asked for by {}", projection, requestedBy);
        signal.raise();
        return begun;
    }

    /** What has been filled is thrown away; the serving tables are as they are. @return whether one was under way */
    public boolean cancel(String projection) {
        ShadowTables shadow = shadow(projection);
        return Boolean.TRUE.equals(transaction.execute(status -> {
            RebuildProgress rebuild = table.claim(projection).orElse(null);
            if (rebuild == null || !rebuild.phase().isActive()) return false;
            table.advance(projection, RebuildProgress.Phase.CANCELLED, rebuild.position());
            shadow.drop();
            return true;
        }));
    }

    private ShadowTables shadow(String projection) {
        return projections.stream()
                .filter(p -> p.name().equals(projection))
                .findFirst()
                .map(p -> new ShadowTables(jdbc, p))
                .orElseThrow(() -> new IllegalArgumentException("no projection " + projection));
    }

    /** All that was asked for, here and now. For who has no thread running. */
    public void finishAll() {
        while (step.go()) {}
    }

    public synchronized void start() {
        if (thread != null) return;
        stopped = false;
        signal.begin();
        Thread worker = new Thread(this::work, "rebuild");
        worker.setDaemon(true);
        worker.start();
        thread = worker;
    }

    /** Returns when no step is under way any more, or patience ends. */
    public synchronized void stop() {
        stopped = true;
        signal.end();
        if (thread == null) return;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    private void work() {
        Told told = new Told();
        boolean isBegun = false;
        while (!stopped) {
            long seen = signal.count();
            try {
                if (!isBegun) beginOutdated();
                isBegun = true;
                if (step.go()) told.tell(progress());
                else signal.await(seen, LOOK_AGAIN);
            } catch (RuntimeException | Error e) { // a thread that ended would end all rebuilds without a word
                if (stopped) return;
                LOG.warn("the rebuild is tried again: {}", e.toString());
                signal.await(Long.MAX_VALUE, PAUSE_AFTER_FAILURE);
            }
        }
    }

    /** Progress in the log, at most every ten seconds, and each new phase. */
    private static final class Told {
        private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();
        private String last = "";
        private long at;

        void tell(List<RebuildProgress> all) {
            String phases =
                    all.stream().map(r -> r.projection() + " " + r.phase()).collect(Collectors.joining(", "));
            if (phases.equals(last) && System.nanoTime() - at < EVERY_NANOS) return;
            last = phases;
            at = System.nanoTime();
            all.stream()
                    .filter(r -> r.phase().isActive() || r.finishedAt() != null)
                    .forEach(
                            r -> LOG.info("rebuild of {}: {} at position {}", r.projection(), r.phase(), r.position()));
        }
    }
}

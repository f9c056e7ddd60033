package io.lotledger.projections.rebuild;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.projections.processor.LogSignal;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionVersion;
import io.lotledger.projections.processor.ProjectionVersions;
import io.lotledger.projections.processor.SharedLogReader;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rebuilds the tables of projections from the log while the old tables serve. A rebuild is requested on one node and
 * runs on any node, one after the other; after a restart it continues where it stopped.
 *
 * <p>Tables filled by an older {@linkplain Projection#version() version} of the code are rebuilt without a request.
 */
public final class Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long STOP_TIMEOUT_MILLIS = 10_000;
    /** The requester of a rebuild that the server itself started. */
    private static final String UPGRADE = "upgrade";

    private final JdbcClient jdbc;
    private final RebuildTable table;
    private final RebuildStep step;
    private final List<Projection> projections;
    private final ProjectionPositions positions;
    private final ProjectionVersions versions;
    private final TransactionTemplate transaction;
    private final BooleanSupplier isDiskShort;
    private final LogSignal signal = new LogSignal();
    private @Nullable Thread thread;
    private volatile boolean stopped;

    /** @param isDiskShort whether rebuilds pause, because the disk has no room beside its reserve */
    public Rebuilds(
            JdbcClient jdbc,
            ProjectionPositions positions,
            ParkedEvents parked,
            SharedLogReader log,
            List<Projection> projections,
            PlatformTransactionManager transactions,
            BooleanSupplier isDiskShort) {
        this.jdbc = jdbc;
        this.table = new RebuildTable(jdbc);
        this.projections = List.copyOf(projections);
        this.positions = positions;
        this.versions = new ProjectionVersions(projections);
        this.transaction = new TransactionTemplate(transactions);
        this.isDiskShort = isDiskShort;
        this.step = new RebuildStep(
                jdbc, table, positions, parked, log, projections, transactions, RebuildPrefetch.threads(), isDiskShort);
    }

    /** The latest rebuild of each projection that was ever rebuilt. */
    public List<RebuildProgress> progress() {
        return table.all();
    }

    /** Per projection, the version of the code that filled its tables and the version of this server's code. */
    public Map<String, ProjectionVersion> versions() {
        Map<String, ProjectionVersion> all = new LinkedHashMap<>();
        positions
                .versions(false)
                .forEach((projection, tables) ->
                        all.put(projection, new ProjectionVersion(tables, versions.of(projection))));
        return all;
    }

    /** Why this node does not write the tables of one of the projections; empty while it may write them all. */
    public Optional<String> whyNotWritten(Collection<String> of) {
        return versions().entrySet().stream()
                .filter(version -> of.contains(version.getKey()))
                .flatMap(version -> version.getValue().whyNotWritten(version.getKey()).stream())
                .findFirst();
    }

    /**
     * Starts a rebuild of all tables that older code filled. Each node calls it at its start; it does not restart a
     * rebuild that another node started or that a restart interrupted.
     */
    void startOutdated() {
        transaction.executeWithoutResult(status -> {
            table.lockStart();
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

    /** @return whether a rebuild was started; false if one of the same projection is running */
    public boolean begin(String projection, String requestedBy) {
        ShadowTables shadow = shadow(projection);
        boolean started = Boolean.TRUE.equals(transaction.execute(status -> {
            if (!table.begin(projection, requestedBy, versions.of(projection))) return false;
            shadow.create();
            return true;
        }));
        if (started) LOG.info("projection {} is being rebuilt, requested by {}", projection, requestedBy);
        signal.raise();
        return started;
    }

    /** Drops the new tables; the serving tables stay unchanged. @return whether a rebuild was running */
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

    /** Runs all requested rebuilds to their end on the calling thread, for callers without a running worker. */
    public void finishAll() {
        while (step.run()) {}
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

    /** Stops the worker. Returns when no step is running, or after a timeout. */
    public synchronized void stop() {
        stopped = true;
        signal.end();
        if (thread == null) return;
        try {
            thread.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    private void work() {
        ProgressLog progressLog = new ProgressLog();
        boolean isStarted = false;
        while (!stopped) {
            long seen = signal.count();
            if (isDiskShort.getAsBoolean()) {
                signal.await(Long.MAX_VALUE, POLL_INTERVAL);
                continue;
            }
            try {
                if (!isStarted) startOutdated();
                isStarted = true;
                if (step.run()) progressLog.log(progress());
                else signal.await(seen, POLL_INTERVAL);
            } catch (TablesInUseException e) {
                if (stopped) return;
                progressLog.putOff(e);
                signal.await(Long.MAX_VALUE, PAUSE_AFTER_FAILURE);
            } catch (RuntimeException | Error e) { // if this thread died, all rebuilds would stop without a trace
                if (stopped) return;
                LOG.warn(
                        "the rebuild failed and retries: {}",
                        DatabaseOutage.first(e).toString());
                signal.await(Long.MAX_VALUE, PAUSE_AFTER_FAILURE);
            }
        }
    }

    /** Logs the progress at most every ten seconds, and each new phase. */
    private static final class ProgressLog {
        private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();
        private String lastPhases = "";
        private long loggedAt;
        private String lastPutOff = "";

        /** Once until the next progress: it is tried again every second. */
        void putOff(TablesInUseException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(lastPutOff)) LOG.info("{}", why);
            lastPutOff = why;
        }

        void log(List<RebuildProgress> all) {
            lastPutOff = "";
            String phases =
                    all.stream().map(r -> r.projection() + " " + r.phase()).collect(Collectors.joining(", "));
            if (phases.equals(lastPhases) && System.nanoTime() - loggedAt < EVERY_NANOS) return;
            lastPhases = phases;
            loggedAt = System.nanoTime();
            all.stream()
                    .filter(r -> r.phase().isActive() || r.finishedAt() != null)
                    .forEach(
                            r -> LOG.info("rebuild of {}: {} at position {}", r.projection(), r.phase(), r.position()));
        }
    }
}

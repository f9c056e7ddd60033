package io.lotledger.export.attempt;

import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.lifecycle.ExportPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * This node's workers, and the heartbeat that renews their leases. A free worker takes the attempt that has waited longest,
 * whichever node queued it. This node signals its own attempts; attempts of other nodes are found at the next heartbeat. An
 * attempt stops when its lease is lost or not renewed in time, or when it exceeds its time limit. While the disk is short, no
 * attempt is taken here: a workbook needs room for its file.
 */
class ExportWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ExportWorkers.class);
    private static final int STOP_SECONDS = 10;

    private final Map<ExportAttempt, HeldAttempt> held = new ConcurrentHashMap<>();
    private final ExportWorker worker;
    private final Leases leases;
    private final ExportPolicy policy;
    private final ExecutorService pool;
    private final ScheduledExecutorService pulse;
    private final BooleanSupplier isDiskShort;
    private final Semaphore free;
    private final Semaphore inLine = new Semaphore(0);
    private final Thread taking = new Thread(this::takeWhatWaits, "export-taking");
    private volatile boolean running;

    ExportWorkers(ExportWorker worker, Leases leases, ExportPolicy policy, BooleanSupplier isDiskShort) {
        this.worker = worker;
        this.leases = leases;
        this.policy = policy;
        this.isDiskShort = isDiskShort;
        this.pool = Executors.newFixedThreadPool(policy.workers(), named("export-"));
        this.pulse = Executors.newScheduledThreadPool(2, named("export-pulse-"));
        this.free = new Semaphore(policy.workers());
        taking.setDaemon(true);
    }

    /** Signals that an attempt is queued. */
    void wake() {
        inLine.release();
    }

    private void takeWhatWaits() {
        try {
            while (running) {
                free.acquire();
                inLine.drainPermits(); // an attempt queued after this signals again
                if (!isDiskShort.getAsBoolean() && take()) continue;
                free.release();
                boolean woken = inLine.tryAcquire(policy.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a worker took an attempt. Catches every exception, because one that escapes would end the thread that takes attempts. */
    private boolean take() {
        long until = System.nanoTime()
                + policy.lease().toNanos(); // read before the lease begins, so never later than its end
        try {
            return leases.claim(policy.lease())
                    .map(attempt -> start(new HeldAttempt(attempt, until)))
                    .orElse(false);
        } catch (RuntimeException e) {
            if (running) LOG.warn("export attempts cannot be taken now: {}", e.toString());
            return false;
        }
    }

    private boolean start(HeldAttempt hold) {
        FutureTask<?> task = new FutureTask<>(() -> work(hold), null);
        held.put(hold.attempt(), hold);
        hold.by(task);
        try {
            pool.execute(() -> {
                try {
                    task.run(); // does nothing if the attempt was lost before
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException stopping) {
            held.remove(hold.attempt()); // its lease runs out, and another node or the next start takes the job
            return false;
        }
    }

    private void work(HeldAttempt hold) {
        ExportAttempt attempt = hold.attempt();
        try {
            worker.work(hold, () -> held.remove(attempt));
        } catch (InterruptedException stopped) {
            LOG.info("{}: stopped", attempt);
            worker.stopped(hold);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: its outcome is not recorded", attempt, e);
            worker.stopped(hold);
        } finally {
            held.remove(attempt);
        }
    }

    /** Catches every exception: a scheduled task that throws is not run again. */
    private void renew() {
        try {
            held.values().stream()
                    .filter(hold -> hold.hasWorkedLongerThan(policy.attemptLimit()))
                    .forEach(hold -> lose(hold, "took too long"));
            if (held.isEmpty()) return;
            List<HeldAttempt> before = List.copyOf(held.values());
            long until = System.nanoTime() + policy.lease().toNanos();
            Set<ExportAttempt> renewed =
                    leases.renew(before.stream().map(HeldAttempt::attempt).toList(), policy.lease());
            for (HeldAttempt hold : before) {
                if (renewed.contains(hold.attempt())) hold.lastsUntil(until);
                else if (held.containsValue(hold)) lose(hold, "went to another worker");
            }
        } catch (RuntimeException e) {
            LOG.warn("the leases of {} export attempts were not renewed: {}", held.size(), e.toString());
        }
    }

    /** Runs in a thread of its own, because a renewal can hang as long as the database does. */
    private void watch() {
        held.values().stream()
                .filter(HeldAttempt::hasRunOut)
                .forEach(hold -> lose(hold, "its lease could not be renewed"));
    }

    private void lose(HeldAttempt hold, String why) {
        ExportAttempt attempt = hold.attempt();
        LOG.warn("{}: {}", attempt, why);
        held.remove(attempt);
        hold.lose();
    }

    @Override
    public void start() {
        long millis = policy.heartbeat().toMillis();
        ScheduledFuture<?> renewing = pulse.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> watching = pulse.scheduleWithFixedDelay(this::watch, millis, millis, TimeUnit.MILLISECONDS);
        running = true;
        taking.start();
    }

    /** Stops the attempts in progress. The saga's deadline starts them again on any node. */
    @Override
    public void stop() {
        running = false;
        taking.interrupt();
        pulse.shutdownNow();
        held.values().forEach(HeldAttempt::lose);
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} exports did not stop in {} s", held.size(), STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts late and stops early, so that the log and the tables are available throughout. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

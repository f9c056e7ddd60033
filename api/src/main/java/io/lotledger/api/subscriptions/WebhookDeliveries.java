package io.lotledger.api.subscriptions;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.projections.processor.LogSignal;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.subscription.Batch;
import io.lotledger.projections.subscription.BatchReader;
import io.lotledger.projections.subscription.DeliveryQueue;
import io.lotledger.projections.subscription.HeldSubscription;
import io.lotledger.projections.subscription.ParsedQueries;
import io.lotledger.projections.subscription.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's deliveries to webhooks. A free worker claims the subscription that has waited longest, of an organisation
 * that does not have its share of the workers yet, and posts its batches one after the other; the position advances
 * after each 2xx answer, so a kill repeats the batch under way at most. A failed batch is tried again after a pause that
 * doubles, and nothing overtakes it.
 */
final class WebhookDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDeliveries.class);
    /** Claims and failed attempts that are due raise no signal here. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    /** After so many batches in a row the next subscription has its turn. */
    private static final int BATCHES_PER_TURN = 20;

    private static final long BATCH_CHARACTERS = 4_000_000;
    private static final int STOP_SECONDS = 10;
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;

    private final DeliveryQueue queue;
    private final BatchReader reader;
    private final ParsedQueries queries;
    private final QueryResults results;
    private final WebhookClient client;
    private final SubscriptionSettings settings;
    private final LogSignal signal = new LogSignal();
    private final Semaphore free;
    private final ExecutorService pool;
    private final Thread taking = new Thread(this::take, "webhook-taking");
    private final Map<UUID, HeldSubscription> underWay = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    WebhookDeliveries(
            DeliveryQueue queue,
            BatchReader reader,
            ParsedQueries queries,
            QueryResults results,
            WebhookClient client,
            SubscriptionSettings settings) {
        this.queue = queue;
        this.reader = reader;
        this.queries = queries;
        this.results = results;
        this.client = client;
        this.settings = settings;
        this.free = new Semaphore(settings.workers());
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "webhook-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        taking.setDaemon(true);
    }

    /** Signals that a subscription may be due. */
    void wake() {
        signal.raise();
    }

    void start() {
        running = true;
        long millis = settings.lease().toMillis() / 3;
        ScheduledFuture<?> renewing =
                heartbeat.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
        taking.start();
    }

    /** Breaks off the deliveries under way; another node, or the next start, repeats them. */
    void stop() {
        running = false;
        signal.end();
        heartbeat.shutdown();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) client.close();
            pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("connections to webhooks were not closed: {}", e.toString());
        }
    }

    /** Breaks off the delivery of a subscription that is deleted or replayed. */
    void cancel(UUID subscription) {
        client.cancel(subscription);
    }

    /** Catches every exception: a scheduled task that throws is not run again. */
    private void renew() {
        try {
            if (!underWay.isEmpty()) queue.renew(underWay.values(), settings.lease());
        } catch (RuntimeException e) {
            LOG.warn("the claims of {} subscriptions were not renewed: {}", underWay.size(), e.toString());
        }
    }

    private void take() {
        while (running) {
            long seen = signal.count();
            try {
                free.acquire();
                free.release();
                int claimed = claim();
                if (claimed == 0) signal.await(seen, POLL_INTERVAL);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException | Error e) { // if this thread died, deliveries would stop without a trace
                if (!running) return;
                LOG.warn("subscriptions cannot be claimed now, retrying: {}", e.toString());
                signal.await(Long.MAX_VALUE, POLL_INTERVAL.multipliedBy(4));
            }
        }
    }

    private int claim() throws InterruptedException {
        List<HeldSubscription> claimed =
                queue.claim(settings.workers(), List.copyOf(underWay.values()), settings.lease());
        for (HeldSubscription one : claimed) {
            free.acquire();
            underWay.put(one.subscription().id(), one);
            try {
                pool.execute(() -> {
                    try {
                        work(one);
                    } finally {
                        underWay.remove(one.subscription().id(), one);
                        free.release();
                        wake(); // one that waits for its share may go on
                    }
                });
            } catch (RejectedExecutionException stopping) {
                queue.release(one); // another node need not wait until the claim runs out
            }
        }
        return claimed.size();
    }

    private void work(HeldSubscription first) {
        UUID id = first.subscription().id();
        try {
            Optional<HeldSubscription> next = Optional.of(first);
            for (int i = 0; i < BATCHES_PER_TURN && running && next.isPresent(); i++) next = deliverNext(next.get());
            next.ifPresent(queue::release);
            if (next.isPresent()) wake();
        } catch (BatchReader.MasterDataBehindException e) {
            LOG.info("subscription {}: waits, {}", id, e.getMessage());
            failQuietly(first, e);
        } catch (RuntimeException | Error e) {
            if (DatabaseOutage.isBehind(e)) LOG.warn("subscription {}: the database is away, {}", id, e.toString());
            else LOG.error("subscription {}: a batch failed on this side", id, e);
            failQuietly(first, e);
        }
    }

    /** The claim runs out by itself when the database is away. */
    private void failQuietly(HeldSubscription held, Throwable cause) {
        try {
            String error = "the server could not make the batch ("
                    + cause.getClass().getSimpleName() + "); its operator finds the cause in the log";
            Optional<Duration> failing = queue.fail(held, null, error, pause(held, Duration.ZERO));
            if (isGivenUp(failing) && !(cause instanceof BatchReader.MasterDataBehindException)) {
                LOG.warn(
                        "subscription {}: suspended at log position {}",
                        held.subscription().id(),
                        held.position());
                queue.suspend(held, new Batch(List.of(), List.of(), held.position()), null, error);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "subscription {}: the failure is not recorded, {}",
                    held.subscription().id(),
                    e.toString());
        }
    }

    /** @return the subscription to go on with; empty when its turn is over */
    private Optional<HeldSubscription> deliverNext(HeldSubscription held) {
        if (held.isFinished()) {
            if (held.runTo() != null && !held.runSent() && held.subscription().reportIfEmpty()) {
                return send(held, new Batch(List.of(), List.of(), held.position()));
            }
            queue.release(held);
            return Optional.empty();
        }
        Subscription subscription = held.subscription();
        EventQuery query = queries.of(subscription.query());
        Batch batch = reader.next(
                new BatchReader.Selection(
                        subscription.organisation(), query, subscription.initialRecordTime(), held.runTo()),
                held.position(),
                held.limit(),
                batchEvents(held),
                BATCH_CHARACTERS);
        queue.leaveOut(held, batch.unreadable());
        if (batch.isEmpty()) return queue.advance(held, batch, null, settings.batchEvents(), settings.lease());
        return send(held, batch);
    }

    private int batchEvents(HeldSubscription held) {
        Integer learnt = held.batchLimit();
        return learnt == null ? settings.batchEvents() : Math.min(learnt, settings.batchEvents());
    }

    private Optional<HeldSubscription> send(HeldSubscription held, Batch batch) {
        Subscription subscription = held.subscription();
        byte[] body = results.document(
                subscription.organisation(),
                subscription.queryName(),
                subscription.id(),
                subscription.epcFormat(),
                batch.events());
        String positions = batch.isEmpty() ? "" : batch.firstPosition() + "-" + batch.lastPosition();
        WebhookClient.Answer answer = client.post(subscription, body, positions, () -> queue.isHeld(held));
        if (answer.isUnwanted()) {
            queue.release(held);
            return Optional.empty();
        }
        if (answer.isDelivered()) {
            return queue.advance(held, batch, answer.status(), settings.batchEvents(), settings.lease());
        }
        int status = answer.status() == null ? 0 : answer.status();
        if (status == TOO_LARGE && batch.events().size() > 1) {
            return queue.limit(held, batch.events().size() / 2, settings.lease());
        }
        if (status == TOO_LARGE && !batch.isEmpty()) {
            LOG.warn(
                    "subscription {}: the event at log position {} is set aside, its receiver answers 413",
                    subscription.id(),
                    batch.firstPosition());
            String reason = "the receiver answered 413 to this event alone; later events were delivered";
            return queue.skip(held, batch, reason, settings.lease());
        }
        if (status == GONE) {
            suspend(held, batch, answer, "the receiver answered 410 Gone");
            return Optional.empty();
        }
        Optional<Duration> failing =
                queue.fail(held, answer.status(), answer.error(), pause(held, answer.retryAfter()));
        if (isGivenUp(failing)) {
            suspend(
                    held,
                    batch,
                    answer,
                    "deliveries failed for " + settings.giveUpAfter() + "; at last, " + answer.error());
        }
        return Optional.empty();
    }

    private boolean isGivenUp(Optional<Duration> failing) {
        return failing.isPresent() && failing.get().compareTo(settings.giveUpAfter()) >= 0;
    }

    private void suspend(HeldSubscription held, Batch batch, WebhookClient.Answer answer, String reason) {
        LOG.warn(
                "subscription {}: suspended at log position {}, {}",
                held.subscription().id(),
                held.position(),
                reason);
        queue.suspend(held, batch, answer.status(), reason);
    }

    /** Doubles with each failure; half of it is chance, so that receivers are not called by all nodes in step. */
    private Duration pause(HeldSubscription held, Duration askedFor) {
        Duration longest = settings.pauseAfter(held.attempts() + 1);
        long millis = longest.toMillis() / 2 + ThreadLocalRandom.current().nextLong(longest.toMillis() / 2 + 1);
        Duration pause = Duration.ofMillis(millis);
        return askedFor.compareTo(pause) > 0 ? askedFor : pause;
    }
}

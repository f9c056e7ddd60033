package io.lotledger.api.subscriptions;

import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.WholeCaptures;
import io.lotledger.projections.processor.LogSignal;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.query.named.QueryStore;
import io.lotledger.projections.subscription.Batch;
import io.lotledger.projections.subscription.BatchReader;
import io.lotledger.projections.subscription.EventFeed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;

/**
 * The WebSockets open at this node. When the log grows, each reads on from its own position in the feed that all share;
 * a client that does not read holds up itself only, until its time is over.
 */
final class QuerySockets {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySockets.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long KEY_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long QUERY_CHECK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int EVENTS_PER_MESSAGE = 100;
    private static final int CHARACTERS_PER_MESSAGE = 250_000;
    private static final CloseStatus DELETED = CloseStatus.NORMAL.withReason("the query was deleted");
    private static final CloseStatus FAILED =
            CloseStatus.SERVER_ERROR.withReason("the events cannot be sent; open the WebSocket again later");
    private static final int MOST_THREADS = 64;
    /** About two minutes after the first. */
    private static final int MOST_FAILURES = 10;

    private final Set<QuerySocket> open = ConcurrentHashMap.newKeySet();
    private final EventFeed feed;
    private final BatchReader reader;
    private final QueryResults results;
    private final QueryStore queries;
    private final ProjectionPositions positions;
    private final SubscriptionSettings settings;
    private final Clock clock;
    private final WholeCaptures captures = new WholeCaptures();
    private final LogSignal signal = new LogSignal();
    private final ExecutorService pool;
    private final Thread watching = new Thread(this::watch, "query-sockets");
    private volatile boolean running;

    QuerySockets(
            EventFeed feed,
            BatchReader reader,
            QueryResults results,
            QueryStore queries,
            ProjectionPositions positions,
            SubscriptionSettings settings,
            Clock clock) {
        this.feed = feed;
        this.reader = reader;
        this.results = results;
        this.queries = queries;
        this.positions = positions;
        this.settings = settings;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "query-socket-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        watching.setDaemon(true);
    }

    /** Signals that the log may have grown. */
    void wake() {
        if (!open.isEmpty()) signal.raise();
    }

    void start() {
        running = true;
        watching.start();
    }

    void stop() {
        running = false;
        signal.end();
        open.forEach(socket -> socket.close(CloseStatus.GOING_AWAY.withReason("the server stops")));
        pool.shutdownNow();
    }

    boolean isFull() {
        return open.size() >= settings.webSockets();
    }

    void add(QuerySocket socket) {
        open.add(socket);
        signal.raise();
    }

    void remove(QuerySocket socket) {
        open.remove(socket);
    }

    /** Closes the sockets of a query that is deleted. */
    void closeAll(UUID organisation, String queryName) {
        open.stream()
                .filter(socket -> socket.request().organisation().equals(organisation)
                        && socket.request().queryName().equals(queryName))
                .forEach(socket -> socket.close(DELETED));
    }

    private void watch() {
        while (running) {
            long seen = signal.count();
            try {
                if (!open.isEmpty()) serve();
            } catch (RuntimeException | Error e) { // if this thread died, sockets would be silent for ever
                if (!running) return;
                LOG.warn("WebSockets are not served now, retrying: {}", e.toString());
                signal.await(Long.MAX_VALUE, POLL_INTERVAL.multipliedBy(4));
            }
            signal.await(seen, POLL_INTERVAL);
        }
    }

    private void serve() {
        long head = feed.head();
        boolean readsMasterData =
                open.stream().anyMatch(socket -> socket.request().query().readsMasterData());
        long described = readsMasterData
                ? captures.upTo(head, positions.lowestPosition(Set.of(MasterDataProjection.NAME)))
                : head;
        for (QuerySocket socket : open) {
            long limit = socket.request().query().readsMasterData() ? described : head;
            boolean due = socket.isDue(limit, clock.instant());
            if ((!due && !socket.isKeyCheckDue(KEY_CHECK_NANOS)) || !socket.begin()) continue;
            try {
                pool.execute(() -> {
                    boolean served = false;
                    try {
                        served = serve(socket, limit, due);
                    } finally {
                        socket.end();
                        if (due && served) signal.raise();
                    }
                });
            } catch (RejectedExecutionException e) {
                socket.end(); // all threads wait for clients; the next round comes soon
                return;
            }
        }
    }

    /** @return whether it succeeded; otherwise the socket rests before the next try, and longer each time */
    private boolean serve(QuerySocket socket, long limit, boolean due) {
        try {
            if (!socket.isKeyAccepted() || !hasStillItsQuery(socket)) return true;
            if (due) send(socket, limit);
            else if (socket.isQuietFor(PING_NANOS)) socket.ping();
            socket.succeeded();
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "WebSocket {}: the events after log position {} cannot be sent now: {}",
                    socket.request().id(),
                    socket.position(),
                    e.toString());
            if (socket.failed() == MOST_FAILURES) socket.close(FAILED);
            return false;
        }
    }

    /** Closes a socket whose query was deleted, on whichever node. */
    private boolean hasStillItsQuery(QuerySocket socket) {
        if (!socket.isQueryCheckDue(QUERY_CHECK_NANOS)) return true;
        socket.queryChecked();
        QuerySocket.Request request = socket.request();
        if (queries.find(request.organisation(), request.queryName()).isPresent()) return true;
        socket.close(DELETED);
        return false;
    }

    private void send(QuerySocket socket, long limit) {
        QuerySocket.Request request = socket.request();
        BatchReader.Selection selection = new BatchReader.Selection(
                request.organisation(),
                request.query(),
                request.initialRecordTime(),
                request.schedule().isPresent() ? limit : null);
        boolean sent = false;
        while (running && socket.isOpen() && socket.position() < limit) {
            Batch batch = reader.next(selection, socket.position(), limit, EVENTS_PER_MESSAGE, CHARACTERS_PER_MESSAGE);
            if (!batch.isEmpty()) {
                if (!socket.isKeyAccepted() || !socket.send(document(request, batch))) return;
                sent = true;
            }
            socket.reached(batch.upTo());
        }
        if (request.schedule().isEmpty()) return;
        if (!sent && request.reportIfEmpty()) {
            socket.send(document(request, new Batch(List.of(), List.of(), socket.position())));
        }
        socket.planNextRun(clock.instant());
    }

    private String document(QuerySocket.Request request, Batch batch) {
        byte[] document = results.document(
                request.organisation(), request.queryName(), request.id(), request.epcFormat(), batch.events());
        return new String(document, StandardCharsets.UTF_8);
    }
}

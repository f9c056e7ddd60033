package io.lotledger.api.subscriptions;

import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.subscription.Schedule;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One WebSocket and what it is subscribed to. It holds a log position and no events, so a client that reads slowly
 * takes no memory. One thread at a time sends.
 */
final class QuerySocket {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySocket.class);

    private static final long FIRST_PAUSE_NANOS = 250_000_000;
    private static final int MOST_DOUBLINGS = 7;

    private final Request request;
    private final WebSocketSession session;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long failedAt;
    private volatile long position;
    private volatile Instant nextRun;
    private volatile long lastSent = System.nanoTime();
    private volatile long keyCheckedAt = System.nanoTime();
    private volatile long queryCheckedAt = System.nanoTime();

    /**
     * @param id the subscriptionID in its documents
     * @param refusal why its key or token opens nothing any more, in at most 123 bytes; empty while it works
     * @param schedule empty when events are sent as they arrive
     * @param startAfter log position after which it begins
     * @param initialRecordTime earlier events are not sent; null for any
     */
    record Request(
            UUID id,
            UUID organisation,
            Supplier<Optional<String>> refusal,
            String queryName,
            EventQuery query,
            Optional<Schedule> schedule,
            boolean reportIfEmpty,
            String epcFormat,
            long startAfter,
            @Nullable Instant initialRecordTime) {}

    QuerySocket(Request request, WebSocketSession session, Instant now) {
        this.request = request;
        this.session = session;
        this.position = request.startAfter();
        this.nextRun = nextRun(now);
    }

    Request request() {
        return request;
    }

    long position() {
        return position;
    }

    void reached(long position) {
        this.position = position;
    }

    boolean isOpen() {
        return session.isOpen();
    }

    /** Whether something is to be done: events may wait, or a run is due. Not while it rests after a failure. */
    boolean isDue(long head, Instant now) {
        int failed = failures.get();
        if (failed > 0 && System.nanoTime() - failedAt < pauseNanos(failed)) return false;
        return request.schedule().isEmpty() ? head > position : !now.isBefore(nextRun);
    }

    void planNextRun(Instant now) {
        nextRun = nextRun(now);
    }

    private Instant nextRun(Instant now) {
        return request.schedule().flatMap(schedule -> schedule.next(now)).orElse(Instant.MAX);
    }

    void succeeded() {
        failures.set(0);
    }

    /** @return how often in a row; called by the one that sends */
    int failed() {
        failedAt = System.nanoTime();
        return failures.incrementAndGet();
    }

    /** Doubles with each failure. */
    private static long pauseNanos(int failures) {
        return FIRST_PAUSE_NANOS << Math.min(failures - 1, MOST_DOUBLINGS);
    }

    /** Takes the right to send; the holder gives it back. */
    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    void end() {
        busy.set(false);
    }

    boolean isQuietFor(long nanos) {
        return System.nanoTime() - lastSent > nanos;
    }

    /** Whether nobody has looked for a while at the key. */
    boolean isKeyCheckDue(long nanos) {
        return System.nanoTime() - keyCheckedAt > nanos;
    }

    /** Closes a socket whose key or token opens nothing any more, on whichever node that was decided. */
    boolean isKeyAccepted() {
        keyCheckedAt = System.nanoTime();
        Optional<String> refusal = request.refusal().get();
        refusal.ifPresent(reason -> close(CloseStatus.POLICY_VIOLATION.withReason(reason)));
        return refusal.isEmpty();
    }

    /** Whether nobody has looked for a while at the query. */
    boolean isQueryCheckDue(long nanos) {
        return System.nanoTime() - queryCheckedAt > nanos;
    }

    void queryChecked() {
        queryCheckedAt = System.nanoTime();
    }

    void ping() {
        send(new PingMessage());
    }

    /** @return whether the client took it; otherwise the socket is closed */
    boolean send(String document) {
        return send(new TextMessage(document));
    }

    private boolean send(WebSocketMessage<?> message) {
        try {
            session.sendMessage(message);
            lastSent = System.nanoTime();
            return true;
        } catch (IOException | IllegalStateException e) {
            LOG.info(
                    "WebSocket {} of query {} is closed, its client does not read: {}",
                    request.id(),
                    request.queryName(),
                    e.toString());
            close(CloseStatus.SESSION_NOT_RELIABLE.withReason("the client reads too slowly"));
            return false;
        }
    }

    void close(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("WebSocket {} was closed already: {}", request.id(), e.toString());
        }
    }
}

package io.lotledger.api.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A session holds the id of a key and two times, and nothing else: the key's roles are read again at each request. It ends
 * {@link #IDLE} after its last use and {@link #LONGEST} after sign-in. A poll by an open page is no use.
 */
@Component
class DashboardSession {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    /** The header of requests that a page makes by itself. */
    static final String POLL = "X-Lotledger-Poll";

    private static final String KEY = "key";
    private static final String SINCE = "since";
    private static final String USED = "used";

    private final Clock clock;

    DashboardSession(Clock clock) {
        this.clock = clock;
    }

    /** Starts a session with a new id for the key. */
    void begin(HttpServletRequest request, String keyId) {
        end(request);
        HttpSession session = request.getSession(true);
        long now = clock.millis();
        session.setAttribute(KEY, keyId);
        session.setAttribute(SINCE, now);
        session.setAttribute(USED, now);
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) session.invalidate();
    }

    record SignedIn(String keyId, Instant since) {}

    /** The key that is signed in. A session that has been idle or open for too long is ended. */
    Optional<SignedIn> signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(KEY) instanceof String keyId)
                || !(session.getAttribute(SINCE) instanceof Long since)
                || !(session.getAttribute(USED) instanceof Long used)) return Optional.empty();
        Instant now = clock.instant();
        boolean isOver = !now.isBefore(Instant.ofEpochMilli(used).plus(IDLE))
                || !now.isBefore(Instant.ofEpochMilli(since).plus(LONGEST));
        if (isOver) {
            session.invalidate();
            return Optional.empty();
        }
        if (request.getHeader(POLL) == null) session.setAttribute(USED, now.toEpochMilli());
        return Optional.of(new SignedIn(keyId, Instant.ofEpochMilli(since)));
    }
}

package io.lotledger.api.dashboard.session;

import io.lotledger.api.security.OidcPerson;
import io.lotledger.api.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A session holds the id of a key, a fingerprint of its secret and two times, and nothing else: the key's roles are read again at each request. Of a person whom
 * the OpenID provider has authenticated, it holds what the provider said at sign-in, and the identity token where signing out needs it.
 * It ends {@link #IDLE} after its last use and
 * {@link #LONGEST} after sign-in. A poll by an open page is no use.
 */
@Component
class DashboardSession {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    /** The header of requests that a page makes by itself. */
    static final String POLL = "X-Lotledger-Poll";

    private static final String KEY = "key";
    private static final String SECRET = "secret";
    private static final String SUBJECT = "subject";
    private static final String NAME = "name";
    private static final String ORGANISATION = "organisation";
    private static final String ROLES = "roles";
    private static final String ID_TOKEN = "id_token";
    private static final String SINCE = "since";
    private static final String USED = "used";

    private final Clock clock;

    DashboardSession(Clock clock) {
        this.clock = clock;
    }

    /**
     * Starts a session with a new id for the key.
     *
     * @param fingerprint of the key's secret
     */
    void begin(HttpServletRequest request, String keyId, String fingerprint) {
        HttpSession session = begin(request);
        session.setAttribute(KEY, keyId);
        session.setAttribute(SECRET, fingerprint);
    }

    /**
     * Starts a session with a new id for a person.
     *
     * @param idToken that signing out at the provider needs; null where it has no such thing
     */
    void begin(HttpServletRequest request, OidcPerson person, @Nullable String idToken) {
        HttpSession session = begin(request);
        session.setAttribute(SUBJECT, person.subject());
        session.setAttribute(NAME, person.name());
        session.setAttribute(ORGANISATION, person.organisation());
        session.setAttribute(ROLES, person.roles().stream().map(Role::word).collect(Collectors.joining(",")));
        if (idToken != null) session.setAttribute(ID_TOKEN, idToken);
    }

    private HttpSession begin(HttpServletRequest request) {
        end(request);
        HttpSession session = request.getSession(true);
        long now = clock.millis();
        session.setAttribute(SINCE, now);
        session.setAttribute(USED, now);
        return session;
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) session.invalidate();
    }

    /** The identity token of the person who is signed in. */
    Optional<String> idToken(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(session -> text(session, ID_TOKEN));
    }

    /** A key or a person. */
    record SignedIn(
            @Nullable String keyId,
            @Nullable String fingerprint,
            @Nullable OidcPerson person,
            Instant since) {}

    /** Who is signed in. A session that has been idle or open for too long is ended. */
    Optional<SignedIn> signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(SINCE) instanceof Long since)
                || !(session.getAttribute(USED) instanceof Long used)) return Optional.empty();
        Instant now = clock.instant();
        boolean isOver = !now.isBefore(Instant.ofEpochMilli(used).plus(IDLE))
                || !now.isBefore(Instant.ofEpochMilli(since).plus(LONGEST));
        if (isOver) {
            session.invalidate();
            request.setAttribute(SignedOut.ATTRIBUTE, SignedOut.IDLE);
            return Optional.empty();
        }
        if (request.getHeader(POLL) == null) session.setAttribute(USED, now.toEpochMilli());
        @Nullable String keyId = text(session, KEY);
        return Optional.of(new SignedIn(
                keyId, text(session, SECRET), keyId == null ? person(session) : null, Instant.ofEpochMilli(since)));
    }

    private static @Nullable OidcPerson person(HttpSession session) {
        @Nullable String subject = text(session, SUBJECT);
        @Nullable String name = text(session, NAME);
        @Nullable String organisation = text(session, ORGANISATION);
        @Nullable String roles = text(session, ROLES);
        if (subject == null || name == null || organisation == null || roles == null) return null;
        return new OidcPerson(subject, name, organisation, Role.ofWords(roles));
    }

    private static @Nullable String text(HttpSession session, String name) {
        return session.getAttribute(name) instanceof String text ? text : null;
    }
}

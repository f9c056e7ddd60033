package io.lotledger.api.subscriptions;

import io.lotledger.api.events.EventFormats;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.BearerTokens;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.query.named.NamedQuery;
import io.lotledger.projections.query.named.QueryStore;
import io.lotledger.projections.subscription.EventFeed;
import io.lotledger.projections.subscription.ParsedQueries;
import io.lotledger.projections.subscription.Schedule;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.util.WebUtils;

/** Opens WebSockets at {@code /queries/{queryName}/events} (EPCIS 2.0 §12.7): as events arrive, or on a schedule. */
@RestController
class QuerySocketsController {
    private final QuerySockets sockets;
    private final QueryStore queries;
    private final ParsedQueries parsed;
    private final EventFeed feed;
    private final RecordTimes recordTimes;
    private final EventFormats formats;
    private final HandshakeHandler handshake;
    private final ApiKeys keys;
    private final BearerTokens tokens;
    private final Clock clock;

    QuerySocketsController(
            QuerySockets sockets,
            QueryStore queries,
            ParsedQueries parsed,
            EventFeed feed,
            RecordTimes recordTimes,
            EventFormats formats,
            HandshakeHandler handshake,
            ApiKeys keys,
            BearerTokens tokens,
            Clock clock) {
        this.sockets = sockets;
        this.queries = queries;
        this.parsed = parsed;
        this.feed = feed;
        this.recordTimes = recordTimes;
        this.formats = formats;
        this.handshake = handshake;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** 101 when it is open; each message is an EPCISQueryDocument. */
    @GetMapping(path = "/epcis/api/2.0/queries/{queryName}/events", headers = "Sec-WebSocket-Key")
    void open(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @RequestParam(name = "stream", required = false) @Nullable String stream,
            @RequestParam(name = "second", required = false) @Nullable String second,
            @RequestParam(name = "minute", required = false) @Nullable String minute,
            @RequestParam(name = "hour", required = false) @Nullable String hour,
            @RequestParam(name = "dayOfMonth", required = false) @Nullable String dayOfMonth,
            @RequestParam(name = "month", required = false) @Nullable String month,
            @RequestParam(name = "dayOfWeek", required = false) @Nullable String dayOfWeek,
            @RequestParam(name = "reportIfEmpty", required = false) @Nullable String reportIfEmpty,
            @RequestParam(name = "initialRecordTime", required = false) @Nullable String initialRecordTime,
            HttpServletRequest request,
            HttpServletResponse response)
            throws ServletException, IOException {
        NamedQuery query = queries.find(caller.organisation(), queryName)
                .orElseThrow(() -> SubscriptionsController.noQuery(queryName));
        requireSameOrigin(request);
        SubscriptionFaults faults = new SubscriptionFaults();
        Map<Schedule.Field, String> fields = new EnumMap<>(Schedule.Field.class);
        for (Schedule.Field field : Schedule.Field.values()) {
            String value = request.getParameter(field.word());
            if (value != null) fields.put(field, value);
        }
        boolean streams = bool("stream", stream, faults);
        if (streams != fields.isEmpty()) {
            faults.add("stream", "send either stream=true, for events as they arrive, or a schedule such as minute=5");
        }
        boolean empty = bool("reportIfEmpty", reportIfEmpty, faults);
        Instant from = time(initialRecordTime, faults);
        Optional<Schedule> schedule = fields.isEmpty() ? Optional.empty() : Schedule.of(fields, faults.byMember());
        faults.refuse();
        if (sockets.isFull()) throw full();
        QuerySocket.Request asked = new QuerySocket.Request(
                UUID.randomUUID(),
                caller.organisation(),
                refusal(request),
                queryName,
                parsed.of(query.json()),
                schedule,
                empty,
                formats.ofDeliveries(request).word(),
                from == null ? feed.head() : positionBefore(caller, from),
                from);
        Instant earliest = from == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : from;
        response.setHeader("GS1-Query-Min-Record-Time", earliest.toString());
        new WebSocketHttpRequestHandler(new QuerySocketHandler(asked, sockets, clock), handshake)
                .handleRequest(request, response);
    }

    /** The headers of the handshake are gone when the socket is served. */
    private Supplier<Optional<String>> refusal(HttpServletRequest request) {
        @Nullable String key = request.getHeader("X-API-Key");
        if (key != null) return () -> keys.refusal(key, Role.QUERY);
        String token = BearerTokens.sentIn(request).orElseThrow();
        return () -> tokens.refusal(token, Role.QUERY);
    }

    private long positionBefore(Caller caller, Instant time) {
        return recordTimes.positionAt(caller.organisation(), time.minus(1, ChronoUnit.MICROS));
    }

    /** A browser names the page's origin; a program names none. */
    private static void requireSameOrigin(HttpServletRequest request) {
        ServletServerHttpRequest sent = new ServletServerHttpRequest(request);
        if (request.getHeader("Origin") == null || WebUtils.isSameOrigin(sent)) return;
        throw new ProblemException(
                403,
                "epcisException:SecurityException",
                "Foreign origin",
                "A page of another site may not open this WebSocket",
                Map.of("header", "Origin"));
    }

    private static boolean bool(String name, @Nullable String sent, SubscriptionFaults faults) {
        if (sent != null && !sent.equals("true") && !sent.equals("false")) {
            faults.add(name, name + " must be true or false, not '" + sent + "'");
        }
        return "true".equals(sent);
    }

    private static @Nullable Instant time(@Nullable String sent, SubscriptionFaults faults) {
        try {
            return sent == null ? null : SentTime.parse(sent);
        } catch (DateTimeException e) {
            faults.add(
                    "initialRecordTime",
                    "initialRecordTime must be a time with an offset, such as 2026-04-04T20:33:31Z, with + as %2B");
            return null;
        }
    }

    private static ProblemException full() {
        return new ProblemException(
                503,
                "epcisException:ImplementationException",
                "Too many WebSockets",
                "This server has as many WebSockets open as its operator allows"
                        + " (lotledger.subscriptions.web-sockets); try again later, or subscribe a webhook",
                Map.of());
    }
}

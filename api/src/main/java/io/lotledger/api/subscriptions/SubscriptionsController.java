package io.lotledger.api.subscriptions;

import io.lotledger.api.events.EventFormats;
import io.lotledger.api.paging.Gs1PageRequest;
import io.lotledger.api.paging.SignedPageTokens;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.query.named.QueryStore;
import io.lotledger.projections.subscription.StoredSubscription;
import io.lotledger.projections.subscription.Subscription;
import io.lotledger.projections.subscription.Subscriptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/** {@code /queries/{queryName}/subscriptions} of EPCIS 2.0 §12.7, and what operators of subscriptions need beyond it. */
@RestController
@RequestMapping("/epcis/api/2.0/queries/{queryName}/subscriptions")
class SubscriptionsController {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int DEAD_LETTERS_SHOWN = 100;
    private static final Duration ROTATION = Duration.ofDays(1);

    private final Subscriptions subscriptions;
    private final QueryStore queries;
    private final WebhookAddress addresses;
    private final WebhookDeliveries deliveries;
    private final ScheduledRuns runs;
    private final RecordTimes recordTimes;
    private final EventFormats formats;
    private final SignedPageTokens tokens;
    private final DiskReserve reserve;
    private final Clock clock;

    SubscriptionsController(
            Subscriptions subscriptions,
            QueryStore queries,
            WebhookAddress addresses,
            WebhookDeliveries deliveries,
            ScheduledRuns runs,
            RecordTimes recordTimes,
            EventFormats formats,
            SignedPageTokens tokens,
            DiskReserve reserve,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.queries = queries;
        this.addresses = addresses;
        this.deliveries = deliveries;
        this.runs = runs;
        this.recordTimes = recordTimes;
        this.formats = formats;
        this.tokens = tokens;
        this.reserve = reserve;
        this.clock = clock;
    }

    /** 201 once it is stored: every event captured afterwards that matches is delivered. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> create(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @RequestBody byte[] body,
            HttpServletRequest request) {
        requireQuery(caller, queryName);
        NewSubscription sent = NewSubscription.read(body, addresses);
        String epcFormat = formats.ofDeliveries(request).word();
        reserve.require();
        UUID id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Long startAfter = sent.initialRecordTime() == null ? null : positionBefore(caller, sent.initialRecordTime());
        Subscription stored = subscriptions
                .create(
                        () -> queries.find(caller.organisation(), queryName)
                                .map(query -> new Subscription(
                                        id,
                                        caller.organisation(),
                                        queryName,
                                        query.json(),
                                        sent.dest(),
                                        epcFormat,
                                        sent.schedule(),
                                        sent.reportIfEmpty(),
                                        sent.initialRecordTime(),
                                        now,
                                        sent.signatureToken(),
                                        null,
                                        null)),
                        startAfter,
                        () -> sent.schedule().ifPresent(schedule -> runs.plan(id, schedule)))
                .orElseThrow(() -> noQuery(queryName));
        deliveries.wake();
        return ResponseEntity.created(location(queryName, stored.id()))
                .body(SubscriptionBody.of(find(caller, queryName, stored.id())));
    }

    @GetMapping
    List<Map<String, Object>> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @RequestParam(name = "perPage", required = false) @Nullable String perPage,
            @RequestParam(name = "nextPageToken", required = false) @Nullable String nextPageToken,
            HttpServletRequest request,
            HttpServletResponse response) {
        requireQuery(caller, queryName);
        UUID organisation = caller.organisation();
        String list = "/queries/" + queryName + "/subscriptions";
        Gs1PageRequest page = Gs1PageRequest.of(request);
        UUID after = page.token()
                .map(token -> UUID.fromString(tokens.read(organisation, list, token)))
                .orElse(null);
        List<StoredSubscription> found = subscriptions.list(organisation, queryName, after, page.size() + 1);
        List<StoredSubscription> shown = found.subList(0, Math.min(page.size(), found.size()));
        if (found.size() > shown.size()) {
            String last = shown.get(shown.size() - 1).subscription().id().toString();
            Gs1PageRequest.announceNext(tokens.issue(organisation, list, last), request, response);
        }
        return shown.stream().map(SubscriptionBody::of).toList();
    }

    @GetMapping("/{subscriptionID}")
    ResponseEntity<Map<String, Object>> get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @PathVariable String subscriptionID) {
        UUID id = id(subscriptionID);
        StoredSubscription stored = find(caller, queryName, id);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(SubscriptionBody.of(
                        stored, subscriptions.deadLetters(caller.organisation(), id, DEAD_LETTERS_SHOWN)));
    }

    /** 204 when no further batch is sent; one under way is broken off. */
    @DeleteMapping("/{subscriptionID}")
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @PathVariable String subscriptionID) {
        UUID id = id(subscriptionID);
        if (!subscriptions.delete(caller.organisation(), queryName, id))
            throw noSubscription(queryName, subscriptionID);
        deliveries.cancel(id);
        runs.cancel(id);
        return ResponseEntity.noContent().build();
    }

    /**
     * Replaces the signatureToken. Until {@code previousTokenUntil}, a day from now unless sent, batches are signed with
     * both tokens; null ends the previous one at once. {@code previousTokenUntil} alone leaves the token as it is.
     */
    @PatchMapping(
            path = "/{subscriptionID}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Map<String, Object>> changeToken(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @PathVariable String subscriptionID,
            @RequestBody byte[] body) {
        UUID id = id(subscriptionID);
        JsonNode sent = NewSubscription.object(body);
        SubscriptionFaults faults = new SubscriptionFaults();
        NewSubscription.unknown(sent, List.of("signatureToken", "previousTokenUntil"), faults);
        boolean isNewToken = sent.has("signatureToken");
        if (!isNewToken && !sent.has("previousTokenUntil")) {
            faults.add(
                    "signatureToken",
                    "send the new signatureToken, or null to send unsigned batches; or previousTokenUntil alone, null to"
                            + " end the previous token at once");
        }
        String token = isNewToken ? NewSubscription.token(sent.get("signatureToken"), faults) : null;
        Instant until = sent.has("previousTokenUntil")
                ? NewSubscription.time("previousTokenUntil", sent.get("previousTokenUntil"), faults)
                : clock.instant().plus(ROTATION).truncatedTo(ChronoUnit.SECONDS);
        faults.refuse();
        find(caller, queryName, id);
        reserve.require();
        UUID organisation = caller.organisation();
        boolean isRotated = isNewToken
                && subscriptions.changeToken(organisation, queryName, id, token, token == null ? null : until);
        if (!isRotated && sent.has("previousTokenUntil")) {
            subscriptions.changePreviousUntil(organisation, queryName, id, until);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(SubscriptionBody.of(find(caller, queryName, id)));
    }

    /**
     * Delivers again from {@code from_position} or {@code from_record_time}; without either, a suspended subscription
     * goes on where it stands.
     */
    @PostMapping(path = "/{subscriptionID}/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> replay(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String queryName,
            @PathVariable String subscriptionID,
            @RequestBody byte[] body) {
        UUID id = id(subscriptionID);
        JsonNode sent = NewSubscription.object(body);
        SubscriptionFaults faults = new SubscriptionFaults();
        NewSubscription.unknown(sent, List.of("from_position", "from_record_time"), faults);
        JsonNode position = sent.get("from_position");
        Instant time = NewSubscription.time("from_record_time", sent.get("from_record_time"), faults);
        boolean isPosition = position != null
                && position.isIntegralNumber()
                && position.canConvertToLong()
                && position.longValue() >= 1;
        if (position != null && !isPosition) faults.add("from_position", "from_position must be a log position from 1");
        if (position != null && time != null) {
            faults.add("from_position", "send from_position or from_record_time, not both");
        }
        faults.refuse();
        find(caller, queryName, id);
        reserve.require();
        Long after = position != null ? position.longValue() - 1 : null;
        if (time != null) after = positionBefore(caller, time);
        if (!subscriptions.replay(caller.organisation(), queryName, id, after)) {
            throw noSubscription(queryName, subscriptionID);
        }
        deliveries.cancel(id);
        deliveries.wake();
        return ResponseEntity.accepted().body(SubscriptionBody.of(find(caller, queryName, id)));
    }

    private StoredSubscription find(Caller caller, String queryName, UUID id) {
        return subscriptions
                .find(caller.organisation(), queryName, id)
                .orElseThrow(() -> noSubscription(queryName, id.toString()));
    }

    /** The position of the last event recorded before the time. */
    private long positionBefore(Caller caller, Instant time) {
        return recordTimes.positionAt(caller.organisation(), time.minus(1, ChronoUnit.MICROS));
    }

    private void requireQuery(Caller caller, String queryName) {
        if (queries.find(caller.organisation(), queryName).isEmpty()) throw noQuery(queryName);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw noSubscription("", text);
        }
    }

    static ProblemException noQuery(String queryName) {
        return new ProblemException(
                404,
                "epcisException:NoSuchNameException",
                "No such query",
                "Your organisation has no query named '" + queryName + "'; create it with POST /epcis/api/2.0/queries",
                Map.of());
    }

    private static ProblemException noSubscription(String queryName, String id) {
        return new ProblemException(
                404,
                "epcisException:NoSuchNameException",
                "No such subscription",
                "The query" + (queryName.isEmpty() ? "" : " '" + queryName + "'") + " has no subscription '" + id
                        + "'; GET /epcis/api/2.0/queries/{queryName}/subscriptions lists them",
                Map.of());
    }

    private static URI location(String queryName, UUID id) {
        return URI.create(collection(queryName) + "/" + id);
    }

    private static String collection(String queryName) {
        return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/epcis/api/2.0/queries/"
                + UriUtils.encodePathSegment(queryName, StandardCharsets.UTF_8) + "/subscriptions";
    }
}

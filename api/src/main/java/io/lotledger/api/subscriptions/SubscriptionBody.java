package io.lotledger.api.subscriptions;

import io.lotledger.projections.subscription.DeadLetter;
import io.lotledger.projections.subscription.DeliveryState;
import io.lotledger.projections.subscription.StoredSubscription;
import io.lotledger.projections.subscription.Subscription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscription as answers show it: GS1's members, and under {@code delivery} how far it has come. */
final class SubscriptionBody {
    private SubscriptionBody() {}

    static Map<String, Object> of(StoredSubscription stored) {
        Subscription subscription = stored.subscription();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subscriptionID", subscription.id().toString());
        body.put("queryName", subscription.queryName());
        body.put("dest", subscription.dest());
        body.put("createdAt", subscription.createdAt().toString());
        put(body, "lastNotifiedAt", stored.state().lastNotifiedAt());
        Instant from = subscription.initialRecordTime();
        if (from != null) body.put("initialRecordTime", from.toString()); // as it was sent
        put(body, "minRecordTime", stored.state().minRecordTime());
        put(body, "signatureToken", WebhookSignature.shown(subscription.token()));
        put(body, "previousTokenUntil", subscription.previousUntil());
        body.put("epcFormat", subscription.epcFormat());
        if (subscription.isStream()) {
            body.put("stream", true);
        } else {
            body.put("reportIfEmpty", subscription.reportIfEmpty());
            subscription.schedule().ifPresent(schedule -> body.put("schedule", schedule.fields()));
        }
        body.put("delivery", delivery(stored.state()));
        return body;
    }

    static Map<String, Object> of(StoredSubscription stored, List<DeadLetter> deadLetters) {
        Map<String, Object> body = of(stored);
        body.put(
                "dead_letters",
                deadLetters.stream().map(SubscriptionBody::deadLetter).toList());
        return body;
    }

    private static Map<String, Object> delivery(DeliveryState state) {
        Map<String, Object> body = new LinkedHashMap<>();
        boolean suspended = state.status() == DeliveryState.Status.SUSPENDED;
        body.put("status", suspended ? "suspended" : state.attempts() > 0 ? "retrying" : "active");
        body.put("position", state.position());
        body.put("lag", state.lag());
        body.put("attempts", state.attempts());
        put(body, "failing_since", state.failingSince());
        if (state.isPending() && !suspended) put(body, "next_try", state.nextTry());
        put(body, "last_status", state.lastStatus());
        put(body, "last_error", state.lastError());
        put(body, "batch_limit", state.batchLimit());
        body.put("dead_letter_count", state.deadLetters());
        return body;
    }

    private static Map<String, Object> deadLetter(DeadLetter letter) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("first_position", letter.firstPosition());
        body.put("last_position", letter.lastPosition());
        body.put("events", letter.events());
        body.put("skipped", letter.skipped());
        body.put("reason", letter.reason());
        put(body, "at", letter.at());
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null)
            body.put(
                    name,
                    value instanceof Instant time
                            ? time.truncatedTo(ChronoUnit.MILLIS).toString()
                            : value);
    }
}

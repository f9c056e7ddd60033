package io.lotledger.api.subscriptions;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.projections.subscription.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of {@code POST /queries/{queryName}/subscriptions}. */
record NewSubscription(
        String dest,
        @Nullable String signatureToken,
        @Nullable Instant initialRecordTime,
        boolean reportIfEmpty,
        Optional<Schedule> schedule) {
    private static final List<String> MEMBERS =
            List.of("dest", "signatureToken", "initialRecordTime", "reportIfEmpty", "stream", "schedule");
    private static final int LONGEST_TOKEN = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws ProblemException 400 with every fault */
    static NewSubscription read(byte[] body, WebhookAddress addresses) {
        JsonNode sent = object(body);
        SubscriptionFaults faults = new SubscriptionFaults();
        unknown(sent, MEMBERS, faults);
        String dest = addresses.check(sent.path("dest"), faults);
        String token = token(sent.get("signatureToken"), faults);
        Instant from = time("initialRecordTime", sent.get("initialRecordTime"), faults);
        boolean reportIfEmpty = bool("reportIfEmpty", sent.get("reportIfEmpty"), faults);
        Optional<Schedule> schedule = controls(sent, faults);
        faults.refuse();
        return new NewSubscription(dest, token, from, reportIfEmpty, schedule);
    }

    /** Reads a body that must be a JSON object. */
    static JsonNode object(byte[] body) {
        try {
            JsonNode sent = JSON.readTree(body);
            if (sent.isObject()) return sent;
            throw malformed(
                    sent.isMissingNode() ? "The body is empty; send a JSON object" : "The body must be a JSON object");
        } catch (JacksonException e) {
            throw malformed("The body is not valid JSON: " + JsonFaults.located(e));
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(400, "epcisException:ValidationException", "Bad request", detail, Map.of());
    }

    static void unknown(JsonNode sent, Collection<String> known, SubscriptionFaults faults) {
        for (String member : sent.propertyNames()) {
            if (known.contains(member)) continue;
            faults.add(
                    member,
                    "Unknown member '" + member + "'; "
                            + Nearest.of(member, known)
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("the members are " + String.join(", ", known)));
        }
    }

    static @Nullable String token(@Nullable JsonNode sent, SubscriptionFaults faults) {
        if (sent == null || sent.isNull()) return null;
        String token = sent.isString() ? sent.stringValue() : "";
        if (!token.isEmpty() && token.length() <= LONGEST_TOKEN && token.indexOf(0) < 0) return token;
        faults.add("signatureToken", "signatureToken must be a string of 1 to " + LONGEST_TOKEN + " characters");
        return null;
    }

    static @Nullable Instant time(String member, @Nullable JsonNode sent, SubscriptionFaults faults) {
        if (sent == null || sent.isNull()) return null;
        try {
            if (sent.isString()) return SentTime.parse(sent.stringValue());
        } catch (DateTimeException e) {
            // the fault below says what is wrong
        }
        faults.add(member, member + " must be a time with an offset, such as \"2026-04-04T20:33:31.116-06:00\"");
        return null;
    }

    private static boolean bool(String member, @Nullable JsonNode sent, SubscriptionFaults faults) {
        if (sent == null || sent.isNull()) return false;
        if (!sent.isBoolean()) faults.add(member, member + " must be true or false");
        return sent.isBoolean() && sent.booleanValue();
    }

    private static Optional<Schedule> controls(JsonNode sent, SubscriptionFaults faults) {
        boolean streams = bool("stream", sent.get("stream"), faults);
        JsonNode schedule = sent.get("schedule");
        boolean scheduled = schedule != null && !schedule.isNull();
        if (streams && scheduled) {
            faults.add("stream", "stream and schedule exclude each other; send one of them");
        }
        if (!streams && !scheduled) {
            faults.add("stream", "send either stream: true, for events as they arrive, or a schedule");
        }
        return scheduled ? schedule(schedule, faults) : Optional.empty();
    }

    private static Optional<Schedule> schedule(JsonNode sent, SubscriptionFaults faults) {
        if (!sent.isObject()) {
            faults.add("schedule", "schedule must be an object such as {\"hour\": \"1\", \"minute\": \"5\"}");
            return Optional.empty();
        }
        unknown(sent, Schedule.Field.words(), faults);
        Map<Schedule.Field, String> fields = new EnumMap<>(Schedule.Field.class);
        for (Schedule.Field field : Schedule.Field.values()) {
            JsonNode value = sent.get(field.word());
            if (value == null || value.isNull()) continue;
            if (value.isString() || value.isIntegralNumber()) fields.put(field, value.asString());
            else faults.add(field.word(), field.word() + " must be a string such as \"5\" or \"0,[30-40]\"");
        }
        return Schedule.of(fields, faults.byMember());
    }
}

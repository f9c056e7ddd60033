package io.lotledger.api.subscriptions;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.projections.subscription.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The faults of a subscription, by the member or parameter that has them. */
final class SubscriptionFaults {
    private static final Set<String> CONTROLS = Stream.concat(
                    Stream.of("stream", "schedule"), Schedule.Field.words().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, String> faults = new LinkedHashMap<>();

    void add(String member, String message) {
        faults.putIfAbsent(member, message);
    }

    /** By member; what is put here is a fault. */
    Map<String, String> byMember() {
        return faults;
    }

    /** @throws ProblemException 400 with every fault, if there are any */
    void refuse() {
        if (faults.isEmpty()) return;
        boolean ofControls = faults.keySet().stream().anyMatch(CONTROLS::contains);
        List<Map<String, String>> errors = faults.entrySet().stream()
                .map(fault -> Map.of("parameter", fault.getKey(), "message", fault.getValue()))
                .toList();
        throw new ProblemException(
                400,
                "epcisException:" + (ofControls ? "SubscriptionControlsException" : "ValidationException"),
                "The subscription is not valid",
                String.join(". ", faults.values()),
                Map.of("parameter", faults.keySet().iterator().next(), "errors", errors));
    }
}

package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The coolings in the log that were captured before a row of the document named them, and are joined with no harvest. */
final class RecordedCoolings {
    /** Deliveries looked up at once. */
    private static final int LOOKED_UP = 10;

    /** A stored cooling. */
    record Alone(LocalDate day, String captureID) {}

    /** @param to the last day; {@code null} for any later one */
    private record Asked(
            NamedCooling.Delivery delivery,
            LocalDate from,
            @Nullable LocalDate to) {}

    private final Set<NamedCooling> named = new HashSet<>();

    /** With the day of the first harvest. */
    private final Map<NamedCooling.Delivery, LocalDate> sent = new HashMap<>();

    private final Map<NamedCooling.Delivery, List<Alone>> alone = new HashMap<>();

    /** Notes a cooling that a packing names. */
    void noteNamed(NamedCooling cooling) {
        if (cooling.day() != null && cooling.delivery().isIdentified()) named.add(cooling);
    }

    void noteSent(NamedCooling.Delivery delivery, LocalDate harvested) {
        if (delivery.isIdentified()) sent.merge(delivery, harvested, (one, other) -> one.isBefore(other) ? one : other);
    }

    /** @param ofFile coolings that the document has */
    void find(Set<NamedCooling> ofFile, DocumentSink sink) {
        List<Asked> asked = new ArrayList<>();
        for (NamedCooling cooling : named)
            if (cooling.day() != null && !ofFile.contains(cooling))
                asked.add(new Asked(cooling.delivery(), cooling.day(), cooling.day()));
        sent.forEach((delivery, day) -> asked.add(new Asked(delivery, day, null)));
        for (int from = 0; from < asked.size(); from += LOOKED_UP)
            findSome(asked.subList(from, Math.min(asked.size(), from + LOOKED_UP)), sink);
    }

    private void findSome(List<Asked> some, DocumentSink sink) {
        sink.matching(some.stream().map(RecordedCoolings::query).toList())
                .forEach((captureID, events) -> events.forEach(event -> some.stream()
                        .map(Asked::delivery)
                        .distinct()
                        .filter(delivery -> HarvestEvents.isCoolingAloneOf(delivery, event))
                        .forEach(delivery -> add(delivery, new Alone(HarvestEvents.day(event), captureID)))));
    }

    private void add(NamedCooling.Delivery delivery, Alone one) {
        List<Alone> known = alone.computeIfAbsent(delivery, d -> new ArrayList<>(1));
        if (!known.contains(one)) known.add(one);
    }

    private static Map<String, String> query(Asked asked) {
        Map<String, String> query = new HashMap<>(Map.of(
                "EQ_readPoint", asked.delivery().to(),
                "EQ_lotledger:farm", asked.delivery().farm(),
                "GE_eventTime", EventDays.start(asked.from())));
        if (asked.to() != null) query.put("LT_eventTime", EventDays.end(asked.to()));
        return query;
    }

    /** The stored cooling that a packing names. */
    Optional<Alone> of(NamedCooling cooling) {
        return alone.getOrDefault(cooling.delivery(), List.of()).stream()
                .filter(one -> one.day().equals(cooling.day()))
                .findFirst();
    }

    /** A stored cooling of a food that was sent to the cooler, on the day of its harvest or later. */
    Optional<Alone> of(NamedCooling.Delivery delivery, LocalDate harvested) {
        return alone.getOrDefault(delivery, List.of()).stream()
                .filter(one -> !one.day().isBefore(harvested))
                .findFirst();
    }
}

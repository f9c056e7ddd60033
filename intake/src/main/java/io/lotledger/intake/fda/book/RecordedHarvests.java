package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The harvest lots that the log has for coolings of which the document names no harvest. */
final class RecordedHarvests {
    /** Coolings or lots looked up at once. */
    private static final int LOOKED_UP = 10;

    /** Events of one query that the log gives at most: of more there is no telling which ones are left out. */
    private static final int MOST_FOUND = 1_000;

    private final Map<NamedCooling, Set<String>> packed = new HashMap<>();
    private final Map<NamedCooling, Set<String>> sent = new HashMap<>();

    /** The lots that were packed after this cooling. */
    Set<String> packed(NamedCooling cooling) {
        return packed.getOrDefault(cooling, Set.of());
    }

    /**
     * The lots that the farm harvested up to the day and sent to the cooler, without those that were packed after a
     * cooling: after this one was none.
     */
    Set<String> sent(NamedCooling cooling) {
        return sent.getOrDefault(cooling, Set.of());
    }

    void find(Set<NamedCooling> inDoubt, DocumentSink sink) {
        List<NamedCooling> asked = inDoubt.stream()
                .filter(cooling -> cooling.day() != null && cooling.delivery().isIdentified())
                .toList();
        for (int from = 0; from < asked.size(); from += LOOKED_UP)
            findSome(asked.subList(from, Math.min(asked.size(), from + LOOKED_UP)), sink);
    }

    private void findSome(List<NamedCooling> some, DocumentSink sink) {
        List<JsonNode> packings = events(
                sink.matching(some.stream().map(RecordedHarvests::packingsAfter).toList()));
        for (NamedCooling cooling : some)
            for (JsonNode packing : packings)
                HarvestEvents.receipts(packing)
                        .filter(receipt -> HarvestEvents.isAfter(cooling, receipt))
                        .flatMap(receipt -> HarvestEvents.lots(packing, receipt))
                        .forEach(lot -> packed.computeIfAbsent(cooling, c -> new HashSet<>(2))
                                .add(lot));
        List<NamedCooling> notPacked = some.stream()
                .filter(cooling -> !packed.containsKey(cooling) && isAllFound(cooling, packings))
                .toList();
        if (!notPacked.isEmpty()) findSent(notPacked, sink);
    }

    /** Otherwise the food may be in a packing that was left out. */
    private static boolean isAllFound(NamedCooling cooling, List<JsonNode> packings) {
        return packings.stream()
                        .filter(packing -> HarvestEvents.receipts(packing)
                                .anyMatch(receipt -> HarvestEvents.isFromCooler(cooling, receipt)))
                        .count()
                < MOST_FOUND;
    }

    private void findSent(List<NamedCooling> some, DocumentSink sink) {
        List<JsonNode> harvests = events(sink.matching(
                some.stream().map(RecordedHarvests::harvestsBefore).toList()));
        for (NamedCooling cooling : some) {
            Set<String> lots = new TreeSet<>();
            int found = 0;
            for (JsonNode harvest : harvests) {
                if (!isSentTo(cooling, harvest)) continue;
                found++;
                if (HarvestEvents.isHarvestOf(cooling.delivery(), harvest)) lots.add(HarvestEvents.lot(harvest));
            }
            if (found < MOST_FOUND && !lots.isEmpty()) sent.put(cooling, lots);
        }
        Set<String> all = new TreeSet<>();
        some.forEach(cooling -> all.addAll(sent(cooling)));
        Set<String> afterAnother = packedAfterCooling(List.copyOf(all), sink);
        some.forEach(cooling -> sent.computeIfPresent(cooling, (c, lots) -> {
            lots.removeAll(afterAnother);
            return lots;
        }));
    }

    private static boolean isSentTo(NamedCooling cooling, JsonNode harvest) {
        return harvest.at("/readPoint/id")
                        .asString("")
                        .equals(cooling.delivery().farm())
                && harvest.at("/destinationList/0/destination")
                        .asString("")
                        .equals(cooling.delivery().to())
                && cooling.day() != null
                && !HarvestEvents.day(harvest).isAfter(cooling.day());
    }

    private static Set<String> packedAfterCooling(List<String> lots, DocumentSink sink) {
        Set<String> packed = new HashSet<>();
        for (int from = 0; from < lots.size(); from += LOOKED_UP) {
            List<String> some = lots.subList(from, Math.min(lots.size(), from + LOOKED_UP));
            for (JsonNode packing : events(sink.uses(some)))
                HarvestEvents.receipts(packing)
                        .filter(HarvestEvents::namesCooling)
                        .flatMap(receipt -> HarvestEvents.lots(packing, receipt))
                        .forEach(packed::add);
        }
        return packed;
    }

    private static List<JsonNode> events(Map<String, List<JsonNode>> byCapture) {
        List<JsonNode> events = new ArrayList<>();
        byCapture.values().stream().flatMap(Collection::stream).forEach(events::add);
        return events;
    }

    private static Map<String, String> packingsAfter(NamedCooling cooling) {
        return Map.of(
                "EQ_INNER_lotledger:farm", cooling.delivery().farm(),
                "EQ_INNER_lotledger:cooledAt", cooling.delivery().to(),
                "EQ_INNER_lotledger:coolingDate", cooling.date());
    }

    private static Map<String, String> harvestsBefore(NamedCooling cooling) {
        return Map.of(
                "EQ_readPoint", cooling.delivery().farm(),
                "EQ_destination_location", cooling.delivery().to(),
                "LT_eventTime", EventDays.end(Objects.requireNonNull(cooling.day())));
    }
}

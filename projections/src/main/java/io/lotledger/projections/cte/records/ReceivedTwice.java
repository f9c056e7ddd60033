package io.lotledger.projections.cte.records;

import io.lotledger.projections.lineage.units.EventDates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Departures of one lot that were joined on a guess, though their place of destination received the amount more often
 * than it left: then they are two. Neither a unit nor a document joins them.
 */
final class ReceivedTwice {
    private final Map<List<Object>, List<RecordedMovement>> arrivals = new HashMap<>();

    /** @param arrived in event order */
    ReceivedTwice(List<RecordedMovement> arrived) {
        for (RecordedMovement movement : arrived) {
            for (String place : movement.records().get(0).here())
                arrivals.computeIfAbsent(key(place, movement), a -> new ArrayList<>())
                        .add(movement);
        }
    }

    /**
     * Takes records out of movements that are two.
     *
     * @param departed in event order
     * @return the movements of the records taken out
     */
    List<RecordedMovement> takeOut(List<RecordedMovement> departed) {
        Map<List<Object>, List<RecordedMovement>> departures = new HashMap<>();
        Set<List<Object>> inOrder = new LinkedHashSet<>();
        for (RecordedMovement movement : departed) {
            for (String place : movement.otherPlaces()) {
                List<Object> key = key(place, movement);
                if (!arrivals.containsKey(key)) continue;
                inOrder.add(key);
                departures.computeIfAbsent(key, d -> new ArrayList<>()).add(movement);
            }
        }
        List<RecordedMovement> taken = new ArrayList<>();
        for (List<Object> key : inOrder)
            takeOut(departures.getOrDefault(key, List.of()), arrivals.getOrDefault(key, List.of()), taken);
        return taken;
    }

    private static List<Object> key(String place, RecordedMovement movement) {
        return List.of(place, movement.records().get(0).amountsInWords());
    }

    /** From the last departure on; those before an arrival only can be its own. */
    private static void takeOut(
            List<RecordedMovement> departed, List<RecordedMovement> arrived, List<RecordedMovement> taken) {
        Set<String> from = new HashSet<>();
        departed.forEach(movement -> from.addAll(movement.records().get(0).here()));
        List<RecordedMovement> later = arrived.stream()
                .filter(movement -> movement.mayComeFrom(from))
                .filter(movement -> isNotAfter(departed.get(0), movement))
                .toList();
        int beyond = later.size() - departed.size();
        int received = 0;
        int left = 0;
        for (int i = departed.size() - 1; i >= 0 && beyond > 0; i--) {
            RecordedMovement movement = departed.get(i);
            while (received < later.size() && isNotAfter(movement, later.get(later.size() - 1 - received))) received++;
            left++;
            Optional<RecordedMovement> guess = received > left ? movement.takeGuess() : Optional.empty();
            if (guess.isEmpty()) continue;
            taken.add(guess.get());
            left++;
            beyond--;
        }
    }

    private static boolean isNotAfter(RecordedMovement departed, RecordedMovement arrived) {
        return EventDates.isNotAfter(departed.first().event(), arrived.first().event());
    }
}

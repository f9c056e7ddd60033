package io.lotledger.api.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The events of one context, in memory. The first has token 0, and tokens have no gaps. A transaction is stored as a whole or
 * not at all, and the sequence numbers of an aggregate rise by one, with the exception that Axon Server makes: whether an
 * aggregate is new is looked up among its recent events only.
 */
final class StoredEvents {
    private final int recent;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, List<Integer>> tokens = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param recent how many events back a new aggregate is looked for */
    StoredEvents(int recent) {
        this.recent = recent;
    }

    void append(List<Event> transaction) {
        synchronized (this) {
            checkSequences(transaction);
            for (Event event : transaction) {
                if (isOfAnAggregate(event)) {
                    tokens.computeIfAbsent(event.getAggregateIdentifier(), id -> new ArrayList<>())
                            .add(events.size());
                }
                events.add(event);
            }
        }
        listeners.forEach(Runnable::run);
    }

    private void checkSequences(List<Event> transaction) {
        Map<String, Long> last = new HashMap<>();
        for (Event event : transaction) {
            if (!isOfAnAggregate(event)) continue;
            String aggregate = event.getAggregateIdentifier();
            long sequence = event.getAggregateSequenceNumber();
            long expected = last.containsKey(aggregate) ? last.get(aggregate) + 1 : lastBefore(aggregate, sequence) + 1;
            if (sequence != expected) {
                throw Refusal.INVALID_SEQUENCE.with("Invalid sequence number " + sequence + " for aggregate "
                        + aggregate + ", expected " + expected);
            }
            last.put(aggregate, sequence);
        }
    }

    private long lastBefore(String aggregate, long sequence) {
        List<Integer> known = tokens.getOrDefault(aggregate, List.of());
        if (known.isEmpty()) return -1;
        int token = known.get(known.size() - 1);
        if (sequence == 0 && token < events.size() - recent) return -1;
        return events.get(token).getAggregateSequenceNumber();
    }

    private static boolean isOfAnAggregate(Event event) {
        return !event.getAggregateType().isEmpty();
    }

    /** -1 when there is none. */
    synchronized long lastToken() {
        return events.size() - 1L;
    }

    synchronized Event at(long token) {
        return events.get(Math.toIntExact(token));
    }

    /** -1 when the aggregate is not known. */
    synchronized long highestSequence(String aggregate) {
        List<Integer> known = tokens.getOrDefault(aggregate, List.of());
        return known.isEmpty() ? -1 : events.get(known.get(known.size() - 1)).getAggregateSequenceNumber();
    }

    synchronized List<Event> of(String aggregate) {
        return tokens.getOrDefault(aggregate, List.of()).stream()
                .map(events::get)
                .toList();
    }

    synchronized List<Event> all() {
        return List.copyOf(events);
    }

    /** Calls the listener after each transaction. */
    void onAppended(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }
}

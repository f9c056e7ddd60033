package io.lotledger.projections.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Collects the events of one batch and writes what they say at once.
 *
 * <p>Axon runs a batch in one {@code BatchingUnitOfWork}: its resources are shared by all events of the batch, and its
 * prepare-commit handlers run once, when the last event has been handled and before the transaction commits. The token is
 * stored by such a handler too. So rows, position and token are committed together, or none of them.
 *
 * <p>An event that cannot be read or written is looked for by halving the batch, and {@linkplain ParkedEvents parked}; the others
 * are written. What the event is not to blame for rolls all back and stops the processor until a retry succeeds.
 *
 * @param <T> what is collected
 */
public final class ProjectionBatch<T> {
    private final String projection;
    private final ProjectionPositions positions;
    private final ParkedEvents parked;
    private final Supplier<T> empty;
    private final Reading<T> reading;
    private final BiConsumer<T, Long> writer;

    /** Takes what an event says into what is collected. */
    public interface Reading<T> {
        void read(long position, Object payload, T into);
    }

    private record Item(long position, Object payload) {}

    /** @param writer writes what was collected; the number is the position up to which the log has been read */
    public ProjectionBatch(
            String projection,
            ProjectionPositions positions,
            ParkedEvents parked,
            Supplier<T> empty,
            Reading<T> reading,
            BiConsumer<T, Long> writer) {
        this.projection = projection;
        this.positions = positions;
        this.parked = parked;
        this.empty = empty;
        this.reading = reading;
        this.writer = writer;
    }

    /** An event for this projection. */
    public void take(TrackingToken token, Object payload) {
        collected(token).items.add(new Item(position(token), payload));
    }

    /** An event of no use here: the position must tell how far the log was read. */
    public void pass(TrackingToken token) {
        collected(token);
    }

    /** One event alone, in the transaction of the caller. */
    public void takeParked(long position, Object payload) {
        T rows = empty.get();
        reading.read(position, payload, rows);
        writer.accept(rows, position);
    }

    /** To be called when the tables have been emptied for a replay. */
    public void restart() {
        positions.advance(projection, 0);
        parked.forget(projection);
    }

    /** The log position of an event. */
    public static long position(TrackingToken token) {
        return token.position().orElseThrow(() -> new IllegalStateException("a token without position: " + token));
    }

    private Collected collected(TrackingToken token) {
        UnitOfWork<?> work = CurrentUnitOfWork.get();
        Collected collected = work.getOrComputeResource("ProjectionBatch[" + projection + "]", key -> {
            Collected fresh = new Collected();
            work.onPrepareCommit(w -> write(fresh));
            return fresh;
        });
        collected.position = position(token);
        return collected;
    }

    private void write(Collected collected) {
        positions.planEachStatementAnew();
        if (!collected.items.isEmpty()) write(collected.items, collected.position);
        positions.advance(projection, collected.position);
    }

    private void write(List<Item> items, long position) {
        try {
            parked.protect(() -> {
                T rows = empty.get();
                for (Item item : items) reading.read(item.position(), item.payload(), rows);
                writer.accept(rows, position);
            });
        } catch (RuntimeException e) {
            if (!ParkedEvents.isOfTheEvent(e)) throw e;
            if (items.size() == 1) {
                Item item = items.get(0);
                parked.park(projection, item.position(), item.payload(), e);
                return;
            }
            int middle = items.size() / 2;
            write(items.subList(0, middle), position);
            write(items.subList(middle, items.size()), position);
        }
    }

    private static final class Collected {
        private final List<Item> items = new ArrayList<>();
        private long position;
    }
}

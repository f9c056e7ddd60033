package io.lotledger.projections.replay;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Collects what the events of one batch say and writes it at once.
 *
 * <p>Axon runs a batch in one {@code BatchingUnitOfWork}: its resources are shared by all events of the batch, and its
 * prepare-commit handlers run once, when the last event has been handled and before the transaction commits. The token is
 * stored by such a handler too. So rows, position and token are committed together, or none of them: an exception from the
 * writer rolls all back and stops the processor until a retry succeeds.
 *
 * @param <T> what is collected
 */
public final class ProjectionBatch<T> {
    private final String projection;
    private final ProjectionPositions positions;
    private final Supplier<T> empty;
    private final BiConsumer<T, Long> writer;

    /** @param writer writes what was collected; the number is the position of the last event of the batch */
    public ProjectionBatch(
            String projection, ProjectionPositions positions, Supplier<T> empty, BiConsumer<T, Long> writer) {
        this.projection = projection;
        this.positions = positions;
        this.empty = empty;
        this.writer = writer;
    }

    /** What the batch has collected so far, to add the event of this token to. Call it for every event, also one of no use: the position must tell how far the log was read. */
    public T at(TrackingToken token) {
        UnitOfWork<?> work = CurrentUnitOfWork.get();
        Collected<T> collected = work.getOrComputeResource(resource(), key -> {
            Collected<T> fresh = new Collected<>(empty.get());
            work.onPrepareCommit(w -> write(fresh));
            return fresh;
        });
        collected.position = position(token);
        return collected.content;
    }

    /** To be called when the tables have been emptied for a replay. */
    public void restart() {
        positions.advance(projection, 0);
    }

    /** The log position of an event. */
    public static long position(TrackingToken token) {
        return token.position().orElseThrow(() -> new IllegalStateException("a token without position: " + token));
    }

    private void write(Collected<T> collected) {
        positions.planEachStatementAnew();
        writer.accept(collected.content, collected.position);
        positions.advance(projection, collected.position);
    }

    private String resource() {
        return "ProjectionBatch[" + projection + "]";
    }

    private static final class Collected<T> {
        private final T content;
        private long position;

        private Collected(T content) {
            this.content = content;
        }
    }
}

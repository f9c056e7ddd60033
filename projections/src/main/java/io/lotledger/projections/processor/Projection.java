package io.lotledger.projections.processor;

import java.util.List;
import java.util.Set;

/** A set of tables derived from the log. They can be rebuilt from the log at any time. */
public interface Projection {
    String name();

    /**
     * The version of the code that fills the tables. Raise it by one whenever the same log would give other rows. At
     * the next start the server rebuilds the tables while the old ones serve, and then rebuilds every projection that
     * reads them.
     */
    default int version() {
        return 1;
    }

    /** Its tables. Every statement names them without a schema, so that a second set can be filled in parallel. */
    List<String> tables();

    /** Projections whose tables it reads; it never runs ahead of them. */
    default Set<String> reads() {
        return Set.of();
    }

    /** Projections whose rebuilds, if any are running, must end before its own starts. */
    default Set<String> rebuiltAfter() {
        return reads();
    }

    /**
     * Applies a range of the log in the caller's transaction. Each range starts where the previous one ended.
     *
     * @param events not empty; may contain events that this projection ignores
     * @param upTo how far the log has been read, at or beyond the last event
     */
    void write(List<LoggedEvent> events, long upTo);

    /**
     * Indexes and constraints that {@link #fill} needs. A rebuild creates all others after filling, which is faster
     * than maintaining them during it.
     */
    default Set<String> neededToFill() {
        return Set.of();
    }

    /** Whether a rebuild reads the log for it; otherwise it is filled from the tables of other projections. */
    default boolean isFilledFromLog() {
        return true;
    }

    /**
     * End of the next part to fill, for a projection that is not filled from the log: beyond {@code after}, at most
     * {@code head}.
     */
    default long endOfPart(long after, long head) {
        return head;
    }

    /**
     * Prepares a part of a rebuild; the tables are empty at the start and not yet read. Work that is cheaper to do once
     * over all rows belongs in {@link #finish}. Runs on any thread, ahead of the write. The returned task writes the
     * rows; it runs in the transaction in which the part is due.
     *
     * @param events empty if the projection is not filled from the log
     * @param after the part covers the positions beyond this, up to and including {@code upTo}
     */
    default Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        return () -> write(events, upTo);
    }

    /** The position up to which the filled tables are complete, after filling has reached {@code position}. */
    default long filledUpTo(long position) {
        return position;
    }

    /**
     * Does what {@link #fill} left undone, or a part of it, after all indexes have been created. Called again, each
     * time in a new transaction, until nothing is left.
     *
     * @return whether work is left
     */
    default boolean finish() {
        return false;
    }

    /** Writes a parked event in the caller's transaction, after later events have been written. */
    default void writeLate(LoggedEvent event) {
        write(List.of(event), event.position());
    }
}

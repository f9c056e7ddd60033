package io.lotledger.projections.processor;

import java.util.List;
import java.util.Set;

/** A set of tables that is filled from the log, and can be filled again. */
public interface Projection {
    String name();

    /**
     * The version of the code that fills its tables. Raise it by one whenever the same log would give other rows: at the next
     * start the server fills the tables anew while the old ones serve, and then does the same for every projection that reads
     * them.
     */
    default int version() {
        return 1;
    }

    /** Its tables. They are named without a schema in every statement, so that others can be filled beside them. */
    List<String> tables();

    /** Projections whose tables it reads; it never runs ahead of them. */
    default Set<String> reads() {
        return Set.of();
    }

    /** Projections whose rebuilds, where they are under way, end before its own begins. */
    default Set<String> rebuiltAfter() {
        return reads();
    }

    /**
     * Writes what a run of the log says, in the transaction of the caller. A run continues where the one before ended.
     *
     * @param events not empty; what is of no use here may be among them
     * @param upTo how far the log has been read, at or beyond the last event
     */
    void write(List<LoggedEvent> events, long upTo);

    /**
     * Indexes and constraints that {@link #fill} needs. All others of its tables are made when these have been filled: that is
     * faster than keeping them while they grow.
     */
    default Set<String> neededToFill() {
        return Set.of();
    }

    /** Whether a rebuild reads the log for it; else it is filled from the tables of the others. */
    default boolean isFilledFromLog() {
        return true;
    }

    /** How far the next part goes that is filled at once, where it is not filled from the log: beyond {@code after}, at most to {@code head}. */
    default long endOfPart(long after, long head) {
        return head;
    }

    /**
     * Works out what a part of the log says, for empty tables that nobody reads: what is easier said once about all of them
     * waits for {@link #finish}. It is called on any thread, and ahead of its turn; the answer writes, in the transaction that
     * comes when it is the part's turn.
     *
     * @param events none where it is not filled from the log
     * @param after the part's positions are beyond this, up to and at {@code upTo}
     */
    default Runnable fill(List<LoggedEvent> events, long after, long upTo) {
        return () -> write(events, upTo);
    }

    /** How far all that was filled is sure to hold, when filling has come to a position. */
    default long filledUpTo(long position) {
        return position;
    }

    /**
     * What {@link #fill} left undone, or a part of it, when all indexes are there. Called again, in a transaction of its own,
     * until there is no more.
     *
     * @return whether there is more
     */
    default boolean finish() {
        return false;
    }

    /** Writes an event that was parked, in the transaction of the caller; later events have been written already. */
    default void writeLate(LoggedEvent event) {
        write(List.of(event), event.position());
    }
}

package io.lotledger.projections.replay;

/** A set of tables that is filled from the log. */
public interface Projection {
    String name();

    /**
     * Takes an event that was parked, in the transaction of the caller; later events have been taken already.
     *
     * @param payload what the log holds at the position
     */
    void takeParked(long position, Object payload);
}

package io.lotledger.projections.lineage;

/** A trace has more lots than the ceiling allows. A truncated trace is never returned. */
public final class TraceTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceTooLarge(Lot seed, int ceiling) {
        super("the trace of lot " + seed.key().printed() + " (" + seed.shortId() + ") has more than " + ceiling
                + " lots; raise lotledger.trace.ceiling");
    }

    TraceTooLarge(int seeds, int ceiling) {
        super("the trace of " + seeds + " lots has more than " + ceiling
                + " lots; request fewer lots, or raise lotledger.trace.ceiling");
    }

    /** The trace together with the lots that were linked to it before. */
    public static TraceTooLarge ofPast(Lot seed, int ceiling) {
        return new TraceTooLarge("the trace of lot " + seed.key().printed() + " (" + seed.shortId()
                + ") has had more than " + ceiling + " lots; raise lotledger.trace.ceiling");
    }

    /** The request itself names too many lots. */
    public static TraceTooLarge ofSeeds(int ceiling) {
        return new TraceTooLarge("the request names more than " + ceiling
                + " lots; request fewer lots, or raise lotledger.trace.ceiling");
    }

    public static TraceTooLarge ofPeriod(int ceiling) {
        return new TraceTooLarge("the events of the period mention more than " + ceiling
                + " lots; request a shorter period, or raise lotledger.trace.ceiling");
    }

    public static TraceTooLarge ofEvents(long mostBytes) {
        return new TraceTooLarge("the events of the trace have more than " + mostBytes
                + " bytes, the limit of this server's memory; request fewer lots, or give the server more memory");
    }

    private TraceTooLarge(String message) {
        super(message);
    }
}

package io.lotledger.projections.lineage;

/** A trace reached more lots than the ceiling allows. A part of it is never given for the whole. */
public final class TraceTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceTooLarge(Lot seed, int ceiling) {
        super("the trace of lot " + seed.key().printed() + " (" + seed.shortId() + ") has more than " + ceiling
                + " lots; raise lotledger.trace.ceiling to draw it");
    }

    TraceTooLarge(int seeds, int ceiling) {
        super("the trace of " + seeds + " lots has more than " + ceiling
                + " lots; ask for fewer, or raise lotledger.trace.ceiling to draw it");
    }

    /** Already the lots to begin with are too many. */
    public static TraceTooLarge ofSeeds(int ceiling) {
        return new TraceTooLarge("the request names more than " + ceiling
                + " lots; ask for fewer, or raise lotledger.trace.ceiling to draw it");
    }

    public static TraceTooLarge ofPeriod(int ceiling) {
        return new TraceTooLarge("the events of the period speak of more than " + ceiling
                + " lots; ask for a shorter period, or raise lotledger.trace.ceiling to draw it");
    }

    public static TraceTooLarge ofEvents(long mostBytes) {
        return new TraceTooLarge(
                "the events it rests on have more than " + mostBytes
                        + " bytes, the most that this server's memory allows; ask for fewer lots, or give the server more memory");
    }

    private TraceTooLarge(String message) {
        super(message);
    }
}

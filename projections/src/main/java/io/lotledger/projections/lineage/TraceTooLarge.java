package io.lotledger.projections.lineage;

/** A trace reached more lots than the ceiling allows. A part of it is never given for the whole. */
public final class TraceTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceTooLarge(Lot seed, int ceiling) {
        super("the trace of lot " + seed.key().printed() + " (" + seed.shortId() + ") has more than " + ceiling
                + " lots; raise lotledger.trace.ceiling to draw it");
    }
}

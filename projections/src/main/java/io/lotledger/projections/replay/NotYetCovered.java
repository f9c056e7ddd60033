package io.lotledger.projections.replay;

/** A projection waits for another in vain. Nothing is wrong with the events: the batch is tried again. */
public final class NotYetCovered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotYetCovered(String message) {
        super(message);
    }
}

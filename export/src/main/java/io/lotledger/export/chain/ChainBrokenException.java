package io.lotledger.export.chain;

/** The chain is not extended: what is stored of it, or of the log below it, is not what was signed. */
public final class ChainBrokenException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ChainBrokenException(String message) {
        super(message);
    }
}

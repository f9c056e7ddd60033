package io.lotledger.export.chain;

/** The chain is not extended: what is stored of it, or of the log below it, is not what was signed. */
public final class ChainBrokenException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ChainBrokenException(String message) {
        super(message);
    }

    static ChainBrokenException withoutPosition() {
        return new ChainBrokenException(
                "the position of the chain is gone: restore the row of chain_progress from a backup");
    }
}

package io.lotledger.projections.rebuild;

/** New tables cannot take their place yet, because somebody reads the old ones. */
final class TablesInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TablesInUseException(String projection, Throwable cause) {
        super(
                "the tables of " + projection + " are being read; the new ones take their place as soon as nobody does",
                cause);
    }
}

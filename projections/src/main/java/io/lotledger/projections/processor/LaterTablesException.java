package io.lotledger.projections.processor;

/** Later code has filled the tables of a projection, so this node does not write them. */
public final class LaterTablesException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LaterTablesException(String message) {
        super(message);
    }
}

package io.lotledger.projections.subscription;

/** The table of master data is behind the events that a query by master data is to decide on: a matter of a moment. */
public final class MasterDataBehindException extends RuntimeException {
    MasterDataBehindException(String message) {
        super(message);
    }
}

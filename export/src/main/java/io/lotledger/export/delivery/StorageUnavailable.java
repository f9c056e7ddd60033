package io.lotledger.export.delivery;

/** The store did not accept or return an object. The message is an actionable sentence for a person. */
public final class StorageUnavailable extends RuntimeException {
    public StorageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

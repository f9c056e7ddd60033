package io.lotledger.export.job;

/** The payload of the deadline at which the saga checks an attempt's lease. Stored with the deadline. */
public record LeaseDeadline(int attempt) {
    public static final String NAME = "export-lease";
}

package io.lotledger.export.job;

/** The moment to look whether an attempt still lives. Stored with the deadline. */
public record LeaseDeadline(int attempt) {
    public static final String NAME = "export-lease";
}

package io.lotledger.export.job;

/** Why an export failed, for programs. Those of a {@link WorkbookSource} are its own. */
final class FailureCode {
    static final String READ_MODELS_BEHIND = "read_models_behind";
    static final String STORAGE_UNAVAILABLE = "storage_unavailable";
    static final String DATABASE_UNAVAILABLE = "database_unavailable";
    static final String RENDERING_FAILED = "rendering_failed";
    static final String WORKER_LOST = "worker_lost";

    private FailureCode() {}
}

package io.lotledger.export.lifecycle;

import io.lotledger.export.source.WorkbookSource;

/** Machine-readable reasons of a failed export. A {@link WorkbookSource} adds its own. */
public final class FailureCode {
    public static final String READ_MODELS_BEHIND = "read_models_behind";
    public static final String STORAGE_UNAVAILABLE = "storage_unavailable";
    public static final String DATABASE_UNAVAILABLE = "database_unavailable";
    public static final String DISK_SHORT = "disk_short";
    public static final String RENDERING_FAILED = "rendering_failed";
    public static final String WORKER_LOST = "worker_lost";

    private FailureCode() {}
}

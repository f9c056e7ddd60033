package io.lotledger.api.exports;

import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobSummary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs a link to a delivered workbook for callers with the role {@code export} or {@code admin}. Auditors read histories only. */
@Component
final class DownloadLinks {
    private final WorkbookStore store;

    DownloadLinks(WorkbookStore store) {
        this.store = store;
    }

    @Nullable
    SignedLink to(JobState job, Caller caller) {
        WorkbookDelivered delivery = job.delivery();
        return delivery == null || job.expiry() != null ? null : to(delivery.objectKey(), caller);
    }

    @Nullable
    SignedLink to(JobSummary job, Caller caller) {
        String objectKey = job.objectKey();
        return objectKey == null ? null : to(objectKey, caller);
    }

    private @Nullable SignedLink to(String objectKey, Caller caller) {
        boolean mayExport =
                caller.roles().contains(Role.EXPORT) || caller.roles().contains(Role.ADMIN);
        return mayExport ? store.link(objectKey) : null;
    }
}

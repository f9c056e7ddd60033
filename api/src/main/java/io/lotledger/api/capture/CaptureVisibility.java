package io.lotledger.api.capture;

import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureScope;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import org.springframework.stereotype.Component;

/**
 * The captures of an organisation that a key may read. An {@code admin} key reads all. A {@code capture} key reads its own jobs and
 * the events they captured, and all events when it also has the role {@code query}. Old jobs without a recorded key are visible to
 * admins only.
 */
@Component
public final class CaptureVisibility {
    private final CaptureJobs jobs;
    private final LogReader log;

    CaptureVisibility(CaptureJobs jobs, LogReader log) {
        this.jobs = jobs;
        this.log = log;
    }

    public CaptureScope jobs(Caller caller) {
        return caller.roles().contains(Role.ADMIN)
                ? CaptureScope.all(caller.organisation())
                : CaptureScope.ofKey(caller.organisation(), caller.keyId());
    }

    boolean sees(Caller caller, EpcisEventCaptured event) {
        return seesAllEvents(caller)
                || jobs.find(jobs(caller), event.captureID()).isPresent();
    }

    /** Whether the caller may read the log entry at this position. */
    boolean sees(Caller caller, long position) {
        return seesAllEvents(caller)
                || log.read(position - 1, position).entries().stream()
                        .anyMatch(entry -> entry.payload() instanceof EpcisEventCaptured event && sees(caller, event));
    }

    private static boolean seesAllEvents(Caller caller) {
        return caller.roles().contains(Role.QUERY) || caller.roles().contains(Role.ADMIN);
    }
}

package io.lotledger.export.attempt;

import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.source.WorkbookSource;
import java.time.Clock;
import java.time.Instant;

/** Throttles the progress of a rendering, which reports each row, to one report a second. */
final class ProgressReports implements WorkbookSource.Progress {
    private final Clock clock;
    private final WorkbookSource.Progress recorded;
    private Instant last;

    /** The first report comes after a second; most renderings are done by then. */
    ProgressReports(Clock clock, WorkbookSource.Progress recorded) {
        this.clock = clock;
        this.recorded = recorded;
        this.last = clock.instant();
    }

    @Override
    public void at(long done, long total) {
        Instant now = clock.instant();
        if (now.isBefore(last)) last = now; // the clock was set back: wait one second from here
        if (now.isBefore(last.plus(ExportPolicy.BETWEEN_PROGRESS))) return;
        last = now;
        recorded.at(done, total);
    }
}

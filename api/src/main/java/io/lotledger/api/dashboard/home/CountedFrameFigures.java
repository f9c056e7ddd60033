package io.lotledger.api.dashboard.home;

import io.lotledger.api.dashboard.FrameFigures;
import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.security.Caller;
import io.lotledger.api.summary.LogLag;
import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.tally.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Reads the figures of the frame from sums, the findings without a lot and the open jobs. */
@Component
final class CountedFrameFigures implements FrameFigures {
    /** Pages ask more often than the lag changes, and an answer may read the log. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private record Seen(Instant at, Duration lag) {}

    private final Tally tally;
    private final ExportFigures exports;
    private final ReadModels tables;
    private final LogLag lag;
    private final Clock clock;
    private volatile Seen seen = new Seen(Instant.EPOCH, Duration.ZERO);

    CountedFrameFigures(Tally tally, ExportFigures exports, ReadModels tables, LogLag lag, Clock clock) {
        this.tally = tally;
        this.exports = exports;
        this.tables = tables;
        this.lag = lag;
        this.clock = clock;
    }

    /** The lag is that of the tables that exports wait for. */
    @Override
    public Figures of(Caller caller) {
        ExportFigures.Oldest oldest = PageRules.opens(caller, "/compliance/exports")
                ? exports.oldestOpen(caller.organisation()).orElse(null)
                : null;
        return new Figures(
                oldest == null ? null : oldest.deadline(),
                oldest == null ? null : "/compliance/exports/" + ShortUuid.encode(oldest.jobId()),
                oldest == null ? 0 : oldest.open(),
                PageRules.opens(caller, "/compliance/findings") ? tally.countFindings(caller.organisation()) : 0,
                lag());
    }

    private Duration lag() {
        Instant now = clock.instant();
        Seen last = seen;
        if (Duration.between(last.at(), now).abs().compareTo(FRESH) < 0) return last.lag();
        Seen next = new Seen(now, lag.behind(tables.position()).time());
        seen = next;
        return next.lag();
    }
}

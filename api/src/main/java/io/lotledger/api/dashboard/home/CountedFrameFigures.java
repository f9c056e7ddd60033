package io.lotledger.api.dashboard.home;

import io.lotledger.api.dashboard.FrameFigures;
import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.security.Caller;
import io.lotledger.api.summary.LogLag;
import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.tally.Tally;
import org.springframework.stereotype.Component;

/** Reads the figures of the frame from sums and open jobs: a few rows, however large the ledger is. */
@Component
final class CountedFrameFigures implements FrameFigures {
    private final Tally tally;
    private final ExportFigures exports;
    private final ReadModels tables;
    private final LogLag lag;

    CountedFrameFigures(Tally tally, ExportFigures exports, ReadModels tables, LogLag lag) {
        this.tally = tally;
        this.exports = exports;
        this.tables = tables;
        this.lag = lag;
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
                lag.behind(tables.position()).time());
    }
}

package io.lotledger.api.summary;

import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.tally.Tally;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the frame of every page shows: the clock of the oldest open export, counts of the navigation, and the lag. */
@Component
public final class FrameFigures {
    private final Tally tally;
    private final ExportFigures exports;
    private final ReadModels tables;
    private final LogLag lag;

    FrameFigures(Tally tally, ExportFigures exports, ReadModels tables, LogLag lag) {
        this.tally = tally;
        this.exports = exports;
        this.tables = tables;
        this.lag = lag;
    }

    /**
     * @param oldestExport the open export that was requested first, with the count of the open ones
     * @param findings pairs of a lot and a kind of finding, and events with findings that belong to no lot
     * @param tablesBehind how far the tables that exports read are behind the log; zero when they hold all of it
     */
    public record Figures(Optional<ExportFigures.Oldest> oldestExport, long findings, Duration tablesBehind) {}

    public Figures of(UUID organisation) {
        return new Figures(
                exports.oldestOpen(organisation),
                tally.countFindings(organisation),
                lag.behind(tables.position()).time());
    }
}

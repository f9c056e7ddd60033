package io.lotledger.export.source;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.UsedEvent;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders the workbook of an export. The same facts always give the same bytes. */
public interface WorkbookSource extends RulesInForce {

    /** The product build of this server. */
    default Maker maker() {
        return own().maker();
    }

    /**
     * Writes the workbook of {@code export} as of its log position, which the read models must cover.
     *
     * @param printed the build that the workbook prints: when a delivered workbook is rendered again, the build that delivered it, so that
     *     the two can be compared
     * @param out stays open
     */
    Rendering render(ExportRequested export, Maker printed, OutputStream out, Progress progress) throws IOException;

    /** Called as often as the source likes; the recorder throttles. */
    interface Progress {
        void at(long done, long total);
    }

    /** The outcome: written or refused, both expected. */
    sealed interface Rendering {

        /**
         * @param rows data rows per sheet, in the order of the sheets
         * @param contentSha256 of the parts inside the file before compression: the same on every Java runtime
         * @param events the events it was drawn from, in order of event time
         * @param rules in force when the rendering began
         */
        record Written(Map<String, Long> rows, String contentSha256, List<UsedEvent> events, WorkbookRules rules)
                implements Rendering {
            public Written {
                rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
                events = List.copyOf(events);
            }
        }

        /**
         * No retry can produce a workbook.
         *
         * @param code for programs, {@code trace_too_large}
         * @param message an actionable sentence for a person
         */
        record Refused(String code, String message) implements Rendering {}
    }
}

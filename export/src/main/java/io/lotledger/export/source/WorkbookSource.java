package io.lotledger.export.source;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.UsedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the workbook of an export. The same facts give the same bytes, whenever they are asked. */
public interface WorkbookSource {

    /** What makes the workbooks of this server. */
    Maker maker();

    /**
     * Writes the workbook of {@code export}, as of its log position; the read models cover that by now.
     *
     * @param printed what the workbook says it was made by: when a delivered workbook is made again, what delivered it, so that
     *     the two can be compared
     * @param out stays open
     */
    Rendering render(ExportRequested export, Maker printed, OutputStream out, Progress progress) throws IOException;

    /** Told as often as the source likes; few of its calls are recorded. */
    interface Progress {
        void at(long done, long total);
    }

    /** What came of it: both are expected. */
    sealed interface Rendering {

        /**
         * @param rows data rows per sheet, in the order of the sheets
         * @param contentSha256 of the parts inside the file before compression: the same on every Java runtime
         * @param events what it was drawn from, in order of happening
         */
        record Written(Map<String, Long> rows, String contentSha256, List<UsedEvent> events) implements Rendering {
            public Written {
                rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
                events = List.copyOf(events);
            }
        }

        /**
         * There can be no workbook, however often it is tried.
         *
         * @param code for programs, {@code trace_too_large}
         * @param message a sentence a person can act on
         */
        record Refused(String code, String message) implements Rendering {}
    }
}

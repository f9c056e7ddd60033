package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.EventUsed;
import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.export.workbook.content.WorkbookDates;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.jspecify.annotations.Nullable;

/** The events from which the workbook was drawn, each with the digest of its captured form. */
public final class EventsSheet {
    public static final String NAME = "Events";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Event ID", 46),
            new Heading("Type", 19),
            new Heading("Event time", 29),
            new Heading("Record time", 25),
            new Heading("Log position", 9),
            new Heading("Read as", 58),
            new Heading("SHA-256 of the event as captured", 34));

    private final @Nullable SheetSeries sheets;
    private final CellWriter cells;
    private final MessageDigest digest = Sha256.digest();
    private long count;
    private @Nullable Instant newest;

    public EventsSheet(@Nullable SheetSeries sheets, CellWriter cells) {
        this.sheets = sheets;
        this.cells = cells;
    }

    public void add(EventUsed event) {
        count++;
        Instant recorded = event.recordTime();
        if (recorded != null && (newest == null || recorded.isAfter(newest))) newest = recorded;
        digest.update((event.position() + " " + event.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
        if (sheets != null) list(sheets.next(), event);
    }

    long count() {
        return count;
    }

    /** The latest capture time. */
    String newestRecordTime() {
        return time(newest);
    }

    /** SHA-256 over a line for each event, {@code position sha256}, in order. It identifies the set of events. Call it once. */
    String sha256() {
        return Sha256.hexOf(digest);
    }

    private void list(SXSSFRow row, EventUsed event) {
        put(row, 0, event.eventID());
        put(row, 1, event.type());
        put(row, 2, WorkbookDates.timeOf(event.eventTime(), event.eventTimeZoneOffset()));
        put(row, 3, time(event.recordTime()));
        cells.count(row, 4, event.position());
        put(row, 5, event.readAs());
        put(row, 6, event.sha256());
    }

    private static String time(@Nullable Instant recordTime) {
        return recordTime == null ? "n/a" : recordTime.toString();
    }

    private void put(SXSSFRow row, int column, String text) {
        cells.text(row, column, text, HEADINGS.get(column).text(), NAME);
    }
}

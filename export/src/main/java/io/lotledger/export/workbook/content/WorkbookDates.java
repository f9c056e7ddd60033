package io.lotledger.export.workbook.content;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates and times in the event's own offset, never shifted to UTC. */
public final class WorkbookDates {
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/uuuu");
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    private WorkbookDates() {}

    public static String of(Instant time, String offset) {
        return US.format(time.atOffset(ZoneOffset.of(offset)));
    }

    public static String timeOf(Instant time, String offset) {
        return WITH_OFFSET.format(time.atOffset(ZoneOffset.of(offset)));
    }
}

package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of what a notice reports. */
public record Moment(OffsetDateTime time, X12Segment segment, int element) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    public String eventTime() {
        return TIME.format(time);
    }

    public String offset() {
        return OFFSET.format(time);
    }
}

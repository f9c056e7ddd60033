package io.lotledger.api.dashboard;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The field "As of" of a page: a log position, or a time as people write it, in the reader's zone. */
public final class AsOfText {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.US);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.US);

    /** As pages show a time, and what a person makes of it: without the comma, the month in full, without seconds. */
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d [MMMM][MMM] uuuu[[','][ ]H:mm[:ss]]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);

    private AsOfText() {}

    /**
     * As {@code as_of} takes it: {@code 4 Nov 2026, 09:14} or {@code 2026-11-04 09:14} becomes a time with an offset, which means the same to every reader. Null
     * for now: without a text, and for "now".
     */
    public static @Nullable String read(@Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.strip().equalsIgnoreCase("now")) return null;
        String text = typed.strip();
        if (isPosition(text) || isTimeWithOffset(text)) return text;
        try {
            return time(text).atZone(Show.zone()).toInstant().toString();
        } catch (DateTimeException e) {
            throw ProblemException.unprocessable(
                    "as_of",
                    "“" + text + "” is neither a time such as 4 Nov 2026, 09:14 nor a log position. "
                            + "Go back and write one of them.",
                    List.of());
        }
    }

    /** As the field shows it again: a time as it is typed, in the reader's zone; a log position as it is. */
    public static String shown(@Nullable String asOf) {
        if (asOf == null) return "";
        if (isPosition(asOf)) return asOf;
        ZonedDateTime time = SentTime.parse(asOf).atZone(Show.zone());
        return (time.getSecond() == 0 ? MINUTE : SECOND).format(time);
    }

    /** The time that {@code as_of} names; null for a log position and for now. */
    public static @Nullable Instant timeOf(@Nullable String asOf) {
        return asOf == null || isPosition(asOf) ? null : SentTime.parse(asOf);
    }

    private static boolean isPosition(String text) {
        return text.matches("\\d{1,18}");
    }

    private static boolean isTimeWithOffset(String text) {
        try {
            SentTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Copied from a page, the name of the reader's zone follows the time. */
    private static String withoutZone(String text) {
        String zone = " " + Show.zoneName();
        return text.endsWith(zone) ? text.substring(0, text.length() - zone.length()) : text;
    }

    /** A day alone is its first moment. */
    private static LocalDateTime time(String text) {
        if (text.matches("\\d{1,2} .*")) return LocalDateTime.parse(withoutZone(text), WRITTEN);
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) return LocalDate.parse(text).atStartOfDay();
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}[T ].*")) throw new DateTimeException("no time");
        return LocalDateTime.parse(
                text.substring(0, 10) + "T" + text.substring(11).strip());
    }
}

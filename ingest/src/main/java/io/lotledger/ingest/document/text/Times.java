package io.lotledger.ingest.document.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times in EPCIS format: date and time of day with an offset, four-digit years. {@code 24:00:00} is the end of its day
 * (XML Schema).
 */
public final class Times {
    private static final Pattern END_OF_DAY = Pattern.compile(".{11}24:00:00(\\.0+)?(Z|[+-]\\d\\d:\\d\\d)");

    /** Of an {@link Instant}. */
    private static final int NANOSECOND_DIGITS = 9;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** The last instant that PostgreSQL, which rounds to microseconds, does not round up to the year 10000. */
    private static final Instant LAST_STORED = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Times() {}

    /**
     * The instant, or {@code null} if the text is not a date and time with an offset, or is outside the years 1 to 9999
     * in UTC: neither PostgreSQL nor a date in an answer can hold it.
     */
    public static @Nullable Instant parse(String text) {
        Instant time = parseAnyYear(text);
        return time == null || time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
    }

    /**
     * The instant that tables hold for the time of a stored event: the nearest one from 0001-01-01T00:00:00Z to
     * 9999-12-31T23:59:59.999999Z. Earlier versions captured times outside it. {@code null} if the text is not a date
     * and time with an offset.
     */
    public static @Nullable Instant parseStored(String text) {
        Instant time = parseAnyYear(text);
        if (time == null) return null;
        if (time.isBefore(FIRST)) return FIRST;
        return time.isAfter(LAST_STORED) ? LAST_STORED : time;
    }

    /** The instant in any year, to compare values of fields with. {@code null} as for {@link #parse}. */
    public static @Nullable Instant parseAnyYear(String text) {
        String time = truncatedToNanoseconds(text.strip());
        if (time.length() < 17 || time.charAt(4) != '-' || !Character.isDigit(time.charAt(0))) return null;
        if (time.startsWith("24:", 11)) return endOfDay(time);
        try {
            if (isPlain(time)) return parsePlain(time);
            return OffsetDateTime.parse(time, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant endOfDay(String time) {
        if (!END_OF_DAY.matcher(time).matches()) return null;
        Instant midnight = parseAnyYear(time.substring(0, 11) + "00" + time.substring(13));
        return midnight == null ? null : midnight.plus(Duration.ofDays(1));
    }

    /**
     * The instant, in UTC if the offset is missing, as {@code xsd:dateTime} allows. {@code null} if the text is not a
     * date and time.
     */
    public static @Nullable Instant parseInUtc(String text) {
        Instant time = parse(text);
        return time != null ? time : parse(text.strip() + "Z");
    }

    /**
     * The instant in UTC with all digits of its fraction, so that the texts of two times are equal if the times are. {@code null} as
     * for {@link #parseAnyYear}.
     */
    public static @Nullable String exact(String text) {
        Instant time = parseAnyYear(text);
        if (time == null) return null;
        String sent = text.strip();
        String finer = truncatedToNanoseconds(sent).equals(sent) ? "" : sent.substring(20, afterFraction(sent));
        String digits = finer.replaceFirst("0+$", "");
        if (digits.length() <= NANOSECOND_DIGITS) return time.toString();
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "." + digits + "Z");
    }

    /** The time in a form that both formats' schemas allow: as sent if valid, otherwise the same instant in UTC. */
    public static String written(String sent) {
        String text = sent.strip();
        if (isPlain(truncatedToNanoseconds(text)) && !text.startsWith("24:", 11) && hasSchemaOffset(text)) return text;
        // null: not a time, or of a year that these forms cannot write
        return parse(text) == null ? sent : Objects.requireNonNull(exact(text));
    }

    /** EPCIS's schema allows {@code -14:00} to {@code +14:00}; RFC 3339 and Java allow more. */
    private static boolean hasSchemaOffset(String time) {
        if (time.endsWith("Z")) return true;
        int hours = number(time, time.length() - 5, time.length() - 3);
        return hours < 14 || (hours == 14 && time.endsWith(":00"));
    }

    /** Truncates fractions to the nine digits of an {@link Instant}; RFC 3339 §5.6 allows any number. */
    private static String truncatedToNanoseconds(String time) {
        if (time.length() <= 30 || time.charAt(19) != '.') return time;
        int zone = afterFraction(time);
        return zone > 29 ? time.substring(0, 29) + time.substring(zone) : time;
    }

    /**
     * Recognises the common form, parsed without a formatter: {@code 2026-04-17T09:26:42}, an optional fraction, {@code
     * Z} or {@code -04:00}.
     */
    private static boolean isPlain(String time) {
        if (time.length() < 20 || time.length() > 35) return false;
        for (int i = 0; i < 19; i++) {
            char c = time.charAt(i);
            if ("0000-00-00T00:00:00".charAt(i) == '0' ? c < '0' || c > '9' : c != "0000-00-00T00:00:00".charAt(i))
                return false;
        }
        int zone = afterFraction(time);
        if (time.charAt(19) == '.' && (zone == 20 || zone > 29)) return false;
        if (zone == time.length() - 1) return time.charAt(zone) == 'Z';
        return zone == time.length() - 6
                && (time.charAt(zone) == '+' || time.charAt(zone) == '-')
                && time.charAt(zone + 3) == ':'
                && number(time, zone + 1, zone + 3) >= 0
                && number(time, zone + 4, zone + 6) >= 0;
    }

    private static int afterFraction(String time) {
        int at = 19;
        if (time.charAt(at) == '.') at++;
        while (at > 19 && at < time.length() && time.charAt(at) >= '0' && time.charAt(at) <= '9') at++;
        return at;
    }

    private static Instant parsePlain(String time) {
        int zone = afterFraction(time);
        int nanos = 0;
        if (zone > 19) {
            nanos = number(time, 20, zone);
            for (int digits = zone - 20; digits < 9; digits++) nanos *= 10;
        }
        LocalDateTime local = LocalDateTime.of(
                number(time, 0, 4),
                number(time, 5, 7),
                number(time, 8, 10),
                number(time, 11, 13),
                number(time, 14, 16),
                number(time, 17, 19),
                nanos);
        if (zone == time.length() - 1) return local.toInstant(ZoneOffset.UTC);
        int sign = time.charAt(zone) == '-' ? -1 : 1;
        int hours = number(time, zone + 1, zone + 3);
        int minutes = number(time, zone + 4, zone + 6);
        return local.toInstant(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes));
    }

    /** The digits as a number, -1 if one is not a digit. */
    private static int number(String time, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = time.charAt(i);
            if (c < '0' || c > '9') return -1;
            number = number * 10 + c - '0';
        }
        return number;
    }
}

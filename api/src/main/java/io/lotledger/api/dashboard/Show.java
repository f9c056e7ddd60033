package io.lotledger.api.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * How pages show values, as {@code ${@show}}. The time of an event is shown as at its place, with the offset. All other times
 * are in the reader's zone, which the browser announces in a cookie; UTC until it does.
 */
@Component("show")
public class Show {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.US);
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.US);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
    private static final String[] SIZES = {"bytes", "KB", "MB", "GB", "TB"};

    private final Clock clock;

    Show(Clock clock) {
        this.clock = clock;
    }

    /** "6 Nov 2026, 17:21 Pacific". */
    public String time(@Nullable Instant time) {
        return time == null ? "" : TIME.format(inZone(time)) + " " + zoneName(zone());
    }

    /** "6 Nov 2026, 17:21:09 Pacific". */
    public String second(@Nullable Instant time) {
        return time == null ? "" : TO_THE_SECOND.format(inZone(time)) + " " + zoneName(zone());
    }

    /** "17:21:09" on the day of an earlier time that stands beside it; with the day otherwise. */
    public String secondAfter(@Nullable Instant time, @Nullable Instant earlier) {
        if (time == null || earlier == null) return second(time);
        boolean sameDay = inZone(time).toLocalDate().equals(inZone(earlier).toLocalDate());
        return sameDay ? SECOND.format(inZone(time)) : second(time);
    }

    /** "6 Nov 2026". */
    public String day(@Nullable Instant time) {
        return time == null ? "" : DAY.format(inZone(time));
    }

    /** As at the place: "3 Nov 2026". */
    public String dayAt(@Nullable OffsetDateTime time) {
        return time == null ? "" : DAY.format(time);
    }

    /** "17:21". */
    public String clock(@Nullable Instant time) {
        return time == null ? "" : CLOCK.format(inZone(time));
    }

    /** As at the place: "3 Nov 2026, 08:30 −08:00". */
    public String at(@Nullable OffsetDateTime time) {
        return time == null ? "" : TIME.format(time) + " " + offset(time.getOffset());
    }

    /** "−08:00"; "+00:00" for UTC. */
    public String offset(@Nullable ZoneOffset offset) {
        if (offset == null) return "";
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId().replace('-', '−');
    }

    /** "4 min ago", "in 2 h" for a time to come. */
    public String ago(@Nullable Instant time) {
        if (time == null) return "";
        Duration passed = Duration.between(time, clock.instant());
        if (passed.isNegative()) return "in " + span(passed.abs());
        return passed.toSeconds() < 5 ? "just now" : span(passed) + " ago";
    }

    /** For the {@code datetime} attribute of {@code <time>}. */
    public String iso(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    /** "1,002,417". */
    public static String number(@Nullable Number number) {
        return number == null ? "" : String.format(Locale.US, "%,d", number.longValue());
    }

    /** "93.4 %" of a share between 0 and 1. Only a whole is 100 %. */
    public static String percent(@Nullable Number share) {
        if (share == null) return "–";
        double percent = Math.floor(share.doubleValue() * 1_000) / 10;
        return percent == 100 ? "100 %" : String.format(Locale.US, "%.1f %%", percent);
    }

    /** "14.2 KB". */
    public String bytes(@Nullable Number bytes) {
        if (bytes == null) return "";
        double value = bytes.doubleValue();
        int size = 0;
        while (value >= 1_000 && size < SIZES.length - 1) {
            value /= 1_000;
            size++;
        }
        return size == 0
                ? number(bytes) + " bytes"
                : String.format(Locale.US, value < 10 ? "%.1f %s" : "%.0f %s", value, SIZES[size]);
    }

    /** "1 lot", "2 lots". */
    public static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** "Owning party" for {@code owning_party} and for the URI that ends with it; a URI without a last word stays whole. */
    public static String words(String word) {
        String last = word.substring(
                        Math.max(word.lastIndexOf('/'), Math.max(word.lastIndexOf(':'), word.lastIndexOf('#'))) + 1)
                .replace('_', ' ');
        return last.isEmpty() ? word : Character.toUpperCase(last.charAt(0)) + last.substring(1);
    }

    /** A message of the API, with what to do on the pages in place of the calls that it names; {@code null} if there is none. */
    public static @Nullable String toDo(@Nullable String message) {
        return message == null ? null : PageWords.of(message);
    }

    /** "21 h 41 min", "4 min", "12 s", "3 days". */
    public static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 60) return seconds + " s";
        long minutes = seconds / 60;
        if (minutes < 60) return minutes + " min";
        long hours = minutes / 60;
        if (hours < 48) return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
        return hours / 24 + " days";
    }

    private ZonedDateTime inZone(Instant time) {
        return time.atZone(zone());
    }

    /** The reader's zone. */
    public static ZoneId zone() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes))
            return ZoneOffset.UTC;
        HttpServletRequest request = attributes.getRequest();
        return Frames.cookie(request, "ll_zone").map(Show::known).orElse(ZoneOffset.UTC);
    }

    private static ZoneId known(String id) {
        try {
            return ZoneId.of(URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException e) {
            return ZoneOffset.UTC;
        }
    }

    /** "Pacific" where the reader's times are Pacific time. */
    public static String zoneName() {
        return zoneName(zone());
    }

    private static String zoneName(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)
                || zone.getId().equals("UTC")
                || zone.getId().equals("Etc/UTC")) return "UTC";
        String name = zone.getDisplayName(TextStyle.FULL, Locale.US);
        return name.endsWith(" Time") ? name.substring(0, name.length() - 5) : name;
    }
}

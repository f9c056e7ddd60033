package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads dates and times (elements 373, 337 and 623). */
public final class MomentReader {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** Time codes: universal, standard and daylight time of each zone, and the zone's own time. */
    private static final Map<String, ZoneId> ZONES = Map.ofEntries(
            Map.entry("UT", ZoneOffset.UTC),
            Map.entry("GM", ZoneOffset.UTC),
            Map.entry("ES", ZoneOffset.ofHours(-5)),
            Map.entry("ED", ZoneOffset.ofHours(-4)),
            Map.entry("CS", ZoneOffset.ofHours(-6)),
            Map.entry("CD", ZoneOffset.ofHours(-5)),
            Map.entry("MS", ZoneOffset.ofHours(-7)),
            Map.entry("MD", ZoneOffset.ofHours(-6)),
            Map.entry("PS", ZoneOffset.ofHours(-8)),
            Map.entry("PD", ZoneOffset.ofHours(-7)),
            Map.entry("ET", ZoneId.of("America/New_York")),
            Map.entry("CT", ZoneId.of("America/Chicago")),
            Map.entry("MT", ZoneId.of("America/Denver")),
            Map.entry("PT", ZoneId.of("America/Los_Angeles")));

    private final NoticeContext notice;

    public MomentReader(NoticeContext notice) {
        this.notice = notice;
    }

    /** A data element each for the date, the time and the time code; 0 where the segment has none. */
    public record Elements(int date, int time, int code) {
        public static final Elements DTM = new Elements(2, 3, 4);
    }

    /** The first DTM with one of the qualifiers, in their order. */
    public static Optional<X12Segment> dtm(List<X12Segment> segments, List<String> qualifiers) {
        for (String qualifier : qualifiers) {
            for (X12Segment segment : segments) {
                if (segment.is("DTM") && segment.element(1).equals(qualifier)) return Optional.of(segment);
            }
        }
        return Optional.empty();
    }

    /**
     * The moment that a segment names.
     *
     * @param issued segment with the date and time of the notice, which gives the time where the segment has the same
     *     date only
     */
    public Optional<Moment> moment(X12Segment segment, Elements at, X12Segment issued, Elements issuedAt) {
        Optional<LocalDate> date = date(segment, at.date);
        if (date.isEmpty()) return Optional.empty();
        boolean hasTime = at.time > 0 && segment.has(at.time);
        X12Segment timed = segment;
        Elements timedAt = at;
        if (!hasTime && segment.element(at.date).equals(issued.element(issuedAt.date)) && issued.has(issuedAt.time)) {
            timed = issued;
            timedAt = issuedAt;
            hasTime = true;
        }
        LocalTime time = LocalTime.MIDNIGHT;
        if (hasTime) {
            Optional<LocalTime> sent = time(timed, timedAt.time);
            if (sent.isEmpty()) return Optional.empty();
            time = sent.get();
        } else {
            notice.faults()
                    .warning(
                            segment,
                            at.date,
                            "time",
                            "the date has no time: the beginning of the day is used; send the time in HHMM");
        }
        Optional<ZoneId> zone = zone(timed, timedAt);
        LocalTime exact = time;
        return zone.map(
                z -> new Moment(LocalDateTime.of(date.get(), exact).atZone(z).toOffsetDateTime(), segment, at.date));
    }

    private Optional<LocalDate> date(X12Segment segment, int element) {
        String text = segment.element(element);
        String name = segment.elementName(element);
        if (text.isEmpty()) {
            notice.faults()
                    .missing(segment, element, "time", name + " must have the date in CCYYMMDD, such as 20261120");
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text, DATE));
        } catch (DateTimeException e) {
            notice.faults()
                    .error(
                            segment,
                            element,
                            AckCode.DATE,
                            "time",
                            name + " must be a date in CCYYMMDD, such as 20261120, not '" + text + "'");
            return Optional.empty();
        }
    }

    /** HHMM, HHMMSS, or with tenths or hundredths of a second. */
    private Optional<LocalTime> time(X12Segment segment, int element) {
        String text = segment.element(element);
        @Nullable LocalTime time = text.matches("[0-9]{4}|[0-9]{6,8}") ? parsed(text) : null;
        if (time == null) {
            notice.faults()
                    .error(
                            segment,
                            element,
                            AckCode.TIME,
                            "time",
                            segment.elementName(element) + " must be a time in HHMM or HHMMSS, such as 1430, not '"
                                    + text + "'");
        }
        return Optional.ofNullable(time);
    }

    private static @Nullable LocalTime parsed(String digits) {
        try {
            int nanos = digits.length() < 7
                    ? 0
                    : Integer.parseInt((digits.substring(6) + "0").substring(0, 2)) * 10_000_000;
            int seconds = digits.length() < 6 ? 0 : Integer.parseInt(digits.substring(4, 6));
            return LocalTime.of(
                    Integer.parseInt(digits.substring(0, 2)), Integer.parseInt(digits.substring(2, 4)), seconds, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Optional<ZoneId> zone(X12Segment segment, Elements at) {
        String code = at.code == 0 ? "" : segment.element(at.code);
        if (!code.isEmpty() && !code.equals("LT")) {
            ZoneId zone = ZONES.get(code);
            if (zone == null) {
                notice.faults()
                        .value(
                                segment,
                                at.code,
                                "time",
                                segment.elementName(at.code) + " has the time code '" + code
                                        + "', which is not known here; send UT, ET, CT, MT or PT, or leave it out and"
                                        + " set \"time_zone\" in the partner's profile");
            }
            return Optional.ofNullable(zone);
        }
        ZoneId partners = notice.settings().timeZone();
        if (partners != null) return Optional.of(partners);
        notice.faults()
                .warning(
                        segment,
                        at.date,
                        "time-zone",
                        "the time has no time code and the partner's profile no \"time_zone\": UTC is assumed, so the"
                                + " local date may be wrong by a day; set \"time_zone\", such as America/Chicago");
        return Optional.of(ZoneOffset.UTC);
    }
}

package io.lotledger.api.find;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** How titles and details of results read. */
final class FoundWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter AT_PLACE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm xxx", Locale.ENGLISH);

    private FoundWords() {}

    /** As at the place. */
    static String day(OffsetDateTime time) {
        return DAY.format(time);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String atPlace(OffsetDateTime time) {
        return AT_PLACE.format(time);
    }

    /** {@code Void shipping} for {@code void_shipping}; a partner's own word as it is, which is a URI. */
    static String step(String bizStep) {
        if (bizStep.indexOf(':') >= 0) return bizStep;
        String words = bizStep.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code 1 lot}, {@code 1,204 lots}. */
    static String count(long count, String one) {
        return String.format(Locale.ENGLISH, "%,d %s", count, count == 1 ? one : one + "s");
    }

    /** The parts that are there, with commas. */
    static String joined(@Nullable String... parts) {
        StringJoiner joined = new StringJoiner(", ");
        for (String part : parts) {
            if (part != null && !part.isBlank()) joined.add(part);
        }
        return joined.toString();
    }
}

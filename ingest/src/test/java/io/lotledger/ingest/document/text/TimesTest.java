package io.lotledger.ingest.document.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-04-17T09:26:42Z",
                "2026-04-17T09:26:42.1Z",
                "2026-04-17T09:26:42.123456789-04:00",
                "2026-04-17T09:26:42-04:00",
                "2026-04-17T09:26Z",
                "2024-02-29T00:00:00+14:00",
                " 2026-04-17T09:26:42.000-00:30 ",
                "0001-01-01T00:00:00Z",
                "0000-12-31T20:00:00-04:00",
                "9999-12-31T23:59:59.999999999Z"
            })
    void dateAndTimeWithOffsetIsRead(String text) {
        assertThat(Times.parse(text)).isNotNull().isEqualTo(iso(text.strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "0000-02-20T10:00:00Z, 0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00, 9999-12-31T23:59:59.999999Z",
        "9999-12-31T24:00:00Z, 9999-12-31T23:59:59.999999Z"
    })
    void yearThatNoTableHoldsIsRefusedAndStoredAsTheNearestThatOneDoes(String text, Instant stored) {
        assertThat(Times.parse(text)).isNull();
        assertThat(Times.parseStored(text)).isEqualTo(stored);
        assertThat(Times.written(text)).isEqualTo(text);
    }

    @Test
    void fractionFinerThanNanosecondsIsTruncated() {
        assertThat(Times.parse("2026-04-17T09:26:42.12345678999999Z")).isEqualTo("2026-04-17T09:26:42.123456789Z");
        assertThat(Times.parse("2026-04-17T09:26:42.1234567890-04:00")).isEqualTo("2026-04-17T13:26:42.123456789Z");
    }

    @Test
    void exactTimesDifferIfTheirInstantsDo() {
        assertThat(Times.exact("2026-04-17T11:26:42.12345678910+02:00"))
                .isEqualTo(Times.exact("2026-04-17T09:26:42.1234567891Z"))
                .isNotEqualTo(Times.exact("2026-04-17T09:26:42.1234567892Z"));
        assertThat(Times.exact("2026-04-17T09:26:42.12300000000Z")).isEqualTo("2026-04-17T09:26:42.123Z");
        assertThat(Times.exact("2026-04-17T24:00:00.0000000000Z")).isEqualTo("2026-04-18T00:00:00Z");
    }

    @Test
    void endOfDayIsTheStartOfTheNextDay() {
        assertThat(Times.parse("2026-04-17T24:00:00Z")).isEqualTo("2026-04-18T00:00:00Z");
        assertThat(Times.parse("2026-12-31T24:00:00.000-05:00")).isEqualTo("2027-01-01T05:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-17T09:26:42.10-04:00, 2026-04-17T09:26:42.10-04:00",
        "2026-04-17T09:26:42+14:00, 2026-04-17T09:26:42+14:00",
        "2026-04-17T24:00:00-04:00, 2026-04-18T04:00:00Z",
        "2026-04-17t09:26:42z, 2026-04-17T09:26:42Z",
        "2026-04-17T09:26:42+02, 2026-04-17T07:26:42Z",
        "2026-04-17T09:26:42.Z, 2026-04-17T09:26:42Z",
        "' 2026-04-17T09:26:42+02:00 ', 2026-04-17T09:26:42+02:00",
        "2026-04-17T09:26:42.1234567891234Z, 2026-04-17T09:26:42.1234567891234Z",
        "2026-04-17T09:26:42.1234567891234+02, 2026-04-17T07:26:42.1234567891234Z",
        "2026-04-17T09:26:42.000000000001+16:00, 2026-04-16T17:26:42.000000000001Z",
        "2026-04-17T09:26:42+16:00, 2026-04-16T17:26:42Z"
    })
    void timeIsWrittenInSchemaForm(String sent, String written) {
        assertThat(Times.written(sent)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T09:26:42Z",
                "2026-04-17T24:00:01Z",
                "2026-04-17T24:01:00Z",
                "2026-04-17T24:00:00",
                "2026-04-17T24:00:00.001Z",
                "2026-04-17T24:00Z",
                "2026-04-17T09:26:60Z",
                "2026-04-17T09:26:42",
                "2026-04-17T09:26:42+19:00",
                "2026-04-17T09:26:42+04:60",
                "2026-04-17 09:26:42Z",
                "2026-04-17T09:26:42Z[UTC]",
                "２026-04-17T09:26:42Z"
            })
    void invalidTimeIsRejected(String text) {
        assertThat(Times.parse(text)).isNull();
    }

    /** A valid time with one changed character is accepted or rejected as by the JDK's own formatter. */
    @Property
    void changedCharacterIsJudgedLikeTheJdk(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("2026-04-17T09:26:42.123-04:00");
        text.setCharAt(random.nextInt(text.length()), "0123456789-+:.TZ ".charAt(random.nextInt(17)));
        if (random.nextBoolean()) text.deleteCharAt(random.nextInt(text.length()));
        String slipped = text.toString().strip();
        if (slipped.length() >= 17 && slipped.charAt(4) == '-' && Character.isDigit(slipped.charAt(0))) {
            assertThat(Times.parse(slipped)).isEqualTo(iso(slipped));
        }
    }

    private static @Nullable Instant iso(String text) {
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}

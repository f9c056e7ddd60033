package io.lotledger.intake.fda.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDaysTest {
    /** A cooling on the last day of the year 9999 was 500: a query has no year 10000. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-02, 2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z",
        "9999-12-30, 9999-12-30T00:00:00Z, 9999-12-31T00:00:00Z",
        "9999-12-31, 9999-12-31T00:00:00Z, 9999-12-31T23:59:59Z",
        "0000-02-01, 0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
    })
    void dayIsWithinTheYearsOfAQuery(LocalDate day, String start, String end) {
        assertThat(EventDays.start(day)).isEqualTo(start);
        assertThat(EventDays.end(day)).isEqualTo(end);
    }

    @Test
    void dayOfAYearOfFiveDigitsIsTheLast() {
        assertThat(EventDays.start(LocalDate.of(10_000, 1, 1))).isEqualTo("9999-12-31T00:00:00Z");
        assertThat(EventDays.end(LocalDate.of(10_000, 1, 1))).isEqualTo("9999-12-31T23:59:59Z");
    }
}

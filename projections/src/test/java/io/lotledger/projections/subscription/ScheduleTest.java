package io.lotledger.projections.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** After Friday 27 November 2026, 12:34:56.7 UTC. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "second=0                       | 2026-11-27T12:35:00Z | 2026-11-27T12:36:00Z",
                "second=57                      | 2026-11-27T12:34:57Z | 2026-11-27T12:35:57Z",
                "second=0,[20-21]               | 2026-11-27T12:35:00Z | 2026-11-27T12:35:20Z",
                "minute=5                       | 2026-11-27T13:05:00Z | 2026-11-27T14:05:00Z",
                "minute=5 hour=1                | 2026-11-28T01:05:00Z | 2026-11-29T01:05:00Z",
                "second=30 hour=12              | 2026-11-27T12:35:30Z | 2026-11-27T12:36:30Z",
                "hour=3                         | 2026-11-28T03:00:00Z | 2026-11-29T03:00:00Z",
                "hour=[9-10]                    | 2026-11-28T09:00:00Z | 2026-11-28T10:00:00Z",
                "dayOfWeek=1                    | 2026-11-30T00:00:00Z | 2026-12-07T00:00:00Z",
                "dayOfWeek=7                    | 2026-11-29T00:00:00Z | 2026-12-06T00:00:00Z",
                "hour=6 dayOfWeek=[1-5]         | 2026-11-30T06:00:00Z | 2026-12-01T06:00:00Z",
                "dayOfMonth=31                  | 2026-12-31T00:00:00Z | 2027-01-31T00:00:00Z",
                "month=2                        | 2027-02-01T00:00:00Z | 2027-02-02T00:00:00Z",
                "dayOfMonth=29 month=2          | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z",
                "dayOfMonth=29 month=2 dayOfWeek=1 | 2044-02-29T00:00:00Z | 2072-02-29T00:00:00Z",
                "hour=23 minute=59 second=59    | 2026-11-27T23:59:59Z | 2026-11-28T23:59:59Z"
            })
    void runsAreTheTimesThatMatchEveryField(String fields, Instant first, Instant second) {
        Schedule schedule = Schedule.read(fields.strip());

        assertThat(schedule.next(Instant.parse("2026-11-27T12:34:56.7Z"))).contains(first);
        assertThat(schedule.next(first)).contains(second);
        assertThat(Schedule.read(schedule.toString())).isEqualTo(schedule);
    }

    @Test
    void changeOfTheClocksNeitherSkipsNorRepeatsARun() {
        Schedule schedule = Schedule.read("minute=30 hour=[0-3]");
        Instant time = Instant.parse("2026-03-28T23:00:00Z"); // clocks change at 01:00 UTC in Europe
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            time = schedule.next(time).orElseThrow();
            runs.add(time.toString());
        }

        assertThat(runs)
                .containsExactly(
                        "2026-03-29T00:30:00Z",
                        "2026-03-29T01:30:00Z",
                        "2026-03-29T02:30:00Z",
                        "2026-03-29T03:30:00Z",
                        "2026-03-30T00:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60", "-1", "", ",", "1,", "0/30", "[5-3]", "[1-60]", "1-5", "a", "[1-2-3]", "*", "100", "1 2", "0 5"
            })
    void badFieldIsRefusedWithWhatIsAllowed(String text) {
        Map<String, String> faults = new LinkedHashMap<>();

        assertThat(Schedule.of(Map.of(Schedule.Field.MINUTE, text), faults)).isEmpty();

        assertThat(faults.get("minute")).contains("numbers from 0 to 59", "'" + text + "'");
    }

    @Test
    void scheduleThatNeverRunsIsRefused() {
        Map<String, String> faults = new LinkedHashMap<>();
        Map<Schedule.Field, String> fields = new EnumMap<>(Schedule.Field.class);
        assertThat(Schedule.of(fields, faults)).isEmpty();
        assertThat(faults).containsKey("schedule");

        fields.put(Schedule.Field.DAY_OF_MONTH, "30,31");
        fields.put(Schedule.Field.MONTH, "2");
        assertThat(Schedule.of(fields, faults)).isEmpty();
        assertThat(faults.get("dayOfMonth")).contains("no date");
    }
}

package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lotledger.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsOfTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4 Nov 2026, 09:14         | 2026-11-04T09:14:00Z
            4 Nov 2026, 09:14:30 UTC  | 2026-11-04T09:14:30Z
            28 november 2026 6:48     | 2026-11-28T06:48:00Z
            4 May 2026                | 2026-05-04T00:00:00Z
            2026-11-04 09:14          | 2026-11-04T09:14:00Z
            2026-11-04                | 2026-11-04T00:00:00Z
            """)
    void timeIsTypedAsPagesShowIt(String typed, String time) {
        assertThat(AsOfText.read(typed)).isEqualTo(time);
    }

    @Test
    void timeIsShownAgainAsItIsTyped() {
        assertThat(AsOfText.shown("2026-11-04T09:14:00Z")).isEqualTo("4 Nov 2026, 09:14");
        assertThat(AsOfText.read(AsOfText.shown("2026-11-04T09:14:30Z"))).isEqualTo("2026-11-04T09:14:30Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31 Nov 2026, 09:14", "4 Foo 2026", "4 Nov 2026, 25:00", "11/04/2026", "4 Nov"})
    void whatIsNoTimeIsRefused(String typed) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> AsOfText.read(typed))
                .withMessageContaining("4 Nov 2026, 09:14");
    }
}

package io.lotledger.ingest.capture.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedVersionsTest {
    private static final Instant CAPTURED = Instant.parse("2026-11-01T00:00:00Z");
    private static final String Y2024 = "2024-06-01T00:00:00Z";
    private static final String Y2025 = "2025-06-01T00:00:00Z";
    private static final String Y2026 = "2026-06-01T00:00:00Z";

    @Test
    void sameDocumentAgainAddsNothing() {
        assertThat(recorded(version(Y2024, "A")).say(version(Y2024, "A"))).isTrue();
        assertThat(recorded(version(Y2024, "A"), version(Y2025, "B")).say(version(Y2024, "A")))
                .as("also after others")
                .isTrue();
    }

    @Test
    void ofEqualDatesTheLastCapturedIsWhatIsSaid() {
        assertThat(recorded(version(Y2024, "A"), version(Y2024, "B")).say(version(Y2024, "A")))
                .isFalse();
        assertThat(recorded(version(Y2024, "A"), version(Y2024, "B")).say(version(Y2024, "B")))
                .isTrue();
    }

    @Test
    void sameValueByANewerDocumentAddsItsDate() {
        assertThat(recorded(version(Y2024, "A")).say(version(Y2026, "A"))).isFalse();
        assertThat(recorded(version(Y2026, "A")).say(version(Y2024, "A"))).isTrue();
    }

    @Test
    void withoutADateTheSameAgainAddsNothingUntilSomethingElseIsSaid() {
        assertThat(recorded(version(null, "A")).say(version(null, "A"))).isTrue();
        MasterDataCaptured again = version(CAPTURED.plusSeconds(1), null, "A");
        assertThat(recorded(version(null, "A")).say(again)).isTrue();
        assertThat(recorded(version(null, "A"), version(Y2025, "B")).say(again)).isFalse();
    }

    @Test
    void dateInTheFutureCountsAsNone() {
        assertThat(recorded(version("2030-01-01T00:00:00Z", "A")).say(version("2031-01-01T00:00:00Z", "A")))
                .isTrue();
    }

    private static RecordedVersions recorded(MasterDataCaptured... versions) {
        List<LogEntry> entries = new ArrayList<>();
        for (MasterDataCaptured one : versions)
            entries.add(new LogEntry(new UUID(0, 1), entries.size(), one.recordTime(), one));
        return RecordedVersions.of(entries);
    }

    private static MasterDataCaptured version(@Nullable String created, String name) {
        return version(CAPTURED, created, name);
    }

    private static MasterDataCaptured version(Instant captured, @Nullable String created, String name) {
        return new MasterDataCaptured(
                new UUID(0, 1),
                "job",
                captured,
                "Location",
                "urn:example:1",
                Map.of("name", List.of(name)),
                created == null ? null : Instant.parse(created));
    }
}

package io.lotledger.ingest.eventlog.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.eventlog.outage.DiskReserve.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskReserveTest {
    private static final long MB = 1 << 20;
    private static final Path DATA = Path.of("/data");
    private static final Path WAL = Path.of("/wal");

    private final Map<Path, Space> disk = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();

    private DiskReserve reserve(@Nullable Long bytes) {
        return new DiskReserve(
                List.of(DATA, WAL),
                bytes,
                place -> {
                    asked.incrementAndGet();
                    return disk.getOrDefault(place, new Space(0, 0));
                },
                time::get);
    }

    private void has(Path place, long freeMegabytes, long totalMegabytes) {
        disk.put(place, new Space(freeMegabytes * MB, totalMegabytes * MB));
        time.addAndGet(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void diskWithMoreThanTheReserveIsNotShort() {
        DiskReserve reserve = reserve(100 * MB);
        has(DATA, 100, 1_000);

        assertThat(reserve.isShort()).isFalse();
        reserve.require();
    }

    @Test
    void diskBelowTheReserveIsShortAndSaysWhatIsMissingWhere() {
        DiskReserve reserve = reserve(100 * MB);
        has(DATA, 99, 1_000);

        assertThat(reserve.isShort()).isTrue();
        assertThatThrownBy(reserve::require)
                .isInstanceOf(DiskShortException.class)
                .hasMessage("the volume of " + DATA + " has 99 MB free, less than the reserve of 100 MB");
    }

    @Test
    void reserveIsATenthOfTheVolumeUpTo200Megabytes() {
        DiskReserve reserve = reserve(null);

        has(DATA, 1_000, 500);
        assertThat(reserve.tightest().reserve()).isEqualTo(50 * MB);
        has(DATA, 1_000, 1_000_000);
        assertThat(reserve.tightest().reserve()).isEqualTo(200 * MB);
    }

    @Test
    void volumeOfTheWalAloneMakesTheDiskShort() {
        DiskReserve reserve = reserve(100 * MB);
        has(DATA, 5_000, 10_000);
        has(WAL, 50, 1_000);

        assertThat(reserve.isShort()).isTrue();
        assertThat(reserve.tightest().place()).isEqualTo(WAL);
    }

    @Test
    void zeroTurnsTheReserveOff() {
        DiskReserve reserve = reserve(0L);
        has(DATA, 0, 1_000);

        assertThat(reserve.isShort()).isFalse();
    }

    @Test
    void volumeThatDoesNotTellIsNotShort() {
        assertThat(reserve(null).isShort()).isFalse();
    }

    @Test
    void shortDiskHasRoomAgainOnceATenthOfTheReserveIsFreeBesideIt() {
        DiskReserve reserve = reserve(100 * MB);
        has(DATA, 99, 1_000);
        assertThat(reserve.isShort()).isTrue();

        has(DATA, 105, 1_000);
        assertThat(reserve.isShort()).isTrue();
        has(DATA, 110, 1_000);
        assertThat(reserve.isShort()).isFalse();
        has(DATA, 105, 1_000);
        assertThat(reserve.isShort()).isFalse();
    }

    @Test
    void volumesAreAskedOnceASecond() {
        DiskReserve reserve = reserve(100 * MB);
        for (int i = 0; i < 1_000; i++) reserve.isShort();
        assertThat(asked).hasValue(2);

        time.addAndGet(Duration.ofSeconds(1).toNanos());
        reserve.isShort();
        assertThat(asked).hasValue(4);
    }

    @Test
    void spaceOfAMissingFolderIsThatOfItsParent() {
        Path missing = Path.of(System.getProperty("java.io.tmpdir"), "not", "there");

        assertThat(new DiskReserve(List.of(missing), 1L).tightest().free()).isBetween(1L, Long.MAX_VALUE - 1);
    }
}

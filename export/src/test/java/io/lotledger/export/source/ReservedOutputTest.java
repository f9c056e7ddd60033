package io.lotledger.export.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedOutputTest {
    private static final long MB = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void fileIsWrittenUntilTheReserveWouldBeUsedUp() throws IOException {
        AtomicLong free = new AtomicLong(300 * MB);
        AtomicLong now = new AtomicLong();
        DiskReserve reserve = new DiskReserve(
                List.of(directory), 200 * MB, place -> new DiskReserve.Space(free.get(), 1_000 * MB), now::get);
        Path file = directory.resolve("workbook.xlsx");

        try (OutputStream out = ReservedOutput.to(file, reserve)) {
            out.write(new byte[] {1, 2, 3});
            free.set(150 * MB);
            now.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThatThrownBy(() -> out.write(new byte[] {4})).isInstanceOf(DiskShortException.class);
        }

        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
    }
}

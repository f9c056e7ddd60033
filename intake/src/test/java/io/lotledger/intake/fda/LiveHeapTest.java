package io.lotledger.intake.fda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a row takes of the heap decides how many rows a server can read at once: 100,000 of them in 256 MB with all else. */
class LiveHeapTest {
    /** A row with a lot code and a document number of its own, and 25 values that others have too, takes about 600. */
    private static final long MOST_BYTES = 800;

    /** Each row has two warnings too. */
    private static final long MOST_BYTES_OF_A_TRANSFORMATION = 1_400;

    @Test
    void rowTakesFewBytesUntilItsEventIsStaged() {
        Map<String, Long> some = live(2_000, "csv", "Shipping");
        Map<String, Long> many = live(4_000, "csv", "Shipping");

        assertThat(perRow(some, many))
                .containsOnlyKeys("read", "first description", "first event")
                .allSatisfy((point, bytes) -> assertThat(bytes).as(point).isLessThan(MOST_BYTES));
    }

    @Test
    void rowOfAWorkbookTakesNoMoreThanThatOfATable() {
        assertThat(live(2_000, "xlsx", "Shipping").get("first event") / 2_000).isLessThan(MOST_BYTES);
    }

    @Test
    void rowThatIsJoinedWithOthersTakesLittleMore() {
        Map<String, Long> some = live(2_000, "csv", "Transformation");
        Map<String, Long> many = live(4_000, "csv", "Transformation");

        assertThat((many.get("first event") - some.get("first event")) / 2_000)
                .isLessThan(MOST_BYTES_OF_A_TRANSFORMATION);
    }

    /** Of the points before caches of a fixed size begin to fill. */
    private static Map<String, Long> perRow(Map<String, Long> some, Map<String, Long> many) {
        Map<String, Long> perRow = new HashMap<>();
        for (String point : List.of("read", "first description", "first event")) {
            perRow.put(point, (many.get(point) - some.get(point)) / 2_000);
        }
        return perRow;
    }

    private static Map<String, Long> live(int rows, String kind, String tab) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:SoftRefLRUPolicyMSPerMB=0",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LiveHeap.class.getName(),
                            Integer.toString(rows),
                            kind,
                            tab)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isZero();
            Map<String, Long> bytes = new HashMap<>();
            printed.lines()
                    .map(line -> line.split("="))
                    .filter(point -> point.length == 2)
                    .forEach(point -> bytes.put(point[0], Long.parseLong(point[1])));
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

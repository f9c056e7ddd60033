package io.lotledger.api.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerApplication;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demo as its user runs it, in a process of its own, so that it can be killed. */
class DemoIT {
    private static final Pattern DASHBOARD =
            Pattern.compile("Dashboard   http://127\\.0\\.0\\.1:\\d+/compliance/lots/\\S{22}  ");
    private static final Pattern JOB = Pattern.compile("Export job (\\S{22}) is");

    private final Path data = LotledgerServer.newDataDirectory();
    private final Path story = data.resolveSibling(data.getFileName() + ".out");

    @AfterEach
    void forget() throws IOException {
        LotledgerServer.delete(data);
        Files.deleteIfExists(story);
    }

    @Test
    void demoKilledInTheMiddleOfItsExportDeliversAtTheNextStartAndDoublesNothing() throws Exception {
        Process first = demo();
        await().atMost(Duration.ofMinutes(3)).until(() -> told(JOB) || !first.isAlive());
        first.destroyForcibly().waitFor(); // kill -9
        String job = firstGroup(JOB);

        assertThat(demo().waitFor()).as(Files.readString(story)).isZero();

        String told = Files.readString(story);
        assertThat(told)
                .contains("10 events:  0 accepted, 10 already known")
                .contains("Delivered")
                .contains("X-Amz-Signature=");
        assertThat(told).as("the sample lot in the dashboard").containsPattern(DASHBOARD);
        assertThat(firstGroup(JOB))
                .as("the job that was asked for before the kill")
                .isEqualTo(job);
        try (Stream<Path> workbooks = Files.list(data.resolve("workbooks"))) {
            assertThat(workbooks).hasSize(1).first().asString().endsWith("_" + job + ".xlsx");
        }
    }

    private Process demo() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // short lives
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlotledger.demo=true",
                "-Dlotledger.demo.exit=true",
                "-Dlotledger.data-dir=" + data,
                "-Dlotledger.binaries-dir=" + LotledgerServer.programs(),
                "-Dserver.port=0",
                LotledgerApplication.class.getName());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(story.toFile())
                .start();
    }

    private boolean told(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(story)).find();
    }

    private String firstGroup(Pattern pattern) throws IOException {
        String told = Files.readString(story);
        Matcher matcher = pattern.matcher(told);
        assertThat(matcher.find()).as(told).isTrue();
        return matcher.group(1);
    }
}

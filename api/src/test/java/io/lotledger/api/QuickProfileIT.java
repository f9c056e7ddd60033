package io.lotledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The inner loop of CONTRIBUTING, {@code mvn -Pquick verify}, on one module and one of its tests. */
@FullEffort
class QuickProfileIT {
    private static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    private static final Path REPORT = ROOT.resolve(
            "ingest/target/quick/target/surefire-reports/TEST-io.lotledger.ingest.eventlog.LogPositionTest.xml");

    @Test
    void quickProfileBuildsAModuleAndRunsItsTest() throws IOException, InterruptedException {
        Files.deleteIfExists(REPORT);
        Path output = Files.createTempFile(Path.of("target"), "quick", ".out");
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-q", "-o", "-Pquick", "verify", "-pl", "ingest", "-Dtest=LogPositionTest"));
        String repository = System.getProperty("localRepository"); // Surefire's
        if (repository != null) command.add("-Dmaven.repo.local=" + repository);

        Process maven = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(maven.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(maven.exitValue()).as(Files.readString(output)).isZero();
        assertThat(REPORT).content().contains("tests=\"").doesNotContain("tests=\"0\"");
    }
}

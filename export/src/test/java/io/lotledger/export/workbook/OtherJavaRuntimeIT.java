package io.lotledger.export.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code verify} compares where the runtimes' deflate differs. */
class OtherJavaRuntimeIT {
    private static final int OLDEST = 17;

    @Test
    void contentIsTheSameOnEveryJavaRuntimeOfThisMachine() throws Exception {
        Map<Integer, Path> others = otherRuntimes();
        assumeFalse(others.isEmpty(), "skipped: no Java runtime of another version");
        String here = RenderedDigest.of();

        for (Map.Entry<Integer, Path> other : others.entrySet())
            assertThat(digestOn(other.getValue())).as("Java " + other.getKey()).contains(here);
    }

    private static String digestOn(Path home) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RenderedDigest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Beside the one that runs this, and where the environment says; one of each version. */
    private static Map<Integer, Path> otherRuntimes() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        Map<Integer, Path> found = new TreeMap<>();
        try (Stream<Path> siblings = Files.list(own.getParent())) {
            List<Path> told = System.getenv().entrySet().stream()
                    .filter(variable -> variable.getKey().matches("(JAVA|JDK).*"))
                    .map(variable -> Path.of(variable.getValue()))
                    .toList();
            for (Path home : Stream.concat(told.stream(), siblings).toList())
                if (Files.isExecutable(home.resolve("bin/java"))) found.put(versionOf(home), home);
        }
        found.keySet()
                .removeIf(version ->
                        version < OLDEST || version == Runtime.version().feature());
        return found;
    }

    private static int versionOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) return 0;
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }
}

package io.lotledger.api.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What the README tells its reader to run. The demo begins in a process of its own, from the jar as its user runs it, and is killed in the
 * middle of its export. It is started again, here, and leaves its server running for the walk, command by command.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init") // set before all tests
class ReadmeIT {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Path JAR = CLONE.resolve("api/target/lotledger.jar");
    private static final Pattern DASHBOARD =
            Pattern.compile("Dashboard   http://127\\.0\\.0\\.1:\\d+/compliance/lots/\\S{22}  ");
    private static final Pattern JOB = Pattern.compile("Export job (\\S{22}) is");

    private static Path data;
    private static Path story;
    private static String toldBeforeTheKill;
    private static String told;
    private static LotledgerServer server;

    @BeforeAll
    static void killTheDemoAndStartItAgain(CapturedOutput output) throws Exception {
        data = LotledgerServer.newDataDirectory();
        story = data.resolveSibling(data.getFileName() + ".out");
        Process first = demo(data);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> JOB.matcher(Files.readString(story)).find() || !first.isAlive());
        first.destroyForcibly().waitFor(); // kill -9
        toldBeforeTheKill = Files.readString(story);

        int begun = output.getOut().length();
        server = LotledgerServer.start(data, List.of("lotledger.demo=true"));
        told = output.getOut().substring(begun);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) server.close();
        LotledgerServer.delete(data);
        Files.deleteIfExists(story);
    }

    private static Process demo(Path data) throws IOException {
        assertThat(JAR).as("the jar, which mvn package builds").exists();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // short lives
                "-Dlotledger.demo=true",
                "-Dlotledger.demo.exit=true",
                "-Dlotledger.data-dir=" + data,
                "-Dlotledger.binaries-dir=" + LotledgerServer.programs(),
                "-Dlotledger.export.lease=5s", // the next start waits for its end
                "-Dserver.port=0",
                "-jar",
                JAR.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(story.toFile())
                .start();
    }

    @Test
    void demoKilledInTheMiddleOfItsExportDeliversAtTheNextStartAndDoublesNothing() throws Exception {
        String job = job(toldBeforeTheKill);

        assertThat(told)
                .contains("10 events:  0 accepted, 10 already known")
                .contains("Delivered")
                .contains("X-Amz-Signature=");
        assertThat(told).as("the sample lot in the dashboard").containsPattern(DASHBOARD);
        assertThat(job(told)).as("the job that was asked for before the kill").isEqualTo(job);
        try (Stream<Path> workbooks = Files.list(data.resolve("workbooks"))) {
            assertThat(workbooks).hasSize(1).first().asString().endsWith("_" + job + ".xlsx");
        }
    }

    private static String job(String told) {
        Matcher matcher = JOB.matcher(told);
        assertThat(matcher.find()).as(told).isTrue();
        return matcher.group(1);
    }

    @Test
    @FullEffort
    void demoThatIsToldToExitEndsWithStatusZero() throws Exception {
        Path another = LotledgerServer.newDataDirectory();
        try {
            assertThat(demo(another).waitFor()).as(Files.readString(story)).isZero();
        } finally {
            LotledgerServer.delete(another);
        }
    }

    @Test
    void everyCommandOfTheWalkWorksAsWritten() throws Exception {
        String key = Files.readString(data.resolve("demo-api-key")).strip();
        ShellWalk walk = new ShellWalk(CLONE, data, server.baseUrl() + "/epcis/api/2.0", key);
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(30);

        for (String command : commands) {
            await(command).until(() -> walk.isDone(command));
        }
    }

    @Test
    void everyFileAndFolderTheReadmeNamesIsThere() throws IOException {
        for (String link : Files.readString(CLONE.resolve("README.md"), UTF_8).split("\\]\\(")) {
            String target = link.substring(0, Math.max(0, link.indexOf(')')));
            if (target.isEmpty() || target.contains("://") || target.startsWith("#") || target.contains(" ")) continue;
            assertThat(CLONE.resolve(target.replaceFirst("#.*", ""))).as(target).exists();
        }
    }

    /** Lines of the walk's code blocks that are commands; a line that ends with a backslash goes on in the next. */
    private static List<String> commands() throws IOException {
        String readme = Files.readString(CLONE.resolve("README.md"), UTF_8);
        String walk = readme.substring(readme.indexOf("## A walk with curl"), readme.indexOf("## Configuration"));
        List<String> commands = new ArrayList<>();
        String[] parts = walk.split("```");
        for (int i = 1; i < parts.length; i += 2) {
            for (String line : parts[i].replaceAll("\\\\\\R\\s*", " ").split("\\R")) {
                if (line.startsWith("curl ") || line.startsWith("gzip ")) commands.add(line);
            }
        }
        return commands;
    }
}

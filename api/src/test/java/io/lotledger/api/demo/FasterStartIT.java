package io.lotledger.api.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands of “A faster start” in operations.md: the jar unpacked, with an archive of its classes. */
@FullEffort
class FasterStartIT {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMANDS = Pattern.compile("## A faster start.*?```\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANSWERS = Pattern.compile("Lotledger: (http://\\S+)");

    private final Path directory = LotledgerServer.newDataDirectory();
    private final Path output = directory.resolve("server.out");

    @AfterEach
    void forget() {
        LotledgerServer.delete(directory);
    }

    @Test
    void unpackedJarWithAnArchiveOfItsClassesServes() throws Exception {
        Files.createDirectories(directory.resolve("api/target"));
        Files.createSymbolicLink(
                directory.resolve("api/target/lotledger.jar"), CLONE.resolve("api/target/lotledger.jar"));
        List<String> commands = commands();
        assertThat(commands).hasSize(3);

        assertThat(run(commands.get(0)).waitFor()).as(Files.readString(output)).isZero();
        assertThat(run(commands.get(1) + settings()).waitFor())
                .as(Files.readString(output))
                .isZero();
        assertThat(directory.resolve("lotledger/classes.jsa")).isNotEmptyFile();
        assertThat(directory.resolve("data/postgresql/postmaster.pid")).doesNotExist();
        Process server = run(commands.get(2) + settings());
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> ANSWERS.matcher(Files.readString(output)).find() || !server.isAlive());
            Matcher answers = ANSWERS.matcher(Files.readString(output));
            assertThat(answers.find()).as(Files.readString(output)).isTrue();
            assertThat(ApiClient.fetch(answers.group(1) + "/actuator/health/liveness")
                            .status())
                    .isEqualTo(200);
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor();
        }
    }

    private static List<String> commands() throws IOException {
        Matcher block = COMMANDS.matcher(Files.readString(CLONE.resolve("api/docs/operations.md")));
        assertThat(block.find()).isTrue();
        return block.group(1)
                .lines()
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .toList();
    }

    private String settings() {
        return " --server.port=0 --lotledger.data-dir=data --lotledger.binaries-dir=" + LotledgerServer.programs();
    }

    private Process run(String command) throws IOException {
        return new ProcessBuilder("bash", "-c", "exec " + command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}

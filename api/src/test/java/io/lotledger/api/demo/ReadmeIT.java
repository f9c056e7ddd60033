package io.lotledger.api.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's walk, command by command, against the server the demo leaves running. */
class ReadmeIT {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyCommandOfTheWalkWorksAsWritten() throws Exception {
        Path data = LotledgerServer.newDataDirectory();
        try (LotledgerServer server = LotledgerServer.start(data, List.of("lotledger.demo=true"))) {
            String key = Files.readString(data.resolve("demo-api-key")).strip();
            ShellWalk walk = new ShellWalk(CLONE, data, server.baseUrl() + "/epcis/api/2.0", key);
            List<String> commands = commands();
            assertThat(commands).hasSizeGreaterThan(30);

            for (String command : commands) {
                await(command).until(() -> walk.isDone(command));
            }
        } finally {
            LotledgerServer.delete(data);
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

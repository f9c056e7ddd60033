package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.source.WorkFolder;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class WorkFolderIT {
    @TempDir
    Path parent = Path.of("");

    /** A server that is about to be killed. */
    static final class Elsewhere {
        public static void main(String[] args) throws Exception {
            WorkFolder folder = WorkFolder.under(Path.of(args[0]));
            Files.writeString(folder.path().resolve("half.xlsx"), "half a workbook");
            System.out.println(folder.path());
            System.in.read();
        }
    }

    @Test
    void foldersOfLivingProcessesStayAndThoseOfDeadOnesGo() throws Exception {
        Process server = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // short lives
                        "-cp",
                        System.getProperty("java.class.path"),
                        Elsewhere.class.getName(),
                        parent.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith(parent.toString())) line = out.readLine();
        Path theirs = Path.of(String.valueOf(line));

        try (WorkFolder ours = WorkFolder.under(parent)) {
            assertThat(theirs.resolve("half.xlsx")).exists();

            server.destroyForcibly().waitFor(); // kill -9
            try (WorkFolder next = WorkFolder.under(parent)) {
                assertThat(theirs).doesNotExist();
                assertThat(ours.path()).isDirectory();
                assertThat(next.path()).isDirectory().isNotEqualTo(ours.path());
            }
        }
    }

    @Test
    void deletedFolderIsMadeAgainAndStaysThisProcesss() throws Exception {
        try (WorkFolder ours = WorkFolder.under(parent)) {
            FileSystemUtils.deleteRecursively(parent);

            Path file = ours.file(".xlsx");

            assertThat(file).hasParent(ours.path()).isRegularFile();
            try (WorkFolder next = WorkFolder.under(parent)) {
                assertThat(file).exists();
                assertThat(next.path()).isNotEqualTo(ours.path());
            }
        }
    }

    @Test
    void folderGoesWithItsProcess() throws Exception {
        WorkFolder folder = WorkFolder.under(parent);

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }
}

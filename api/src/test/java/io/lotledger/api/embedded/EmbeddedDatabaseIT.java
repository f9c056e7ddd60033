package io.lotledger.api.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.MigratedDatabase;
import io.lotledger.api.start.CannotStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

class EmbeddedDatabaseIT {
    private Path directory = Path.of("");

    /** With a cluster that no server has started: making one costs more than most of these tests. */
    @BeforeEach
    void makeDirectory() {
        directory = LotledgerServer.newDataDirectory();
        MigratedDatabase.copyInto(directory);
    }

    /** As at the first start of a server. */
    private void deleteCluster() throws IOException {
        LotledgerServer.delete(directory.resolve("postgresql"));
        Files.delete(directory.resolve("postgresql.password"));
    }

    @AfterEach
    void removeDirectory() {
        LotledgerServer.delete(directory);
    }

    @Test
    @FullEffort
    void committedRowsOutliveAKilledServer() throws Exception {
        Process server = startElsewhere();
        long postmaster = postmaster();

        kill(server.toHandle());

        assertThat(ProcessHandle.of(postmaster)).as("the orphan").isPresent();
        assertThat(notesAfterRestart()).containsExactly("committed");
        await().until(() ->
                ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void committedRowsOutliveAKilledPostgres() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedDatabase database = EmbeddedDatabase.start(data, LotledgerServer.programs())) {
            note(database);

            kill(ProcessHandle.of(postmaster()).orElseThrow());
        }

        assertThat(notesAfterRestart()).containsExactly("committed");
    }

    @Test
    void committedRowsOutliveBothKilled() throws Exception {
        Process server = startElsewhere();
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();

        kill(server.toHandle());
        kill(postmaster);

        assertThat(notesAfterRestart()).containsExactly("committed");
    }

    @Test
    void pidFileOfADeadProcessIsNoObstacle() throws Exception {
        startAndStop();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();

        writePidFile(dead.pid());

        assertThat(notesAfterRestart()).containsExactly("committed");
    }

    @Test
    void pidFileThatNamesSomebodyElseIsNoObstacleAndLeavesHimAlone() throws Exception {
        startAndStop();
        Process somebody = new ProcessBuilder("sleep", "600").start();

        writePidFile(somebody.pid());

        assertThat(notesAfterRestart()).containsExactly("committed");
        assertThat(somebody.isAlive()).isTrue();
        somebody.destroyForcibly();
    }

    @Test
    void halfMadeClusterIsMadeAnew() throws Exception {
        deleteCluster();
        Files.createDirectories(directory.resolve("postgresql.part"));
        Files.writeString(directory.resolve("postgresql.part").resolve("PG_VERSION"), "17");

        startAndStop();

        assertThat(notesAfterRestart()).containsExactly("committed");
    }

    @Test
    void clusterOfAnotherMajorVersionIsRefusedAtOnce() throws Exception {
        deleteCluster();
        Files.createDirectories(directory.resolve("postgresql"));
        Files.writeString(directory.resolve("postgresql").resolve("PG_VERSION"), "14\n");

        try (DataDirectory data = DataDirectory.lock(directory)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data, LotledgerServer.programs()))
                    .hasMessageContaining("was created by PostgreSQL 14, but this server embeds PostgreSQL 17");
        }
    }

    @Test
    void emptyClusterIsRefusedAndNotTakenForANewOne() throws Exception {
        deleteCluster();
        Files.createDirectories(directory.resolve("postgresql"));

        assertThatThrownBy(this::startAndStop)
                .isInstanceOfSatisfying(
                        CannotStartException.class,
                        refused -> assertThat(refused.remedy())
                                .contains("a volume that is not mounted")
                                .contains("restore the data directory from a backup"))
                .hasMessage(directory.resolve("postgresql") + " is empty; it should hold the data of PostgreSQL");
    }

    @Test
    void clusterWithoutItsVersionFileIsSaidToBeAPart() throws Exception {
        startAndStop();
        Files.delete(directory.resolve("postgresql/PG_VERSION"));

        assertThatThrownBy(this::notesAfterRestart)
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith(directory.resolve("postgresql") + " has no file PG_VERSION");
    }

    @Test
    void fileThatNobodyMayReadIsNamedWithItsMode() throws Exception {
        startAndStop();
        Path control = directory.resolve("postgresql/global/pg_control");
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(control);
        Files.setPosixFilePermissions(control, Set.of());

        assertThatThrownBy(this::notesAfterRestart)
                .isInstanceOfSatisfying(
                        CannotStartException.class,
                        refused -> assertThat(refused.remedy())
                                .isEqualTo("Give the modes back: chmod -R u+rwX " + directory))
                .hasMessageStartingWith(control + " has the mode ---------");

        Files.setPosixFilePermissions(control, mode);
        assertThat(notesAfterRestart()).containsExactly("committed");
    }

    @Test
    void fileOfAnotherUserIsNamedWithBothUsers() throws Exception {
        startAndStop();
        Path settings = directory.resolve("postgresql/postgresql.conf");
        assumeThat(Files.getOwner(settings).getName())
                .as("only root may give files away")
                .isEqualTo("root");
        Files.setOwner(
                settings,
                settings.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        assertThatThrownBy(this::notesAfterRestart)
                .isInstanceOfSatisfying(
                        CannotStartException.class,
                        refused -> assertThat(refused.remedy()).endsWith("chown -R root " + directory))
                .hasMessage(settings + " belongs to the user 'nobody', and the server runs as 'root'");
    }

    @Test
    void secondServerOnTheSameDirectoryIsRefusedAndTheFirstLivesOn() throws Exception {
        Process server = startElsewhere();

        assertThatThrownBy(() -> DataDirectory.lock(directory))
                .hasMessageContaining("another Lotledger is running on the data directory " + directory);

        assertThat(server.isAlive()).isTrue();
        assertThat(ProcessHandle.of(postmaster())).isPresent();
        kill(server.toHandle());
        notesAfterRestart();
    }

    @Test
    void secondServerInTheSameProcessIsRefused() throws Exception {
        DataDirectory first = DataDirectory.lock(directory);

        assertThatThrownBy(() -> DataDirectory.lock(directory)).hasMessageContaining("another Lotledger is running");

        first.close();
        DataDirectory.lock(directory).close();
    }

    @Test
    void postgresThatIsKilledUnderItsServerIsStartedAgainOnItsPort() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedDatabase database = EmbeddedDatabase.start(data, LotledgerServer.programs())) {
            note(database);
            long first = postmaster();
            database.restartIfGone();
            assertThat(postmaster()).as("one that runs").isEqualTo(first);

            kill(ProcessHandle.of(first).orElseThrow());
            database.restartIfGone();

            assertThat(postmaster()).isNotEqualTo(first);
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select text from note")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("committed");
            }
        }
    }

    @Test
    void lostPasswordFileIsMadeAgainForTheSameRows() throws Exception {
        startAndStop();
        Path file = directory.resolve("postgresql.password");
        String lost = Files.readString(file);
        Files.delete(file);

        assertThat(notesAfterRestart()).containsExactly("committed");

        assertThat(Files.readString(file)).isNotEqualTo(lost);
        assertThat(notesAfterRestart()).containsExactly("committed");
    }

    @Test
    @FullEffort
    void programsDeletedUnderALivingServerAreUnpackedAgainWhenPostgresIsGone() throws Exception {
        Path programs = directory.resolve("programs");
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedDatabase database = EmbeddedDatabase.start(data, programs)) {
            note(database);
            FileSystemUtils.deleteRecursively(programs);
            kill(ProcessHandle.of(postmaster()).orElseThrow());

            database.restartIfGone();

            connect(database).close();
        }
    }

    @Test
    void secondServerIsRefusedAlsoWhenTheLockFileWasDeletedUnderTheFirst() throws Exception {
        Process server = startElsewhere();
        long postmaster = postmaster();
        Files.delete(directory.resolve("lock"));

        try (DataDirectory data = DataDirectory.lock(directory)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data, LotledgerServer.programs()))
                    .hasMessageContaining("another Lotledger is running on the data directory " + directory);
        }

        assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive)).isPresent();
        kill(server.toHandle());
        notesAfterRestart();
    }

    @Test
    void dataDirectoryThatIsAFileIsRefusedWithTheNameOfItsSetting() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.lock(file))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("lotledger.data-dir");
    }

    /** A server in a JVM of its own, which writes a row, says so and waits to be killed. */
    static final class Elsewhere {
        public static void main(String[] args) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(DataDirectory.lock(Path.of(args[0])), Path.of(args[1]));
            note(database);
            System.out.println("committed");
            System.in.read();
        }
    }

    private Process startElsewhere() throws IOException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // short lives
                        "-cp",
                        System.getProperty("java.class.path"),
                        Elsewhere.class.getName(),
                        directory.toString(),
                        LotledgerServer.programs().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.equals("committed")) line = out.readLine();
        assertThat(line).isEqualTo("committed");
        return server;
    }

    private void startAndStop() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedDatabase database = EmbeddedDatabase.start(data, LotledgerServer.programs())) {
            note(database);
        }
    }

    private java.util.List<String> notesAfterRestart() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedDatabase database = EmbeddedDatabase.start(data, LotledgerServer.programs());
                Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from note order by text")) {
            java.util.List<String> notes = new java.util.ArrayList<>();
            while (rows.next()) notes.add(rows.getString(1));
            return notes;
        }
    }

    private static void note(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create table note (text text not null)");
            statement.execute("insert into note values ('committed')");
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgresql").resolve("postmaster.pid"))
                .get(0)
                .strip());
    }

    private void writePidFile(long pid) throws IOException {
        Path cluster = directory.resolve("postgresql");
        Files.writeString(
                cluster.resolve("postmaster.pid"), pid + "\n" + cluster + "\n1700000000\n5432\n\n127.0.0.1\n");
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await().until(() -> !process.isAlive() || isZombie(process));
    }

    /** Ended, though nobody has asked for its exit code. Its locks are held until its last thread has ended. */
    private static boolean isZombie(ProcessHandle process) {
        Path proc = Path.of("/proc/" + process.pid());
        try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
            return Files.readString(proc.resolve("stat")).contains(") Z ") && threads.count() == 1;
        } catch (IOException e) {
            return !process.isAlive(); // gone in the meantime
        }
    }
}

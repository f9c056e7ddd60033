package io.lotledger.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed server may have left of its PostgreSQL: a running or an ending process, or a pid file that names no process or an
 * unrelated one.
 */
final class OrphanedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path cluster;
    private final PostgresPrograms programs;

    OrphanedPostgres(Path cluster, PostgresPrograms programs) {
        this.cluster = cluster;
        this.programs = programs;
    }

    /** After it returns, no process writes to the cluster and PostgreSQL can be started on it. */
    void clear() throws IOException, InterruptedException {
        Optional<ProcessHandle> named = processNamedInPidFile();
        if (named.filter(this::isOurs).isPresent()) stop(named.get());
        awaitEndOfBackends();
        // PostgreSQL itself detects the pid file of a dead process by the shared memory it names. It is misled only by
        // a
        // live pid: that of an unrelated process, or of a zombie.
        if (processNamedInPidFile().isPresent()) Files.deleteIfExists(pidFile());
    }

    boolean isPostmasterRunning() throws IOException {
        return processNamedInPidFile().filter(this::isOurs).isPresent();
    }

    private void stop(ProcessHandle postmaster) throws IOException, InterruptedException {
        LOG.warn("A killed server left PostgreSQL {} running; stopping it", postmaster.pid());
        String seconds = Long.toString(PATIENCE.toSeconds());
        programs.run(
                PATIENCE.plusSeconds(10),
                "pg_ctl",
                List.of("stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", seconds));
    }

    /** After a kill of the postmaster alone, its children may write for a moment until they notice. */
    private void awaitEndOfBackends() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ProcessHandle.allProcesses().anyMatch(this::worksInCluster)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL processes still run in " + cluster);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Optional<ProcessHandle> processNamedInPidFile() throws IOException {
        if (!Files.exists(pidFile())) return Optional.empty();
        return Files.readAllLines(pidFile()).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .flatMap(ProcessHandle::of);
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    private boolean isOurs(ProcessHandle process) {
        if (Files.isDirectory(Path.of("/proc/self"))) return worksInCluster(process);
        return process.info()
                .command()
                .filter(command -> command.endsWith("postgres") || command.endsWith("postgres.exe"))
                .isPresent();
    }

    /** The working directory of every PostgreSQL process is its cluster. A zombie has none. */
    private boolean worksInCluster(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), cluster)
                    && Files.readString(Path.of("/proc/" + process.pid() + "/comm"))
                            .startsWith("postgres");
        } catch (IOException e) {
            return false; // ended, a zombie, another user's process, or a system without /proc
        }
    }
}

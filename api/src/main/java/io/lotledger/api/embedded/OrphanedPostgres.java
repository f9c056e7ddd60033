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
 * What an earlier server that was killed may have left of its PostgreSQL: a running one, a dying one, or a pid file that
 * names nobody or somebody else.
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

    /** Afterwards nothing writes to the cluster and PostgreSQL can be started on it. */
    void clear() throws IOException, InterruptedException {
        Optional<ProcessHandle> named = processNamedInPidFile();
        if (named.filter(this::isOurs).isPresent()) stop(named.get());
        awaitEndOfBackends();
        // PostgreSQL judges a pid file of a dead process itself, by the shared memory it names. It is fooled only by a
        // pid that lives on: somebody else's process, or a zombie nobody has buried.
        if (processNamedInPidFile().isPresent()) Files.deleteIfExists(pidFile());
    }

    private void stop(ProcessHandle postmaster) throws IOException, InterruptedException {
        LOG.warn("PostgreSQL {} was left behind by a server that was killed; stopping it", postmaster.pid());
        String seconds = Long.toString(PATIENCE.toSeconds());
        programs.run(
                PATIENCE.plusSeconds(10),
                "pg_ctl",
                List.of("stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", seconds));
    }

    /** After a kill of the postmaster alone its children notice within moments; until then they may still write. */
    private void awaitEndOfBackends() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ProcessHandle.allProcesses().anyMatch(this::worksInCluster)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL processes still work in " + cluster);
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

    /** Every PostgreSQL process works in its cluster. A zombie has no working directory any more. */
    private boolean worksInCluster(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), cluster)
                    && Files.readString(Path.of("/proc/" + process.pid() + "/comm"))
                            .startsWith("postgres");
        } catch (IOException e) {
            return false; // gone, a zombie, another user's, or a system without /proc
        }
    }
}

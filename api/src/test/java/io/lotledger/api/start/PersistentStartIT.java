package io.lotledger.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.MigratedDatabase;
import io.lotledger.api.exports.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server in a process of its own, whose PostgreSQL is killed before the server has started. */
class PersistentStartIT {
    private static final String AGAIN = "The server starts again, ";

    private final Path directory = LotledgerServer.newDataDirectory();
    private final ServerProcess server = new ServerProcess(directory, List.of());

    @AfterEach
    void forget() throws IOException {
        server.close();
        readyPostgres().ifPresent(ProcessHandle::destroyForcibly);
        LotledgerServer.delete(directory);
    }

    @Test
    void serverWhosePostgresIsKilledWhileItStartsStartsAgainAndAnswers() throws IOException {
        MigratedDatabase.copyInto(directory);
        server.start();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> readyPostgres()
                        .filter(PersistentStartIT::isKnownToBeReady)
                        .isPresent());

        readyPostgres().ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofMinutes(3)).until(() -> server.baseUrl().isPresent() || !server.isAlive());

        assertThat(server.story())
                .contains(AGAIN + "4 more times at most")
                .doesNotContain("APPLICATION FAILED TO START");
        assertThat(ApiClient.fetch(server.baseUrl().orElseThrow() + "/actuator/health/readiness")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @FullEffort
    void serverWhosePostgresEndsAtEachAttemptGivesUpAndNamesTheLogOfPostgres() throws IOException {
        MigratedDatabase.copyInto(directory);
        server.start();

        await().atMost(Duration.ofMinutes(4)).until(() -> {
            readyPostgres().filter(PersistentStartIT::isKnownToBeReady).ifPresent(ProcessHandle::destroyForcibly);
            return !server.isAlive();
        });

        assertThat(server.story())
                .contains(AGAIN + "1 more time at most", "APPLICATION FAILED TO START", "postgresql.log");
    }

    /** Once it takes connections: the last line of its file says so. */
    private Optional<ProcessHandle> readyPostgres() throws IOException {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("postgresql/postmaster.pid"));
            return lines.size() < 8 || !lines.get(7).startsWith("ready")
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** pg_ctl, for which the server waits, looks ten times a second. */
    private static boolean isKnownToBeReady(ProcessHandle postgres) {
        return postgres.info()
                .startInstant()
                .filter(started -> started.isBefore(Instant.now().minus(Duration.ofSeconds(1))))
                .isPresent();
    }
}

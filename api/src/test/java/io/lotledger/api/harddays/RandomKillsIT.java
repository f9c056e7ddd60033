package io.lotledger.api.harddays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotledger.api.ApiClient;
import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A server with its own PostgreSQL, as {@code java -jar lotledger.jar} starts it. Both are killed at random while clients capture. Then
 * every acknowledged event is in the log once, and in every table; and nothing else is there, wholly or in part.
 *
 * <p>{@code -Dkills=} for another number of kills, {@code -Dkills.minutes=} to end earlier, {@code -Dkills.seed=} to repeat a run,
 * {@code -Dkills.keep=true} to look at the data directory afterwards.
 */
class RandomKillsIT {
    private static final int KILLS = Integer.getInteger("kills", Effort.of(0, 110));
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final Duration LONGEST = Duration.ofMinutes(Integer.getInteger("kills.minutes", 60));
    private static final int WRITERS = 4;
    private static final int READERS = 2;
    private static final String KEY = "ll_kills_0123456789abcdef0123456789abcdef";
    private static final Duration START = Duration.ofMinutes(6);

    private final Random random = new Random(SEED);
    private final Path data = LotledgerServer.newDataDirectory();
    private final Map<Blow, List<Long>> recoveries = new TreeMap<>();

    private enum Blow {
        SERVER,
        SERVER_AND_POSTGRESQL,
        POSTGRESQL,
        POSTGRESQL_BACKEND,
        SERVER_AGAIN_WHILE_IT_STARTS,
        POSTGRESQL_WHILE_THE_SERVER_STARTS
    }

    /** Fourteen kills. Those that cost no start of a server come more often. */
    private static final List<Blow> ROUND = List.of(
            Blow.SERVER,
            Blow.SERVER,
            Blow.SERVER_AND_POSTGRESQL,
            Blow.POSTGRESQL,
            Blow.POSTGRESQL,
            Blow.POSTGRESQL,
            Blow.POSTGRESQL_BACKEND,
            Blow.POSTGRESQL_BACKEND,
            Blow.POSTGRESQL_BACKEND,
            Blow.SERVER_AGAIN_WHILE_IT_STARTS,
            Blow.POSTGRESQL_WHILE_THE_SERVER_STARTS);

    @Test
    void everyAcknowledgedEventIsThereOnceAfterRandomKills() throws Exception {
        assumeTrue(KILLS > 0, "a walk of mvn -Pfaults verify");
        System.out.println("kills: " + KILLS + ", seed " + SEED);
        try (Deliveries deliveries = new Deliveries();
                ServerProcess server = new ServerProcess(
                        data,
                        "600m",
                        List.of(
                                "lotledger.bootstrap.api-key=" + KEY,
                                "lotledger.subscriptions.allow-private-addresses=true",
                                "lotledger.subscriptions.longest-pause=2s"))) {
            server.start();
            ApiClient first = client(server);
            deliveries.subscribe(first);
            try (Partners partners =
                    new Partners(() -> server.baseUrl().map(List::of).orElse(List.of()), KEY, SEED)) {
                partners.start(WRITERS, READERS);
                awaitAcknowledgement(server, partners, System.nanoTime());
                long began = System.nanoTime();
                int kills = 0;
                for (Blow blow : deck()) {
                    if (System.nanoTime() - began > LONGEST.toNanos()) break;
                    kills += kills(blow);
                    pause(2_500);
                    long struck = System.nanoTime();
                    strike(server, blow);
                    awaitAcknowledgement(server, partners, System.nanoTime());
                    recoveries
                            .computeIfAbsent(blow, b -> new ArrayList<>())
                            .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - struck));
                }
                System.out.println("kills: " + kills + " done in "
                        + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s");
                partners.stop();
                check(server, partners, deliveries);
            }
        } finally {
            killIfThere(postmaster());
            if (Boolean.getBoolean("kills.keep")) System.out.println("kills: data in " + data);
            else LotledgerServer.delete(data);
        }
    }

    private void check(ServerProcess server, Partners partners, Deliveries deliveries) throws IOException {
        ApiClient client = client(server);
        LedgerLaws laws = new LedgerLaws(database(), client);
        long began = System.nanoTime();
        laws.awaitLevel();
        long level = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        int whole = laws.assertEachEventIsInTheLogOnce(partners);
        int events = partners.acknowledged().values().stream()
                .mapToInt(SentDocument::size)
                .sum();
        System.out.println("kills: "
                + recoveries.entrySet().stream()
                        .map(of -> of.getValue().size() + " x " + of.getKey() + " " + figures(of.getValue()))
                        .collect(Collectors.joining("; ")));
        System.out.println("kills: " + partners.acknowledged().size() + " documents with " + events
                + " events acknowledged; " + partners.givenUp().size() + " without an acknowledgement, of which "
                + whole
                + " are there; answers " + partners.answers() + ", longest " + partners.longestAnswerMillis()
                + " ms; level after " + level + " ms");
        assertThat(partners.unexpected())
                .as("answers that are neither success nor 503")
                .isEmpty();
        assertThat(partners.longestAnswerMillis())
                .as("the longest wait for an answer")
                .isLessThan(30_000);
        laws.assertEachCaptureHasItsJob(partners);
        laws.assertEachEventIsInEveryTableOnce();
        laws.assertChainIsWhole();
        int again = laws.assertDelivered(deliveries);
        Map<String, Integer> exports = laws.assertExportsEnded(partners);
        laws.assertDrillsLinksAndKeysStand(partners, client);
        System.out.println(
                "kills: " + deliveries.distinct().size() + " shipments delivered, " + again + " of them again; exports "
                        + exports + ", " + partners.drills().size() + " drills, "
                        + partners.links().size() + " links, "
                        + partners.keys().size() + " keys");
        laws.assertTablesAreWhatARebuildMakesOfTheLog();
        System.out.println("kills: bytes per event after the rebuild " + laws.sizes());
        assertThat(data.resolve("spool")).isEmptyDirectory();
    }

    private static String figures(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return "(median " + sorted.get(sorted.size() / 2) + " ms, longest " + sorted.get(sorted.size() - 1) + " ms)";
    }

    private List<Blow> deck() {
        List<Blow> deck = new ArrayList<>();
        int kills = 0;
        while (kills < KILLS) {
            List<Blow> round = new ArrayList<>(ROUND);
            Collections.shuffle(round, random);
            for (Blow blow : round) {
                if (kills >= KILLS) break;
                deck.add(blow);
                kills += kills(blow);
            }
        }
        return deck;
    }

    private static int kills(Blow blow) {
        return switch (blow) {
            case SERVER, POSTGRESQL, POSTGRESQL_BACKEND -> 1;
            default -> 2;
        };
    }

    private void strike(ServerProcess server, Blow blow) throws IOException {
        switch (blow) {
            case SERVER -> server.kill();
            case SERVER_AND_POSTGRESQL -> {
                if (random.nextBoolean()) {
                    server.kill();
                    killIfThere(postmaster());
                } else {
                    killIfThere(postmaster());
                    pause(300);
                    server.kill();
                }
            }
            case POSTGRESQL -> killIfThere(postmaster());
            case POSTGRESQL_BACKEND -> postmaster().ifPresent(this::killOneOfItsProcesses);
            case SERVER_AGAIN_WHILE_IT_STARTS -> {
                server.kill();
                server.start();
                pause(9_000);
                server.kill();
            }
            case POSTGRESQL_WHILE_THE_SERVER_STARTS -> {
                server.kill();
                server.start();
                pause(9_000);
                killIfThere(postmaster());
            }
        }
    }

    /** PostgreSQL then ends all sessions and recovers, as when the system kills one for its memory. */
    private void killOneOfItsProcesses(ProcessHandle postmaster) {
        List<ProcessHandle> processes = postmaster.children().toList();
        if (!processes.isEmpty())
            processes.get(random.nextInt(processes.size())).destroyForcibly();
    }

    private static void killIfThere(Optional<ProcessHandle> process) {
        process.ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<ProcessHandle> postmaster() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postgresql").resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty()) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::isOurs);
    }

    /** The file outlives a killed PostgreSQL, and its number may be another program's by now. */
    private boolean isOurs(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(data.toString());
    }

    private DriverManagerDataSource database() throws IOException {
        String port = Files.readAllLines(data.resolve("postgresql").resolve("postmaster.pid"))
                .get(3)
                .strip();
        return new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "lotledger",
                Files.readString(data.resolve("postgresql.password")).strip());
    }

    /** A server that ended is started again, as whoever runs it does. */
    private static void awaitAcknowledgement(ServerProcess server, Partners partners, long since) {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .conditionEvaluationListener(condition -> {
                    if (condition.getRemainingTimeInMS() < 100) System.out.println(server.tail());
                })
                .until(() -> {
                    if (!server.isAlive()) server.start();
                    return partners.isAcknowledgedSince(since);
                });
    }

    private static ApiClient client(ServerProcess server) {
        URI url = await().atMost(START)
                .until(server::baseUrl, Optional::isPresent)
                .orElseThrow();
        return new ApiClient(url, KEY);
    }

    private void pause(int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}

package io.lotledger.api.embedded;

import io.lotledger.api.start.CannotStartException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded PostgreSQL in the data directory: durable, on the loopback address only, protected by a password.
 *
 * <p>pg_ctl detaches it, so it outlives a killed server. The next start stops it before it starts its own. A lock inside the
 * cluster keeps a second server from doing so while the first lives, even if the data directory's own lock file is deleted.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String PASSWORD_FILE = "postgresql.password";
    private static final Duration RECOVERY = Duration.ofMinutes(10);

    /** Given on the command line, which overrides configuration files. The first three keep acknowledged data durable. */
    private static final Map<String, String> SERVER_SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "64"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"));

    /** Between checkpoints. Fewer checkpoints write less, but on a small volume the WAL would take the room of the data. */
    private static final long MOST_WAL_MEGABYTES = 4096;

    private static final long LEAST_WAL_MEGABYTES = 64;

    /** Bytes of PostgreSQL's log that tell why it does not start. The log grows until its operator truncates it. */
    private static final int MOST_LOG_SHOWN = 2_000;

    private final Path cluster;
    private final Path log;
    private final PostgresPrograms programs;
    private final int port;
    private final String password;
    private final Closeable lock;
    private boolean isClosed;

    private EmbeddedDatabase(
            Path cluster, Path log, PostgresPrograms programs, int port, String password, Closeable lock) {
        this.lock = lock;
        this.cluster = cluster;
        this.log = log;
        this.programs = programs;
        this.port = port;
        this.password = password;
    }

    public static EmbeddedDatabase start(DataDirectory data, Path binaries) {
        try {
            Path cluster = data.resolve("postgresql");
            LOG.info("Starting the embedded PostgreSQL in {}; the first start takes a few seconds longer", cluster);
            PostgresPrograms programs = PostgresPrograms.unpackedUnder(binaries);
            if (Files.exists(cluster)) requireSameMajorVersion(cluster, programs);
            else initialise(data, cluster, programs);
            return launched(data, cluster, programs);
        } catch (IOException e) {
            throw new UnusableFiles(data.path())
                    .explained(e)
                    .orElseGet(() -> new CannotStartException(
                            "the embedded PostgreSQL does not start: " + e.getMessage(),
                            "See postgresql.log in " + data.path()
                                    + ", or use an external PostgreSQL with --spring.datasource.url=jdbc:postgresql://…",
                            e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting the embedded PostgreSQL", e);
        }
    }

    private static EmbeddedDatabase launched(DataDirectory data, Path cluster, PostgresPrograms programs)
            throws IOException, InterruptedException {
        Closeable lock = data.lockAlso(cluster.resolve("lotledger.lock"));
        try {
            new OrphanedPostgres(cluster, programs).clear();
            EmbeddedDatabase database = new EmbeddedDatabase(
                    cluster,
                    data.resolve("postgresql.log"),
                    programs,
                    freePort(),
                    password(data, cluster, programs),
                    lock);
            database.launchTwiceAtMost();
            return database;
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return "lotledger";
    }

    public String password() {
        return password;
    }

    /** Creates the cluster in a temporary directory first, so that a kill leaves no partial cluster. */
    private static void initialise(DataDirectory data, Path cluster, PostgresPrograms programs)
            throws IOException, InterruptedException {
        Path part = data.resolve("postgresql.part");
        FileSystemUtils.deleteRecursively(part);
        if (!Files.exists(data.resolve(PASSWORD_FILE))) data.writePrivately(PASSWORD_FILE, randomPassword());
        programs.run(
                Duration.ofMinutes(5),
                "initdb",
                List.of(
                        "-D",
                        part.toString(),
                        "-U",
                        "lotledger",
                        "--auth=scram-sha-256",
                        "-c",
                        "scram_iterations=1", // 192 random bits need no stretching, which slows down each connection
                        "--pwfile=" + data.resolve(PASSWORD_FILE),
                        "--encoding=UTF8",
                        "--locale=C", // byte order: the same rows in the same order on every machine
                        "--data-checksums"));
        Files.move(part, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The password of the file. A file that is lost is made again, after PostgreSQL has the new password: a kill loses nothing. */
    private static String password(DataDirectory data, Path cluster, PostgresPrograms programs)
            throws IOException, InterruptedException {
        Path file = data.resolve(PASSWORD_FILE);
        if (!Files.exists(file)) {
            LOG.warn("{} is missing; PostgreSQL gets a new password", file);
            String password = randomPassword();
            programs.run(
                    RECOVERY,
                    "postgres",
                    List.of("--single", "-D", cluster.toString(), "-c", "exit_on_error=on", "postgres"),
                    "alter role lotledger password '" + password + "'\n");
            data.writePrivately(PASSWORD_FILE, password);
        }
        return Files.readString(file).strip();
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void requireSameMajorVersion(Path cluster, PostgresPrograms programs) throws IOException {
        Path file = cluster.resolve("PG_VERSION");
        if (Files.isReadable(cluster) && !Files.exists(file)) throw incomplete(cluster);
        String clusterVersion = Files.readString(file).strip();
        if (!clusterVersion.equals(Integer.toString(programs.majorVersion()))) {
            throw new CannotStartException(
                    "the data directory " + cluster + " was created by PostgreSQL " + clusterVersion
                            + ", but this server embeds PostgreSQL " + programs.majorVersion(),
                    "Dump it with the old version (pg_dumpall) and load it here, or return to the old server");
        }
    }

    /** Made by nothing that this server does: it makes a cluster in another directory, and renames it when it is whole. */
    private static CannotStartException incomplete(Path cluster) throws IOException {
        try (Stream<Path> files = Files.list(cluster)) {
            String found = files.findAny().isPresent()
                    ? " has no file PG_VERSION, so it is no data directory of PostgreSQL, or a part of one"
                    : " is empty; it should hold the data of PostgreSQL";
            return new CannotStartException(
                    cluster + found,
                    "If its files are on a volume that is not mounted, mount it. Otherwise restore the data directory from a backup."
                            + " To begin with an empty ledger, delete " + cluster + "; the next start makes it anew");
        }
    }

    /** Starts PostgreSQL again, on the same port, if its process is gone: killed, or ended because the disk was full. */
    public synchronized void restartIfGone() {
        OrphanedPostgres processes = new OrphanedPostgres(cluster, programs);
        try {
            if (isClosed || processes.isPostmasterRunning()) return;
            LOG.warn("The embedded PostgreSQL is gone; starting it again");
            programs.unpackAgain();
            processes.clear();
            launch();
            LOG.info("The embedded PostgreSQL runs again");
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL does not start, retrying: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A PostgreSQL that somebody kills while it starts is started once more. */
    private void launchTwiceAtMost() throws IOException, InterruptedException {
        try {
            launch();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL does not start, trying once more: {}", e.getMessage());
            new OrphanedPostgres(cluster, programs).clear();
            launch();
        }
    }

    private void launch() throws IOException, InterruptedException {
        StringBuilder options = new StringBuilder("-p " + port);
        SERVER_SETTINGS.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        options.append(" -c max_wal_size=").append(walMegabytes(cluster)).append("MB");
        String seconds = Long.toString(RECOVERY.toSeconds());
        long before = Files.exists(log) ? Files.size(log) : 0;
        try {
            programs.run(
                    RECOVERY.plusSeconds(10),
                    "pg_ctl",
                    List.of(
                            "start",
                            "-D",
                            cluster.toString(),
                            "-l",
                            log.toString(),
                            "-w",
                            "-t",
                            seconds,
                            "-o",
                            options.toString()));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + log + " says: " + tail(log, before), e);
        }
    }

    /** An eighth of the volume, within the limits. */
    private static long walMegabytes(Path cluster) {
        long eighth = (cluster.toFile().getTotalSpace() / 8) >> 20;
        return Math.max(LEAST_WAL_MEGABYTES, Math.min(MOST_WAL_MEGABYTES, eighth));
    }

    private static String tail(Path log, long from) throws IOException {
        if (!Files.exists(log)) return "nothing";
        try (FileChannel file = FileChannel.open(log)) {
            long start = Math.max(Math.min(from, file.size()), file.size() - MOST_LOG_SHOWN);
            ByteBuffer end = ByteBuffer.allocate(MOST_LOG_SHOWN);
            file.position(start);
            int read = 0;
            while (read >= 0 && end.hasRemaining()) read = file.read(end);
            return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8).strip();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        try (lock) {
            programs.unpackAgain();
            programs.run(
                    Duration.ofSeconds(70),
                    "pg_ctl",
                    List.of("stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60"));
        } catch (IOException e) {
            LOG.warn("the embedded PostgreSQL did not stop; the next start stops it: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

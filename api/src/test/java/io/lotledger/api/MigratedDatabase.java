package io.lotledger.api;

import io.lotledger.api.embedded.DataDirectory;
import io.lotledger.api.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * An empty database with the schema of today, made once per build. A server that begins with a copy of it saves the making
 * of a cluster and all migrations, which are most of its first start.
 */
public final class MigratedDatabase {
    /** Beside the database of the server, and equal to it: nobody is connected to it, so others can be made of it. */
    public static final String TEMPLATE = "migrated";

    private static final List<String> PARTS = List.of("postgresql", "postgresql.password");

    private MigratedDatabase() {}

    /** Does nothing if the directory has a database already. */
    public static void copyInto(Path dataDirectory) {
        if (Files.exists(dataDirectory.resolve("postgresql"))) return;
        try {
            Path made = made();
            Files.createDirectories(dataDirectory);
            for (String part : PARTS) copy(made.resolve(part), dataDirectory.resolve(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two JVMs of a build may ask at once. */
    private static synchronized Path made() throws IOException {
        Path parent = Files.createDirectories(LotledgerServer.programs().resolveSibling("migrated-databases"));
        Path made = parent.resolve(Long.toHexString(checksumOfMigrations()));
        try (FileChannel channel =
                        FileChannel.open(parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(made)) make(made, lock);
        }
        return made;
    }

    private static void make(Path made, FileLock held) throws IOException {
        Path part = made.resolveSibling(made.getFileName() + ".part");
        LotledgerServer.delete(part);
        try (DataDirectory data = DataDirectory.lock(part);
                EmbeddedDatabase database = EmbeddedDatabase.start(data, LotledgerServer.programs())) {
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .load()
                    .migrate();
            makeTemplate(database);
        }
        if (held.isValid()) Files.move(part, made, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void makeTemplate(EmbeddedDatabase database) throws IOException {
        String url = database.jdbcUrl().replaceFirst("postgres$", "template1");
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + TEMPLATE + " template postgres");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static long checksumOfMigrations() throws IOException {
        CRC32 checksum = new CRC32();
        for (Resource migration :
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/*.sql")) {
            try (InputStream in = migration.getInputStream()) {
                checksum.update(in.readAllBytes());
            }
        }
        return checksum.getValue();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator)
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

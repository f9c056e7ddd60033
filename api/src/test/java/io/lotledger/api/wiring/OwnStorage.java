package io.lotledger.api.wiring;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.MigratedDatabase;
import io.lotledger.api.embedded.DataDirectory;
import io.lotledger.api.embedded.EmbeddedDatabase;
import io.lotledger.api.embedded.EmbeddedObjectStore;
import io.lotledger.api.embedded.PostgresPrograms;
import io.lotledger.export.delivery.S3Connection;
import io.lotledger.export.delivery.Transfer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A PostgreSQL and an S3 of an operator's own: servers are told of them by settings, and none of theirs dies with a server.
 */
public final class OwnStorage implements AutoCloseable {
    private final DataDirectory data;
    private final EmbeddedDatabase database;
    private final EmbeddedObjectStore objects;

    private OwnStorage(DataDirectory data, EmbeddedDatabase database, EmbeddedObjectStore objects) {
        this.data = data;
        this.database = database;
        this.objects = objects;
    }

    /** With today's schema already: a server that begins with it migrates nothing. */
    public static OwnStorage startMigrated(Path directory) {
        MigratedDatabase.copyInto(directory);
        return start(directory);
    }

    /** With an empty database, which the first server migrates. */
    public static OwnStorage start(Path directory) {
        DataDirectory data = DataDirectory.lock(directory);
        return new OwnStorage(
                data, EmbeddedDatabase.start(data, LotledgerServer.programs()), EmbeddedObjectStore.start(data));
    }

    public URI objectStore() {
        return Objects.requireNonNull(objects.connection().endpoint());
    }

    public int databasePort() {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    /** @param port where the servers find PostgreSQL: its own, or a proxy's */
    public List<String> databaseSettings(int port) {
        return List.of(
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password());
    }

    /** @param name of a database that the test has made */
    public List<String> databaseSettings(String name) {
        return List.of(
                "spring.datasource.url=" + url(name),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password());
    }

    /** @param endpoint where the servers find S3 */
    public List<String> objectStoreSettings(URI endpoint) {
        S3Connection.Credentials credentials =
                Objects.requireNonNull(objects.connection().credentials());
        return List.of(
                "lotledger.s3.endpoint=" + endpoint,
                "lotledger.s3.bucket=" + bucket(),
                "lotledger.s3.access-key=" + credentials.accessKey(),
                "lotledger.s3.secret-key=" + credentials.secretKey());
    }

    public String bucket() {
        return objects.connection().bucket();
    }

    /** As a program that uses S3 by way of {@code endpoint} has it. */
    public S3Connection connection(URI endpoint, Transfer transfer) {
        S3Connection direct = objects.connection();
        return new S3Connection(endpoint, direct.region(), direct.bucket(), direct.credentials(), true, transfer);
    }

    /** Past every proxy. The caller closes it. */
    public S3Client client() {
        return objects.connection().client();
    }

    /** Past every proxy. The caller closes it. */
    public Connection sql() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** Past every proxy. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    }

    /** @param name of a database that the test has made */
    public DriverManagerDataSource dataSource(String name) {
        return new DriverManagerDataSource(url(name), database.user(), database.password());
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + databasePort() + "/" + name;
    }

    /** Past every proxy. */
    public void ensureBucket(S3Client client) {
        objects.connection().ensureBucket(client);
    }

    /** @param mode of {@code pg_ctl}: {@code fast} breaks every session, {@code immediate} is a crash */
    public void restartDatabase(String mode) throws IOException, InterruptedException {
        PostgresPrograms.unpackedUnder(LotledgerServer.programs())
                .run(
                        Duration.ofMinutes(2),
                        "pg_ctl",
                        List.of(
                                "restart",
                                "-D",
                                data.resolve("postgresql").toString(),
                                "-m",
                                mode,
                                "-w",
                                "-t",
                                "100",
                                "-l",
                                data.resolve("postgresql.log").toString()));
    }

    @Override
    public void close() throws IOException {
        objects.close();
        database.close();
        data.close();
    }
}

package io.lotledger.api.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lotledger.api.wiring.OwnStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ledger that one version filled, as a zip.
 *
 * <p>{@code schema.csv} has the version and checksum of each applied migration, {@code rows/} a file per table as PostgreSQL's COPY
 * writes it, {@code sequences.csv} their last values, {@code objects/} and {@code objects.json} what S3 holds, {@code requests.json}
 * and {@code documents/} what was sent, in order, {@code answers.json} what that version answered, and {@code manifest-key.pem} its key
 * if it signed manifests.
 *
 * <p>The schema itself is not in it: today's migrations make it again, and the checksums prove that they are the same.
 */
final class LedgerFixture {
    private static final Path FOLDER = Path.of("src/test/resources/ledgers");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String MANIFEST_KEY = "manifest-key.pem";
    private static final String APPLIED =
            "select version, checksum from flyway_schema_history where success order by installed_rank";

    private final Map<String, byte[]> files;

    private LedgerFixture(Map<String, byte[]> files) {
        this.files = files;
    }

    /** The names of all, the oldest first. */
    static List<String> names() {
        try (Stream<Path> zips = Files.list(FOLDER)) {
            return zips.map(zip -> zip.getFileName().toString())
                    .filter(file -> file.endsWith(".zip"))
                    .map(file -> file.substring(0, file.length() - ".zip".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LedgerFixture read(String name) {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(FOLDER.resolve(name + ".zip")))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) files.put(entry.getName(), zip.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LedgerFixture(files);
    }

    /** @param storage of a server that has stopped */
    static LedgerFixture of(OwnStorage storage, Map<String, byte[]> sent, JsonNode answers)
            throws IOException, SQLException {
        LedgerFixture fixture = new LedgerFixture(new TreeMap<>(sent));
        fixture.files.put("answers.json", JSON.writeValueAsBytes(answers));
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement()) {
            fixture.putLines("schema.csv", lines(statement, APPLIED));
            fixture.putLines("sequences.csv", lines(statement, """
                    select sequencename, last_value from pg_sequences
                     where schemaname = 'public' and last_value is not null order by 1"""));
            for (String table : lines(statement, """
                    select table_name from information_schema.tables
                     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
                     order by 1""")) fixture.putRows(connection, statement, table);
        }
        fixture.putObjects(storage);
        return fixture;
    }

    private void putLines(String name, List<String> lines) {
        files.put(name, String.join("\n", lines).getBytes(UTF_8));
    }

    private void putRows(Connection connection, Statement statement, String table) throws SQLException, IOException {
        String columns = lines(statement, """
                select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from information_schema.columns
                 where table_schema = 'public' and table_name = '%s' and is_generated = 'NEVER'""".formatted(table)).get(0);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        rows.writeBytes((columns + "\n").getBytes(UTF_8));
        long count = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + table + " (" + columns + ") to stdout", rows);
        if (count > 0) files.put("rows/" + table + ".copy", rows.toByteArray());
    }

    private void putObjects(OwnStorage storage) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        try (S3Client s3 = storage.client()) {
            for (S3Object object : s3.listObjectsV2Paginator(request -> request.bucket(storage.bucket()))
                    .contents()) {
                try (ResponseInputStream<GetObjectResponse> in =
                        s3.getObject(request -> request.bucket(storage.bucket()).key(object.key()))) {
                    ObjectNode described = all.putObject(object.key());
                    described.put("contentType", in.response().contentType());
                    in.response().metadata().forEach(described.putObject("metadata")::put);
                    files.put("objects/" + object.key(), in.readAllBytes());
                }
            }
        }
        files.put("objects.json", JSON.writeValueAsBytes(all));
    }

    /** Replaces a name in all rows: that of the machine, which tokens and leases hold. */
    void rename(String from, String to) {
        files.replaceAll((file, bytes) -> file.startsWith("rows/")
                ? new String(bytes, UTF_8).replace(from, to).getBytes(UTF_8)
                : bytes);
    }

    /** The same bytes for the same content. */
    void write(Path zip) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setLevel(9);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
    }

    JsonNode answers() {
        return json("answers.json");
    }

    /** In the order in which they were sent: {@code method}, {@code path}, {@code contentType} and {@code file}. */
    List<JsonNode> requests() {
        List<JsonNode> requests = new ArrayList<>();
        json("requests.json").forEach(requests::add);
        return requests;
    }

    String text(String file) {
        return new String(requireNonNull(files.get(file), file), UTF_8);
    }

    /** Keeps the key with which that version signed manifests; without one, the server makes one. */
    Path manifestKey(Path file) throws IOException {
        byte[] key = files.get(MANIFEST_KEY);
        return key == null ? file : Files.write(file, key);
    }

    private JsonNode json(String file) {
        return JSON.readTree(requireNonNull(files.get(file), file));
    }

    /** Makes the database, its schema at the version of the fixture, and all rows and objects. */
    void restore(OwnStorage storage, String database) throws SQLException, IOException {
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        List<String> applied = text("schema.csv").lines().toList();
        String newest = applied.get(applied.size() - 1);
        DriverManagerDataSource source = storage.dataSource(database);
        Flyway.configure()
                .dataSource(source)
                .target(newest.substring(0, newest.indexOf(',')))
                .load()
                .migrate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> today = lines(statement, APPLIED);
            if (!today.equals(applied))
                throw new AssertionError("migrations were edited: applied then " + applied + ", today " + today);
            load(connection, statement);
        }
        restoreObjects(storage);
    }

    private void load(Connection connection, Statement statement) throws SQLException, IOException {
        statement.execute("set session_replication_role = replica"); // tables come in any order
        for (String file : files.keySet()) {
            if (!file.startsWith("rows/")) continue;
            String table = file.substring("rows/".length(), file.length() - ".copy".length());
            String rows = text(file);
            int columns = rows.indexOf('\n');
            statement.execute("delete from " + table); // a row that a migration wrote
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + table + " (" + rows.substring(0, columns) + ") from stdin",
                            new ByteArrayInputStream(rows.substring(columns + 1).getBytes(UTF_8)));
        }
        for (String sequence : text("sequences.csv").lines().toList()) {
            int comma = sequence.indexOf(',');
            statement.execute(
                    "select setval('%s', %s)".formatted(sequence.substring(0, comma), sequence.substring(comma + 1)));
        }
    }

    private void restoreObjects(OwnStorage storage) {
        try (S3Client s3 = storage.client()) {
            storage.ensureBucket(s3);
            json("objects.json").propertyStream().forEach(object -> {
                Map<String, String> metadata = new TreeMap<>();
                object.getValue()
                        .path("metadata")
                        .propertyStream()
                        .forEach(
                                one -> metadata.put(one.getKey(), one.getValue().asString()));
                s3.putObject(
                        request -> request.bucket(storage.bucket())
                                .key(object.getKey())
                                .contentType(
                                        object.getValue().path("contentType").asString())
                                .metadata(metadata),
                        RequestBody.fromBytes(requireNonNull(files.get("objects/" + object.getKey()))));
            });
        }
    }

    /** Columns are separated by commas. */
    private static List<String> lines(Statement statement, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= columns; i++) line.add(rows.getString(i));
                lines.add(String.join(",", line));
            }
        }
        return lines;
    }
}

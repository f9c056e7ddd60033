package io.lotledger.api.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The limit of all work of the server: the rows of its tables copied into tables with the same indexes, by two connections. */
final class BareCopy {
    private final DataSource database;
    private final JdbcClient jdbc;
    private final Path folder;

    BareCopy(DataSource database, Path folder) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.folder = folder;
    }

    /** @return seconds to copy and commit every row that the tables hold now */
    double seconds() throws Exception {
        List<String> tables = jdbc.sql("""
                        select relname from pg_class
                         where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0
                         order by pg_total_relation_size(oid) desc
                        """).query(String.class).list();
        jdbc.sql("drop schema if exists bare cascade").update();
        jdbc.sql("create schema bare").update();
        for (String table : tables) {
            jdbc.sql("create table bare." + table + " (like public." + table + " including all)")
                    .update();
            copyOut(table);
        }
        jdbc.sql("checkpoint").update();
        ExecutorService two = Executors.newFixedThreadPool(2);
        long began = System.nanoTime();
        List<Future<?>> copies = new ArrayList<>();
        for (String table : tables) copies.add(two.submit(() -> copyIn(table)));
        for (Future<?> copy : copies) copy.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        two.shutdown();
        jdbc.sql("drop schema bare cascade").update();
        for (String table : tables) Files.delete(file(table));
        return seconds;
    }

    private Path file(String table) {
        return folder.resolve(table + ".copy");
    }

    private void copyOut(String table) throws Exception {
        try (Connection connection = database.getConnection();
                OutputStream out = Files.newOutputStream(file(table))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy public." + table + " to stdout (format binary)", out);
        }
    }

    private void copyIn(String table) {
        try (Connection connection = database.getConnection();
                InputStream in = Files.newInputStream(file(table))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bare." + table + " from stdin (format binary)", in, 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

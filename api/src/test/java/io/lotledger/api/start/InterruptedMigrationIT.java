package io.lotledger.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.wiring.OwnStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** Ledgers whose upgrade was broken off in V56, which commits as it goes: the next start goes on. */
@SuppressWarnings("NullAway.Init") // set before all tests
class InterruptedMigrationIT {
    private static final String BEFORE = "at_v55";

    private static Path directory;
    private static OwnStorage storage;
    private static long policies;

    @BeforeAll
    static void start() throws SQLException {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.start(directory);
        administrator("create database " + BEFORE);
        migrate(BEFORE, "55");
        ledger("undisturbed");
        migrate("undisturbed", "latest");
        policies = policies("undisturbed");
    }

    @AfterAll
    static void stop() throws IOException {
        storage.close();
        LotledgerServer.delete(directory);
    }

    @Test
    void ledgerWithTheFunctionOfAKilledStartIsMigrated() throws Exception {
        ledger("killed_early");
        jdbc("killed_early").sql(functionOfV56()).update();

        migrate("killed_early", "latest");

        assertWhole("killed_early");
    }

    @Test
    void ledgerWithHalfOfItsTablesBehindTheWallIsMigrated() throws Exception {
        ledger("killed_halfway");
        jdbc("killed_halfway").sql(functionOfV56()).update();
        jdbc("killed_halfway")
                .sql("select raise_organisation_wall(oid) from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind in ('r', 'p', 'v') and oid::bigint % 2 = 0")
                .query()
                .listOfRows();

        migrate("killed_halfway", "latest");

        assertWhole("killed_halfway");
    }

    @Test
    void migrationThatPostgresRefusedBeginsAnewAtTheNextStart() throws Exception {
        ledger("locked");
        administrator("alter database locked set lock_timeout = '200ms'");
        Throwable failure;
        try (Connection other = storage.dataSource("locked").getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table " + lastTable("locked") + " in access share mode");
            failure = catchThrowable(() -> migrate("locked", "latest"));
        }

        FailureAnalysis analysis = explained(failure);
        assertThat(analysis.getDescription())
                .isEqualTo("The migration V56__organisation_wall.sql of the database tables failed:"
                        + " ERROR: canceling statement due to lock timeout");
        assertThat(analysis.getAction())
                .contains("start again", "restore the backup")
                .doesNotContain("spring.datasource");
        assertThat(function("locked")).isNotNull();
        assertThat(rowsOfV56("locked"))
                .as("of Flyway, which would refuse a failed one")
                .isEmpty();

        migrate("locked", "latest");

        assertWhole("locked");
    }

    @Test
    void twoNodesThatStartAtOnceMigrateItOnce() throws Exception {
        ledger("two_nodes");
        jdbc("two_nodes").sql(functionOfV56()).update();

        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> migrate("two_nodes", "latest"));
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> migrate("two_nodes", "latest"));
        CompletableFuture.allOf(one, other).join();

        assertWhole("two_nodes");
    }

    @Test
    void functionOfALedgerBeyondV56IsKept() {
        ledger("at_v57");
        migrate("at_v57", "57");
        Long function = function("at_v57");

        migrate("at_v57", "latest");

        assertThat(function("at_v57")).isEqualTo(function);
        assertWhole("at_v57");
    }

    @Test
    void failureOfAnotherMigrationNamesItAndIsNotRemembered() {
        ledger("taken_name");
        jdbc("taken_name").sql("create table record_sender ()").update(); // of V58

        FailureAnalysis analysis = explained(catchThrowable(() -> migrate("taken_name", "latest")));

        assertThat(analysis.getDescription())
                .isEqualTo("The migration V58__record_senders.sql of the database tables failed:"
                        + " ERROR: relation \"record_sender\" already exists");
        jdbc("taken_name").sql("drop table record_sender").update();
        migrate("taken_name", "latest");
        assertWhole("taken_name");
    }

    private static FailureAnalysis explained(Throwable failure) {
        return Objects.requireNonNull(
                new StartFailureAnalyzer(new DefaultListableBeanFactory(), new MockEnvironment()).analyze(failure));
    }

    private static void assertWhole(String ledger) {
        assertThat(rowsOfV56(ledger)).containsExactly(true);
        assertThat(policies(ledger)).isEqualTo(policies);
        assertThat(function(ledger)).isNotNull();
    }

    private static List<Boolean> rowsOfV56(String ledger) {
        return jdbc(ledger)
                .sql("select success from flyway_schema_history where version = '56'")
                .query(Boolean.class)
                .list();
    }

    private static long policies(String ledger) {
        return jdbc(ledger)
                .sql("select count(*) from pg_policy where polname = 'organisation_wall'")
                .query(Long.class)
                .single();
    }

    private static Long function(String ledger) {
        return jdbc(ledger)
                .sql("select oid::bigint from pg_proc where proname = 'raise_organisation_wall'")
                .query(Long.class)
                .single();
    }

    private static String lastTable(String ledger) {
        return jdbc(ledger)
                .sql("select attrelid::regclass::text from pg_attribute join pg_class on pg_class.oid = attrelid"
                        + " where attname = 'organisation' and relkind = 'r' and relnamespace = 'public'::regnamespace"
                        + " and relname not in ('organisation', 'queried_event', 'search_term')"
                        + " order by attrelid desc limit 1")
                .query(String.class)
                .single();
    }

    /** Its first statement. */
    private static String functionOfV56() throws IOException {
        String script = new ClassPathResource("db/migration/V56__organisation_wall.sql")
                .getContentAsString(StandardCharsets.UTF_8);
        return script.substring(0, script.indexOf("end $$;") + "end $$;".length());
    }

    private static void ledger(String name) {
        administrator("create database " + name + " template " + BEFORE);
    }

    private static void migrate(String ledger, String target) {
        Flyway.configure()
                .dataSource(storage.dataSource(ledger))
                .target(target)
                .load()
                .migrate();
    }

    private static JdbcClient jdbc(String ledger) {
        return JdbcClient.create(storage.dataSource(ledger));
    }

    private static void administrator(String statement) {
        JdbcClient.create(storage.dataSource()).sql(statement).update();
    }
}

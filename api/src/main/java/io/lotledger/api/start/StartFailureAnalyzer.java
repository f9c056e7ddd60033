package io.lotledger.api.start;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * Explains every failed start that no other analyzer explains: what failed, which setting, what to do. The stack trace is written
 * to a file.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {
    private final BeanFactory beans;
    private final Environment environment;

    StartFailureAnalyzer(BeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
        FailureAnalysis known = byOthers(rootFailure);
        if (known != null) return known;
        SQLException database = find(rootFailure, SQLException.class);
        FlywayMigrateException migration = find(rootFailure, FlywayMigrateException.class);
        if (database != null && migration != null) return migration(migration, database);
        if (database != null) return new FailureAnalysis(refused(database), remedy(database), rootFailure);
        FlywayException schema = find(rootFailure, FlywayException.class);
        if (schema != null) {
            return new FailureAnalysis(
                    "The database tables do not match this version of Lotledger: " + firstLine(schema),
                    "Start the version that last wrote this database, or a newer one. If a migration failed half-way, restore a backup.",
                    rootFailure);
        }
        AccessDeniedException denied = find(rootFailure, AccessDeniedException.class);
        if (denied != null)
            return new FailureAnalysis(
                    "The server, which runs as the user '" + System.getProperty("user.name") + "', has no access to "
                            + denied.getFile(),
                    "Let that user read and write it, or start the server as the user to whom it belongs.",
                    rootFailure);
        Throwable deepest = deepest(rootFailure);
        return new FailureAnalysis(
                "The server cannot start: " + deepest.getClass().getSimpleName() + ": " + firstLine(deepest),
                written(rootFailure),
                rootFailure);
    }

    /** Asks Spring's analyzers, which may be ordered after this one. */
    private @Nullable FailureAnalysis byOthers(Throwable failure) {
        ArgumentResolver arguments =
                ArgumentResolver.of(BeanFactory.class, beans).and(Environment.class, environment);
        return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, arguments).stream()
                .filter(analyzer -> !(analyzer instanceof StartFailureAnalyzer))
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static FailureAnalysis migration(FlywayMigrateException failed, SQLException refusal) {
        return new FailureAnalysis(
                "The migration " + failed.getMigration().getScript() + " of the database tables failed: "
                        + firstLine(refusal),
                "Mend what PostgreSQL names, and start again: the migration begins anew. If it fails again, restore the backup of"
                        + " before the upgrade, go on with the version that made it, and report this message.",
                failed);
    }

    private String refused(SQLException e) {
        String url = environment.getProperty("spring.datasource.url", "the embedded PostgreSQL");
        return "The database (" + url.replaceAll("(?i)(password=)[^&]*", "$1…") + ") refuses: " + firstLine(e);
    }

    private String remedy(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (PersistentStart.isEmbedded(environment) && DatabaseOutage.isBehind(e))
            return "PostgreSQL ended while the server started, also when the server tried again. postgresql.log in"
                    + " lotledger.data-dir says why PostgreSQL ended. Mend that, and start the server again.";
        if (state.startsWith("08"))
            return "Is PostgreSQL running at spring.datasource.url, and can this machine reach it?";
        if (state.startsWith("28")) return "Check spring.datasource.username and spring.datasource.password.";
        if (state.equals("3D000")) return "Create the database named in spring.datasource.url first.";
        if (state.equals("42501")) return "Grant the user of spring.datasource.username the rights to create tables.";
        return "Check spring.datasource.url, .username and .password; PostgreSQL 15 or newer is needed.";
    }

    private String written(Throwable failure) {
        try {
            Path file = Files.createTempFile("lotledger-start-failure", ".txt");
            try (PrintWriter trace = new PrintWriter(Files.newBufferedWriter(file))) {
                failure.printStackTrace(trace);
            }
            return "The stack trace is in " + file + "; attach it to a report.";
        } catch (IOException e) {
            return "Start with --debug to see where.";
        }
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() != deepest) deepest = deepest.getCause();
        return deepest;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable one = failure; one != null; one = one.getCause())
            if (type.isInstance(one)) return type.cast(one);
        return null;
    }
}

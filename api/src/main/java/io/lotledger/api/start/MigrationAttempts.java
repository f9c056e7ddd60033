package io.lotledger.api.start;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Migrates the tables while nodes of the earlier version write them. A migration that deadlocks with one of their steps is
 * rolled back by PostgreSQL, and begins anew.
 */
@Configuration(proxyBeanMethods = false)
class MigrationAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationAttempts.class);
    private static final String DEADLOCK = "40P01";
    private static final int ATTEMPTS = 5;

    @Bean
    FlywayMigrationStrategy migrationStrategy() {
        return flyway -> despiteDeadlocks(flyway::migrate);
    }

    static void despiteDeadlocks(Runnable migration) {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                migration.run();
                return;
            } catch (FlywayException e) {
                if (left == 0 || !isDeadlock(e)) throw e;
                LOG.warn("A migration waited for a node that waited for it, and begins anew: {}", e.getMessage());
            }
        }
    }

    private static boolean isDeadlock(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause())
            if (one instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState())) return true;
        return false;
    }
}

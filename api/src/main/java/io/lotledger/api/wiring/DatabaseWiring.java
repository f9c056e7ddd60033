package io.lotledger.api.wiring;

import io.lotledger.api.embedded.DataDirectory;
import io.lotledger.api.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Starts the embedded PostgreSQL unless {@code spring.datasource.url} is given. The pool closes before it stops. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LotledgerSettings.class)
class DatabaseWiring {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWiring.class);

    @Bean
    @Lazy // unused with an external PostgreSQL and S3
    DataDirectory dataDirectory(LotledgerSettings settings) {
        return DataDirectory.lock(settings.dataDir());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
    static class Embedded {

        @Bean
        EmbeddedDatabase embeddedDatabase(DataDirectory data, LotledgerSettings settings) {
            Path binaries = settings.binariesDir() == null ? data.resolve("programs") : settings.binariesDir();
            EmbeddedDatabase database = EmbeddedDatabase.start(data, binaries);
            LOG.info("PostgreSQL: embedded, {} on {}", data.resolve("postgresql"), database.jdbcUrl());
            return database;
        }

        /** For the run that archives classes: Spring halts it where it has started, and PostgreSQL would go on. */
        @Bean
        @ConditionalOnProperty(name = "spring.context.exit", havingValue = "onRefresh")
        DefaultLifecycleProcessor lifecycleProcessor(EmbeddedDatabase database) {
            return new DefaultLifecycleProcessor() {
                @Override
                public void onRefresh() {
                    database.close();
                    super.onRefresh();
                }
            };
        }

        @Bean
        OrphanedClaims deadClaims(JdbcClient jdbc) {
            return new OrphanedClaims(jdbc);
        }

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(EmbeddedDatabase database) {
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return database.user();
                }

                @Override
                public String getPassword() {
                    return database.password();
                }

                @Override
                public String getJdbcUrl() {
                    return database.jdbcUrl();
                }
            };
        }
    }
}

package io.lotledger.api.outage;

import io.lotledger.api.clock.DatabaseClock;
import io.lotledger.api.embedded.EmbeddedDatabase;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the pool open its connections through {@link OpenConnections}, and watches the database. */
@Configuration(proxyBeanMethods = false)
class OutageWiring {

    @Bean
    static PoolConnections poolConnections() {
        return new PoolConnections();
    }

    /** @param pool is there before the watch */
    @Bean
    DatabaseWatch databaseWatch(
            DataSource pool,
            PoolConnections connections,
            ObjectProvider<EmbeddedDatabase> embedded,
            DatabaseClock clock,
            @Value("${lotledger.database.answer-timeout:5s}") Duration silence) {
        if (silence.toSeconds() < 1)
            throw new IllegalArgumentException("lotledger.database.answer-timeout must be at least 1s, not " + silence);
        return new DatabaseWatch(
                connections.withTimeout(silence),
                connections::abort,
                () -> embedded.ifAvailable(EmbeddedDatabase::restartIfGone),
                clock);
    }
}

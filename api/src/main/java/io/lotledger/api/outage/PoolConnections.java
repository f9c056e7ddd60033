package io.lotledger.api.outage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts {@link OpenConnections} under the pool, once it is configured and before it opens a connection. */
final class PoolConnections implements BeanPostProcessor {
    private @Nullable HikariDataSource pool;
    private @Nullable OpenConnections open;

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource hikari) {
            pool = hikari;
            open = new OpenConnections(database(hikari, new Properties()));
            hikari.setDataSource(open);
        }
        return bean;
    }

    int abort() {
        return Objects.requireNonNull(open).abort();
    }

    /** Opens connections of which each step ends after this time. */
    DataSource withTimeout(Duration longest) {
        String seconds = Long.toString(longest.toSeconds());
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("ApplicationName", "lotledger-watch");
        return database(Objects.requireNonNull(pool), properties);
    }

    private static DataSource database(HikariDataSource pool, Properties more) {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.putAll(more);
        return new DriverDataSource(
                pool.getJdbcUrl(), pool.getDriverClassName(), properties, pool.getUsername(), pool.getPassword());
    }
}

package io.lotledger.api.limits;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the connections that are taken from a database. */
final class CountingDataSource extends DelegatingDataSource {
    private final AtomicInteger connections = new AtomicInteger();
    private final boolean broken;

    CountingDataSource(DataSource database) {
        super(database);
        this.broken = false;
    }

    private CountingDataSource() {
        this.broken = true;
    }

    static CountingDataSource broken() {
        return new CountingDataSource();
    }

    @Override
    public Connection getConnection() throws SQLException {
        connections.incrementAndGet();
        if (broken) throw new SQLException("the database is away", "08001");
        return super.getConnection();
    }

    int connections() {
        return connections.get();
    }
}

package io.lotledger.api.projections;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Keeps the tables of lineage from being replaced, from before the projections start. */
final class OlderTables implements SmartLifecycle {
    static final AtomicBoolean KEPT = new AtomicBoolean();
    private final DataSource dataSource;
    private @Nullable Connection claim;

    OlderTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void start() {
        if (!KEPT.get()) return;
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select from projection_position where projection = 'lineage' for no key update");
            }
            claim = connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void letGo() throws SQLException {
        Connection held = claim;
        claim = null;
        KEPT.set(false);
        if (held == null) return;
        held.rollback();
        held.close();
    }

    @Override
    public void stop() {
        try {
            letGo();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isRunning() {
        return claim != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}

package io.lotledger.api.wall;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool, whose connections are {@link ReaderRole}'s while the thread that takes them is behind the wall. They go back as they
 * came, or are closed.
 */
final class WalledConnections extends DelegatingDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(WalledConnections.class);
    private static final String SWITCH =
            "select set_config('role', ?, false), set_config('lotledger.organisation', ?, false)";

    private final HikariDataSource pool;
    private final OrganisationWall wall;

    WalledConnections(HikariDataSource pool, OrganisationWall wall) {
        super(pool);
        this.pool = pool;
        this.wall = wall;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<UUID> organisation = wall.organisation();
        Connection connection = pool.getConnection();
        if (organisation.isEmpty()) return connection;
        try {
            become(connection, ReaderRole.NAME, organisation.get().toString());
        } catch (SQLException | RuntimeException e) {
            evict(connection);
            throw e;
        }
        return walled(connection);
    }

    private Connection walled(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, proxy, method, arguments));
    }

    private @Nullable Object call(
            Connection connection, Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "close" -> giveBack(connection);
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                try {
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                }
            }
        }
        return null;
    }

    /** What is set in a transaction goes with its rollback, so the transaction ends first. */
    private void giveBack(Connection connection) throws SQLException {
        if (connection.isClosed()) return;
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            become(connection, "none", "");
        } catch (SQLException | RuntimeException e) {
            LOG.debug("a connection is closed, because it cannot be given back: {}", e.toString());
            evict(connection);
            return;
        }
        connection.close();
    }

    private static void become(Connection connection, String role, String organisation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWITCH)) {
            statement.setString(1, role);
            statement.setString(2, organisation);
            statement.execute();
        }
    }

    private void evict(Connection connection) {
        pool.evictConnection(connection);
    }
}

package io.lotledger.api.outage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Opens the pool's connections to PostgreSQL, and can end all of them at once, in use or not. */
final class OpenConnections extends DelegatingDataSource {
    private final Set<Connection> open = Collections.newSetFromMap(new WeakHashMap<>());

    OpenConnections(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return remembered(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return remembered(super.getConnection(user, password));
    }

    private Connection remembered(Connection connection) {
        synchronized (open) {
            open.add(connection);
        }
        return connection;
    }

    /** In a thread of its own: closing a TLS socket waits for a thread that writes to it. */
    private static void run(Runnable abort) {
        Thread thread = new Thread(abort, "database-abort");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Closes their sockets. A thread that waits for an answer gets an exception at once.
     *
     * @return how many were open
     */
    int abort() {
        List<Connection> all;
        synchronized (open) {
            all = List.copyOf(open);
            open.clear();
        }
        int ended = 0;
        for (Connection connection : all) {
            try {
                if (connection.isClosed()) continue;
                connection.abort(OpenConnections::run);
                ended++;
            } catch (SQLException e) {
                // it was closing
            }
        }
        return ended;
    }
}

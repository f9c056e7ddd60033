package io.lotledger.api.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.lotledger.api.LotledgerServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A pool of one connection: who takes it next gets what the one before left. */
class WalledConnectionsIT {
    private static final UUID ORGANISATION = new UUID(5, 6);

    private final OrganisationWall wall = new OrganisationWall();
    private final HikariDataSource pool = pool();
    private final WalledConnections connections = new WalledConnections(pool, wall);
    private String owner = "";
    private int backend;

    @BeforeEach
    void learn() throws SQLException {
        try (Connection connection = connections.getConnection()) {
            owner = text(connection, "select current_user");
            backend = Integer.parseInt(text(connection, "select pg_backend_pid()"));
        }
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void goesBackCleanAfterAFailedStatement() throws SQLException {
        try (Connection connection = taken()) {
            assertThatThrownBy(() -> text(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
        }
        assertClean(backend);
    }

    @Test
    void goesBackCleanFromAnAbortedTransaction() throws SQLException {
        try (Connection connection = taken()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> text(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> text(connection, "select 1")).hasMessageContaining("transaction is aborted");
        }
        assertClean(backend);
    }

    @Test
    void goesBackCleanAfterARollbackAndFromAReadOnlyTransaction() throws SQLException {
        try (Connection connection = taken()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(text(connection, "select current_user")).isEqualTo(ReaderRole.NAME);
            connection.rollback();
            assertThat(text(connection, "select current_user")).isEqualTo(ReaderRole.NAME);
        }
        assertClean(backend);
    }

    @Test
    void goesBackCleanWhenAStatementChangedTheOrganisation() throws SQLException {
        try (Connection connection = taken()) {
            text(connection, "select set_config('lotledger.organisation', '" + new UUID(7, 8) + "', false)");
        }
        assertClean(backend);
    }

    @Test
    void isClosedWhenItCannotBeCleaned() throws SQLException {
        Connection connection = taken();
        try (Connection other = other();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_terminate_backend(" + backend + ")");
        }
        connection.close();
        connection.close();

        try (Connection next = connections.getConnection()) {
            assertThat(text(next, "select pg_backend_pid()")).isNotEqualTo(Integer.toString(backend));
        }
    }

    @Test
    void threadWithoutWallGetsTheOwners() throws SQLException {
        assertClean(backend);
    }

    private Connection taken() throws SQLException {
        wall.raise(ORGANISATION);
        try {
            Connection connection = connections.getConnection();
            assertThat(text(connection, "select current_user")).isEqualTo(ReaderRole.NAME);
            assertThat(text(connection, "select current_setting('lotledger.organisation')"))
                    .isEqualTo(ORGANISATION.toString());
            return connection;
        } finally {
            wall.lower();
        }
    }

    private void assertClean(int expected) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            assertThat(text(connection, "select current_user")).isEqualTo(owner);
            assertThat(text(connection, "select coalesce(current_setting('lotledger.organisation', true), '')"))
                    .isEmpty();
            assertThat(text(connection, "select pg_backend_pid()")).isEqualTo(Integer.toString(expected));
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static HikariDataSource pool() {
        JdbcConnectionDetails server = LotledgerServer.shared().bean(JdbcConnectionDetails.class);
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.getJdbcUrl());
        pool.setUsername(server.getUsername());
        pool.setPassword(server.getPassword());
        pool.setMaximumPoolSize(1);
        return pool;
    }

    private static Connection other() throws SQLException {
        return LotledgerServer.shared().bean(DataSource.class).getConnection();
    }
}

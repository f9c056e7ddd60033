package io.lotledger.api.lots;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Breaks the connection before the so-manieth statement, or before the commit: to the database that is the death of the process.
 * Or lets something else happen there.
 */
final class FailingDataSource extends DelegatingDataSource {
    private int left = Integer.MAX_VALUE;
    private int before = Integer.MAX_VALUE;
    private Runnable other = () -> {};

    FailingDataSource(DataSource real) {
        super(real);
    }

    /** Statements and commits from now on until the connection breaks. */
    void dieAfter(int steps) {
        left = steps;
    }

    void live() {
        left = Integer.MAX_VALUE;
    }

    /** Something else happens, once, before the so-manieth statement from now on. */
    void meanwhile(int steps, Runnable other) {
        this.before = steps;
        this.other = other;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return proxy(Connection.class, real, real);
    }

    private <T> T proxy(Class<T> type, T real, Connection connection) {
        return type.cast(Proxy.newProxyInstance(
                FailingDataSource.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean step = method.getName().startsWith("execute")
                            || method.getName().equals("unwrap") // who copies asks the driver itself
                            || method.getName().equals("commit");
                    if (step && --left < 0) die(connection);
                    if (step && before-- == 0) other.run();
                    Object answer = invoke(real, method, arguments);
                    if (answer instanceof java.sql.PreparedStatement statement) {
                        return proxy(java.sql.PreparedStatement.class, statement, connection);
                    }
                    return answer instanceof Statement statement && type == Connection.class
                            ? proxy(Statement.class, statement, connection)
                            : answer;
                }));
    }

    private static void die(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        throw new SQLException("the process died", "08006");
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

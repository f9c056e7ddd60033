package io.lotledger.projections.sql;

import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs long statements that do little, where planning them would take most of the time. Such a statement says how each
 * table is read whatever the values are, so a projection's transaction, which plans for the values, keeps its plan. A plan
 * made for small tables must not stay in use when they have grown: the statement is another one each time that the log has
 * doubled.
 */
public final class LastingPlan {
    private final JdbcClient jdbc;

    public LastingPlan(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param logPosition how far the tables go */
    public void run(String sql, long logPosition, Consumer<StatementSpec> statement) {
        StatementSpec lasting = jdbc.sql(sql + " -- " + (Long.SIZE - Long.numberOfLeadingZeros(logPosition)));
        // elsewhere PostgreSQL chooses by itself, and takes a short list of values for cheaper than one that it does
        // not know
        boolean isInTransaction = TransactionSynchronizationManager.isActualTransactionActive();
        if (isInTransaction) PlanForValues.interrupt(jdbc);
        statement.accept(lasting);
        if (isInTransaction) PlanForValues.resume(jdbc); // after a failure a rollback does this
    }
}

package io.lotledger.projections.sql;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Whether the current transaction plans each statement for its values, as one that fills tables does. */
public final class PlanForValues {
    private static final Object KEY = PlanForValues.class;

    private PlanForValues() {}

    /** For the rest of the transaction: a plan that was made for small tables must not stay in use when they have grown. */
    public static void begin(JdbcClient jdbc) {
        set(jdbc, "force_custom_plan");
        if (!TransactionSynchronizationManager.isSynchronizationActive() || isActive()) return;
        TransactionSynchronizationManager.bindResource(KEY, true);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(KEY, true);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
            }
        });
    }

    static boolean isActive() {
        return TransactionSynchronizationManager.hasResource(KEY);
    }

    /** Until {@link #resume}, or a rollback, PostgreSQL keeps the plans of statements. */
    static void interrupt(JdbcClient jdbc) {
        set(jdbc, "force_generic_plan");
    }

    static void resume(JdbcClient jdbc) {
        set(jdbc, isActive() ? "force_custom_plan" : "auto");
    }

    /** A utility statement, which is not planned itself. */
    private static void set(JdbcClient jdbc, String mode) {
        jdbc.sql("set local plan_cache_mode = " + mode).update();
    }
}

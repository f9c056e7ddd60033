package io.lotledger.api.wall;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Which organisation's rows the current thread may read. It holds for statements outside a transaction and for read-only
 * transactions; a transaction that may write begins as the owner of the tables.
 */
final class OrganisationWall implements TransactionExecutionListener {
    private final ThreadLocal<@Nullable UUID> organisation = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Boolean> beginsToWrite = new ThreadLocal<>();

    /** Empty where the thread may read the rows of all. */
    Optional<UUID> organisation() {
        return beginsToWrite.get() == null ? Optional.ofNullable(organisation.get()) : Optional.empty();
    }

    void raise(UUID before) {
        organisation.set(before);
    }

    void lower() {
        organisation.remove();
    }

    @Override
    public void beforeBegin(TransactionExecution transaction) {
        if (!transaction.isReadOnly()) beginsToWrite.set(true);
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        beginsToWrite.remove();
    }
}

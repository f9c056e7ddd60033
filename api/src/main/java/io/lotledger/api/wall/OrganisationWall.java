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
    private static final ThreadLocal<@Nullable UUID> ORGANISATION = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable Boolean> BEGINS_TO_WRITE = new ThreadLocal<>();

    /** Empty where the thread may read the rows of all. */
    Optional<UUID> organisation() {
        return BEGINS_TO_WRITE.get() == null ? Optional.ofNullable(ORGANISATION.get()) : Optional.empty();
    }

    void raise(UUID before) {
        ORGANISATION.set(before);
    }

    void lower() {
        ORGANISATION.remove();
    }

    @Override
    public void beforeBegin(TransactionExecution transaction) {
        if (!transaction.isReadOnly()) BEGINS_TO_WRITE.set(true);
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        BEGINS_TO_WRITE.remove();
    }
}

package io.lotledger.api.lots;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads what one answer needs through one connection. Each statement would otherwise take a connection of its own, and put it
 * behind the organisation's wall and back.
 */
@Component
class JointReads {
    private final TransactionTemplate transaction;

    JointReads(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /** @param reads wait for nothing: the connection is theirs until they end */
    <T> T of(Supplier<T> reads) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly(); // there is nothing to commit, also where a read fails and another answer is given
            return reads.get();
        }));
    }
}

package io.lotledger.api.wiring;

import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Handles commands on the node that sends them, for aggregates whose events are in Axon Server.
 *
 * <p>A command has a thread and a unit of work of its own. So its events are in Axon Server before the transaction of whoever
 * sent it commits in PostgreSQL: a crash between the two makes the sender send it again, which an aggregate answers with
 * silence. In the sender's own unit of work they would follow the commit, and could be lost.
 */
final class LocalCommandBus extends AsynchronousCommandBus {
    LocalCommandBus() {
        super(builder().executor(threads()));
    }

    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "command");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        CommandCallback<C, R> inOurTerms = (sent, result) -> callback.onResult(sent, inOurTerms(result));
        super.handle(command, handler, inOurTerms);
    }

    /** The connector leaves gRPC's errors as they are. */
    private static <R> CommandResultMessage<? extends R> inOurTerms(CommandResultMessage<? extends R> result) {
        if (!result.isExceptional()) return result;
        Throwable failure = result.exceptionResult();
        if (AxonServerFailures.isConflict(failure))
            return new GenericCommandResultMessage<>(new ConcurrencyException("another writer was first", failure));
        if (AxonServerFailures.isOfAxonServer(failure))
            return new GenericCommandResultMessage<>(AxonServerFailures.of(failure));
        return result;
    }
}

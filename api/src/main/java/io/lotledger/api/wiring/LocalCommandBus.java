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
 * <p>Each command has its own thread and unit of work, so its events are in Axon Server before the sender's transaction commits in
 * PostgreSQL. After a crash between the two the sender repeats the command, and the aggregate ignores the repetition. In the
 * sender's unit of work the events would follow the commit, and could be lost.
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
        CommandCallback<C, R> translated = (sent, result) -> callback.onResult(sent, translated(result));
        super.handle(command, handler, translated);
    }

    /** Translates gRPC's errors, which the connector passes through. */
    private static <R> CommandResultMessage<? extends R> translated(CommandResultMessage<? extends R> result) {
        if (!result.isExceptional()) return result;
        Throwable failure = result.exceptionResult();
        if (AxonServerFailures.isConflict(failure))
            return new GenericCommandResultMessage<>(
                    new ConcurrencyException("another writer appended first", failure));
        if (AxonServerFailures.isOfAxonServer(failure))
            return new GenericCommandResultMessage<>(AxonServerFailures.of(failure));
        return result;
    }
}

package io.lotledger.ingest.eventlog.outage;

import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.lotledger.ingest.eventlog.LogConflictException;
import io.lotledger.ingest.eventlog.LogUnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the failures of calls to Axon Server mean to the log. */
public final class AxonServerFailures {
    private static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    /** The sequence number of an aggregate is taken. */
    private static final String INVALID_SEQUENCE = "AXONIQ-2000";

    private AxonServerFailures() {}

    /** Whether another writer was first. */
    public static boolean isConflict(Throwable failure) {
        return first(failure, StatusRuntimeException.class)
                .map(status -> INVALID_SEQUENCE.equals(code(status)))
                .orElse(false);
    }

    /** Whether it is a failure of a call to Axon Server at all. */
    public static boolean isOfAxonServer(Throwable failure) {
        return first(failure, LogUnavailableException.class).isPresent()
                || first(failure, StatusRuntimeException.class).isPresent();
    }

    /** The failure as one of the log: a conflict, or that the log does not answer. */
    public static RuntimeException of(Throwable failure) {
        if (failure instanceof LogUnavailableException known) return known;
        if (isConflict(failure)) return new LogConflictException(failure);
        String reason = first(failure, StatusRuntimeException.class)
                .map(Throwable::getMessage)
                .orElseGet(() -> failure.toString());
        return new LogUnavailableException("Axon Server: " + reason, failure);
    }

    private static <E extends Throwable> Optional<E> first(Throwable failure, Class<E> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (kind.isInstance(cause)) return Optional.of(kind.cast(cause));
        return Optional.empty();
    }

    private static @Nullable String code(StatusRuntimeException status) {
        Metadata trailers = status.getTrailers();
        return trailers == null ? null : trailers.get(ERROR_CODE);
    }
}

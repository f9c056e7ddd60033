package io.lotledger.ingest.eventlog.outage;

import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.lotledger.ingest.eventlog.LogConflictException;
import io.lotledger.ingest.eventlog.LogUnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classifies failed calls to Axon Server. */
public final class AxonServerFailures {
    private static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    /** Error code for a sequence number that the aggregate already has. */
    private static final String INVALID_SEQUENCE = "AXONIQ-2000";

    private AxonServerFailures() {}

    /** Whether another writer appended first. */
    public static boolean isConflict(Throwable failure) {
        return firstCause(failure, StatusRuntimeException.class)
                .map(status -> INVALID_SEQUENCE.equals(code(status)))
                .orElse(false);
    }

    /** Whether the failure comes from a call to Axon Server. */
    public static boolean isOfAxonServer(Throwable failure) {
        return firstCause(failure, LogUnavailableException.class).isPresent()
                || firstCause(failure, StatusRuntimeException.class).isPresent();
    }

    /** Converts the failure to a conflict or an unavailable log. */
    public static RuntimeException of(Throwable failure) {
        if (failure instanceof LogUnavailableException known) return known;
        if (isConflict(failure)) return new LogConflictException(failure);
        String reason = firstCause(failure, StatusRuntimeException.class)
                .map(Throwable::getMessage)
                .orElseGet(() -> failure.toString());
        return new LogUnavailableException("Axon Server: " + reason, failure);
    }

    private static <E extends Throwable> Optional<E> firstCause(Throwable failure, Class<E> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (kind.isInstance(cause)) return Optional.of(kind.cast(cause));
        return Optional.empty();
    }

    private static @Nullable String code(StatusRuntimeException status) {
        Metadata trailers = status.getTrailers();
        return trailers == null ? null : trailers.get(ERROR_CODE);
    }
}

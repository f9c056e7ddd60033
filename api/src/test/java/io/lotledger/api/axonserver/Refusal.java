package io.lotledger.api.axonserver;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Axon Server's errors, by code: a gRPC status, and the code in a trailer and in front of the description. */
enum Refusal {
    TOKEN_MISSING("AXONIQ-1000", Status.Code.PERMISSION_DENIED),
    TOKEN_INVALID("AXONIQ-1001", Status.Code.PERMISSION_DENIED),
    INVALID_SEQUENCE("AXONIQ-2000", Status.Code.OUT_OF_RANGE),
    TOO_MANY_EVENTS("AXONIQ-2002", Status.Code.INVALID_ARGUMENT),
    NO_EVENT_STORE("AXONIQ-6000", Status.Code.NOT_FOUND),
    OTHER("AXONIQ-0001", Status.Code.CANCELLED);

    private static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    private final String code;
    private final Status.Code status;

    Refusal(String code, Status.Code status) {
        this.code = code;
        this.status = status;
    }

    StatusRuntimeException with(String message) {
        Metadata trailers = new Metadata();
        trailers.put(ERROR_CODE, code);
        return status.toStatus().withDescription("[" + code + "] " + message).asRuntimeException(trailers);
    }
}

package io.lotledger.api.axonserver;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Refuses calls without the token, where there is one, and calls to the event store of a context that there is not. */
final class AccessRules implements ServerInterceptor {
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("AxonIQ-Access-Token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> CONTEXT =
            Metadata.Key.of("AxonIQ-Context", Metadata.ASCII_STRING_MARSHALLER);

    private final @Nullable String token;
    private final String context;
    private final AtomicLong calls = new AtomicLong();

    AccessRules(@Nullable String token, String context) {
        this.token = token;
        this.context = context;
    }

    /** How many calls there have been. */
    long calls() {
        return calls.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        calls.incrementAndGet();
        String method = call.getMethodDescriptor().getFullMethodName();
        StatusRuntimeException refusal = refusal(method, headers);
        if (refusal == null) return next.startCall(call, headers);
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }

    private @Nullable StatusRuntimeException refusal(String method, Metadata headers) {
        String sent = headers.get(TOKEN);
        if (token != null && sent == null) return Refusal.TOKEN_MISSING.with("No token for " + method);
        if (token != null && !token.equals(sent)) return Refusal.TOKEN_INVALID.with("Invalid token for " + method);
        String asked = headers.get(CONTEXT);
        boolean known = asked == null ? context.equals("default") : context.equals(asked);
        if (known || method.contains("PlatformService")) return null;
        return Refusal.NO_EVENT_STORE.with("No event store available for: " + asked);
    }
}

package io.lotledger.api.capture;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.source.KeyNames;
import io.lotledger.ingest.capture.job.Sender;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names the key or the person behind a request, for the capture job. Names are cached: a partner may post many events a second. */
@Component
class CaptureSenders {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private final LoadingCache<String, Optional<String>> names;

    CaptureSenders(KeyNames names) {
        this.names =
                Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).build(names::nameOf);
    }

    Sender of(Caller caller) {
        @Nullable String person = caller.personName();
        return new Sender(
                caller.keyId(),
                person == null ? names.get(caller.keyId()).orElse(null) : person,
                caller.roles().contains(Role.ADMIN));
    }
}

package io.lotledger.api.security;

import java.util.List;
import java.util.stream.Stream;

/** The paths that need no key. */
final class PublicPaths {
    /** Those on which a key changes nothing. */
    static final List<String> KEYLESS = List.of(
            "/",
            "/.well-known/api-catalog",
            "/epcis/api/2.0/openapi.json",
            "/epcis/api/2.0/openapi.yaml",
            "/swagger-ui/**",
            "/actuator/health/liveness",
            "/error");

    static final List<String> ALL = Stream.concat(
                    KEYLESS.stream(), Stream.of("/actuator/health", "/actuator/health/**"))
            .toList();

    private PublicPaths() {}
}

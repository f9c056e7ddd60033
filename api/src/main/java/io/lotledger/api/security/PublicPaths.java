package io.lotledger.api.security;

import java.util.List;

/** The paths that need no key. */
final class PublicPaths {
    static final List<String> ALL = List.of(
            "/",
            "/.well-known/api-catalog",
            "/epcis/api/2.0/openapi.json",
            "/epcis/api/2.0/openapi.yaml",
            "/swagger-ui/**",
            "/actuator/health",
            "/actuator/health/**",
            "/error");

    private PublicPaths() {}
}

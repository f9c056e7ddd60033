package io.lotledger.api.disk;

import io.lotledger.ingest.eventlog.outage.DiskReserve;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses requests that write while the disk is short. It is asked last: a request that is refused anyway, by its key, its method, its
 * media type, its parameters or its body, gets that answer.
 *
 * <p>What reads goes on. So does what closes access, frees room or stops work: it writes a few hundred bytes, and an operator
 * may need it just then.
 */
@Configuration(proxyBeanMethods = false)
class DiskReserveGate implements WebMvcConfigurer, HandlerInterceptor {
    private static final String API = "/epcis/api/2.0";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

    private static final RequestMatcher GOES_ON = posts(
            API + "/validate",
            API + "/event-hashes",
            API + "/projections/*/pause",
            API + "/projections/*/resume",
            "/compliance/sign-in",
            "/compliance/sign-out",
            "/compliance/session",
            "/compliance/captures/check",
            "/compliance/keys/*/revoke",
            "/compliance/exports/*/links/*/revoke",
            "/compliance/organisations/*/suspend",
            "/compliance/system/projections/*/cancel",
            "/compliance/system/projections/*/pause",
            "/compliance/system/projections/*/resume");

    /** Their handlers ask the reserve themselves, once they know that they would store. */
    private static final RequestMatcher ASKS_LATER = posts(
            API + "/keys",
            API + "/keys/*/rotate",
            API + "/organisations",
            API + "/organisations/*/keys",
            API + "/queries",
            API + "/queries/*/subscriptions",
            API + "/queries/*/subscriptions/*/replay",
            API + "/capture",
            API + "/events",
            API + "/traceability/exports",
            API + "/traceability/lots/*/fda-export",
            API + "/traceability/drills",
            "/compliance/captures",
            "/compliance/captures/file",
            "/compliance/drills",
            "/compliance/exports",
            "/compliance/exports/*/again",
            "/compliance/lots/*/exports");

    private static final RequestMatcher CHANGES_LATER = new OrRequestMatcher(
            of(HttpMethod.PATCH, API + "/keys/*"),
            of(HttpMethod.PATCH, API + "/queries/*/subscriptions/*"),
            of(HttpMethod.PATCH, API + "/masterdata/*/*"),
            of(HttpMethod.PUT, API + "/masterdata/*/*"),
            of(HttpMethod.PUT, API + "/intake/profiles/*"));

    /** An operator suspends an organisation by it. */
    private static final RequestMatcher SUSPENDS = of(HttpMethod.PATCH, API + "/organisations/{organisationId}");

    private final DiskReserve reserve;

    DiskReserveGate(DiskReserve reserve) {
        this.reserve = reserve;
    }

    private static RequestMatcher posts(String... paths) {
        return new OrRequestMatcher(
                Stream.of(paths).map(path -> of(HttpMethod.POST, path)).toList());
    }

    private static RequestMatcher of(HttpMethod method, String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, path);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    /** A page about an error, to which a request that writes was forwarded, writes nothing. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean isAsked = handler instanceof HandlerMethod && request.getDispatcherType() == DispatcherType.REQUEST;
        boolean goesOn = !isAsked
                || READING.contains(request.getMethod())
                || GOES_ON.matches(request)
                || ASKS_LATER.matches(request)
                || CHANGES_LATER.matches(request)
                || SUSPENDS.matches(request);
        if (!goesOn) reserve.require();
        return true;
    }
}

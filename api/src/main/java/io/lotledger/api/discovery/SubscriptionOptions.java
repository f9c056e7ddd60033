package io.lotledger.api.discovery;

import io.lotledger.api.security.Caller;
import io.lotledger.projections.subscription.StoredSubscription;
import io.lotledger.projections.subscription.Subscriptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Announces to OPTIONS of a subscription the record time from which it still delivers events (EPCIS 2.0 §12.7). */
@Configuration(proxyBeanMethods = false)
class SubscriptionOptions implements WebMvcConfigurer, HandlerInterceptor {
    private static final String PATH = "/epcis/api/2.0/queries/{queryName}/subscriptions/{subscriptionID}";
    private static final PathPattern PATTERN = PathPatternParser.defaultInstance.parse(PATH);

    private final Subscriptions subscriptions;

    SubscriptionOptions(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(PATH);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("OPTIONS"))
            asked(request)
                    .ifPresent(subscription ->
                            response.setHeader("GS1-Query-Min-Record-Time", minRecordTime(subscription)));
        return true;
    }

    /** Empty also for what is no id: OPTIONS is answered alike on every path of a kind. */
    private Optional<StoredSubscription> asked(HttpServletRequest request) {
        Authentication key = SecurityContextHolder.getContext().getAuthentication();
        // Spring extracts no variables for a method that no controller is mapped to
        PathPattern.PathMatchInfo path = PATTERN.matchAndExtract(ServletRequestPathUtils.getParsedRequestPath(request));
        if (key == null || !(key.getPrincipal() instanceof Caller caller) || path == null) return Optional.empty();
        Map<String, String> values = path.getUriVariables();
        try {
            return subscriptions.find(
                    caller.organisation(),
                    values.getOrDefault("queryName", ""),
                    UUID.fromString(values.getOrDefault("subscriptionID", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String minRecordTime(StoredSubscription stored) {
        Instant created = stored.subscription().createdAt();
        return Stream.of(
                        Optional.ofNullable(stored.state().minRecordTime()),
                        Optional.ofNullable(stored.subscription().initialRecordTime()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(created)
                .toString();
    }
}

package io.lotledger.api.discovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers OPTIONS on every path with 204 and the methods that controllers are mapped to, so that no controller has to
 * (EPCIS 2.0 §12). Other interceptors add the headers of their part before it.
 */
@Configuration(proxyBeanMethods = false)
class OptionsAnswers implements WebMvcConfigurer, HandlerInterceptor {
    private final Routes routes;

    OptionsAnswers(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!request.getMethod().equals("OPTIONS") || !(handler instanceof HandlerMethod)) return true;
        Set<String> allowed = routes.allowed(request);
        if (allowed.isEmpty()) return true;
        response.setHeader(HttpHeaders.ALLOW, String.join(",", allowed));
        announce(response, "Accept-Post", routes.consumed(request, RequestMethod.POST));
        announce(response, HttpHeaders.ACCEPT_PATCH, routes.consumed(request, RequestMethod.PATCH));
        response.setStatus(HttpStatus.NO_CONTENT.value());
        return false;
    }

    /** The header stays as a part has set it, and away when the mappings say nothing. */
    private static void announce(HttpServletResponse response, String header, Set<String> types) {
        if (!types.isEmpty() && !response.containsHeader(header)) response.setHeader(header, String.join(", ", types));
    }
}

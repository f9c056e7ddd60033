package io.lotledger.api.discovery;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers TRACE and methods that no route has with 405 and the methods of the path. Tomcat would name those of the whole
 * application, and Spring Security would call the request malformed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class UnknownMethods extends OncePerRequestFilter
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Of files and of {@code /actuator}, which no controller of ours is mapped to. */
    private static final Set<String> READING = new TreeSet<>(Set.of("GET", "HEAD"));

    private static final List<String> READ_BELOW = List.of("/actuator", "/swagger-ui", "/compliance/assets");

    private final Routes routes;

    UnknownMethods(Routes routes) {
        this.routes = routes;
    }

    /** This filter refuses TRACE, and Tomcat leaves it to it. */
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String method = request.getMethod();
        if (KNOWN.contains(method)) {
            chain.doFilter(request, response);
            return;
        }
        String path = request.getRequestURI();
        Set<String> mapped = routes.methodsAt(path);
        if (mapped.isEmpty() && READ_BELOW.stream().noneMatch(parent -> isAtOrBelow(path, parent))) {
            Problems.write(request, response, ProblemException.nothingAt(method, path));
            return;
        }
        Set<String> allowed = mapped.isEmpty() ? READING : mapped;
        response.setHeader(HttpHeaders.ALLOW, String.join(",", allowed));
        Problems.write(
                request,
                response,
                new ProblemException(
                        405,
                        "about:blank",
                        "Method not allowed",
                        "Method '" + method + "' is not supported here; send " + String.join(", ", allowed),
                        Map.of("allowed", allowed)));
    }

    private static boolean isAtOrBelow(String path, String parent) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }
}

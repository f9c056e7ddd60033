package io.lotledger.api.problem;

import io.lotledger.ingest.epcis.vocabulary.Nearest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters that the called method does not declare, and parameters given twice: otherwise a filter with a typo
 * would select everything. The answer lists all faults. The status is 422 on our own paths, and 400 {@code
 * QueryParameterException} on GS1's. A method that takes a map of parameters checks them itself.
 */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {
    private static final String API = "/epcis/api/2.0/";
    private static final String OF_GS1 = "epcisException:QueryParameterException";
    private static final List<String> OURS = List.of(
            "traceability",
            "masterdata",
            "keys",
            "organisations",
            "audit",
            "projections",
            "parked-events",
            "validate",
            "event-hashes",
            "openapi",
            "templates",
            "intake");

    private static final Pattern EVENTS_OF_A_QUERY = Pattern.compile(API + "queries/[^/]+/events");

    /** Parameters of a WebSocket, whose path answers a plain GET too. */
    private static final Set<String> OF_SOCKETS = Set.of(
            "stream",
            "second",
            "minute",
            "hour",
            "dayOfMonth",
            "month",
            "dayOfWeek",
            "reportIfEmpty",
            "initialRecordTime");

    private final Map<HandlerMethod, Declared> declared = new ConcurrentHashMap<>();

    /** @param aliases are accepted and never suggested */
    private record Declared(SortedSet<String> names, Set<String> aliases) {
        static Declared by(HandlerMethod method) {
            Declared declared = new Declared(new TreeSet<>(), new HashSet<>());
            for (MethodParameter parameter : method.getMethodParameters()) declared.add(parameter);
            return declared;
        }

        private void add(MethodParameter parameter) {
            @Nullable QueryParameters several = parameter.getParameterType().getAnnotation(QueryParameters.class);
            if (several != null) {
                names.addAll(List.of(several.names()));
                aliases.addAll(List.of(several.aliases()));
            }
            @Nullable RequestParam one = parameter.getParameterAnnotation(RequestParam.class);
            if (one != null)
                names.add(one.name().isEmpty() ? parameter.getParameter().getName() : one.name());
        }

        boolean contains(String name) {
            return names.contains(name) || aliases.contains(name);
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(API + "**");
    }

    /** OPTIONS asks about the path, whatever its parameters. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("OPTIONS")) return true;
        if (!(handler instanceof HandlerMethod method) || request.getQueryString() == null) return true;
        if (takesAny(method)) return true;
        Declared known = declared.computeIfAbsent(method, Declared::by);
        List<Map<String, Object>> errors = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!known.contains(name)) errors.add(error(name, unknown(request, name, known.names())));
            else if (values.length > 1)
                errors.add(error(name, name + " is given " + values.length + " times; give it once"));
        });
        if (!errors.isEmpty()) throw refused(request, errors, List.copyOf(known.names()));
        return true;
    }

    private static boolean takesAny(HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestParam.class)
                    && Map.class.isAssignableFrom(parameter.getParameterType())) return true;
        }
        return false;
    }

    private static String unknown(HttpServletRequest request, String name, SortedSet<String> known) {
        if (OF_SOCKETS.contains(name)
                && EVENTS_OF_A_QUERY.matcher(request.getServletPath()).matches())
            return "'" + name
                    + "' is a parameter of the WebSocket at this path: open it, with the header Upgrade: websocket";
        if (known.isEmpty()) return "Unknown parameter '" + name + "'; this call takes none";
        Optional<String> nearest = Nearest.of(name, known);
        return "Unknown parameter '" + name + "'; "
                + nearest.map(meant -> "did you mean '" + meant + "'?")
                        .orElse("this call takes " + String.join(", ", known));
    }

    private static Map<String, Object> error(String name, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("parameter", name);
        error.put("message", message);
        return error;
    }

    /** A parameter whose value has another type. */
    static ProblemException refused(HttpServletRequest request, String name, String message) {
        return refused(request, List.of(error(name, message)), List.of());
    }

    /** A parameter that a part behind the controller refused with 422, with the status of the path. */
    static ProblemException onItsPath(HttpServletRequest request, ProblemException problem) {
        boolean isOfParameter = problem.status() == 422 && problem.members().containsKey("parameter");
        if (!isOfParameter || !request.getRequestURI().startsWith(API) || isOurs(request)) return problem;
        return new ProblemException(
                400, OF_GS1, "Bad query parameter", String.valueOf(problem.getMessage()), problem.members());
    }

    private static ProblemException refused(
            HttpServletRequest request, List<Map<String, Object>> errors, List<String> allowed) {
        boolean ours = isOurs(request);
        return new ProblemException(
                ours ? 422 : 400,
                ours ? "epcisException:ValidationException" : OF_GS1,
                ours ? "Unprocessable parameter" : "Bad query parameter",
                String.join(
                        ". ",
                        errors.stream()
                                .map(error -> String.valueOf(error.get("message")))
                                .toList()),
                Map.of(
                        "parameter", String.valueOf(errors.get(0).get("parameter")),
                        "allowed", allowed,
                        "errors", errors));
    }

    /** Whether the path is our own and not one of EPCIS 2.0. */
    static boolean isOurs(HttpServletRequest request) {
        return isOurs(request.getRequestURI());
    }

    static boolean isOurs(String path) {
        return OURS.stream().anyMatch(first -> path.startsWith(API + first));
    }
}

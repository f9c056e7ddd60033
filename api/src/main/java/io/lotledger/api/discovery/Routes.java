package io.lotledger.api.discovery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/** The paths and methods that our controllers are mapped to. */
@Component
public class Routes {
    private static final String OURS = "io.lotledger.";
    /** Pages are no part of the API. */
    private static final List<String> PAGES = List.of("io.lotledger.api.dashboard.", "io.lotledger.api.regulator.");

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    /** @param mappings read when the first request comes: interceptors are part of them */
    Routes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** @param path a pattern such as {@code /epcis/api/2.0/events/{eventID}} */
    public record Route(String method, String path) {}

    /** Every route, without the error page and OPTIONS. */
    public List<Route> all() {
        return ours().flatMap(info -> info.getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                patterns(info).map(pattern -> new Route(method.name(), pattern.getPatternString()))))
                .distinct()
                .toList();
    }

    /** What the {@code Allow} header of the request's path says; empty when no controller is mapped to it. */
    Set<String> allowed(HttpServletRequest request) {
        return allowed(mappedTo(request));
    }

    /** The same for a path of the API or of a page, before the request reaches the servlet. */
    Set<String> methodsAt(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return allowed(mapped(controller -> controller.startsWith(OURS))
                .filter(info -> patterns(info).anyMatch(pattern -> pattern.matches(parsed))));
    }

    private static Set<String> allowed(Stream<RequestMappingInfo> mapped) {
        Set<String> allowed = new TreeSet<>();
        mapped.flatMap(info -> info.getMethodsCondition().getMethods().stream())
                .map(RequestMethod::name)
                .forEach(allowed::add);
        if (allowed.contains("GET")) allowed.add("HEAD");
        if (!allowed.isEmpty()) allowed.add("OPTIONS");
        return allowed;
    }

    /** The media types that the mappings of the request's path take with this method. */
    Set<String> consumed(HttpServletRequest request, RequestMethod method) {
        return mappedTo(request)
                .filter(info -> info.getMethodsCondition().getMethods().contains(method))
                .flatMap(info -> info.getConsumesCondition().getConsumableMediaTypes().stream())
                .map(MediaType::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<RequestMappingInfo> mappedTo(HttpServletRequest request) {
        PathContainer path =
                ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        return ours().filter(info -> patterns(info).anyMatch(pattern -> pattern.matches(path)));
    }

    boolean isMapped(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return ours().flatMap(Routes::patterns).anyMatch(pattern -> pattern.matches(parsed));
    }

    private Stream<RequestMappingInfo> ours() {
        return mapped(Routes::isOfTheApi);
    }

    private Stream<RequestMappingInfo> mapped(Predicate<String> controller) {
        Map<RequestMappingInfo, HandlerMethod> methods = mappings.getObject().getHandlerMethods();
        return methods.entrySet().stream()
                .filter(mapped ->
                        controller.test(mapped.getValue().getBeanType().getName()))
                .map(Map.Entry::getKey)
                .filter(info -> !info.getMethodsCondition().getMethods().isEmpty());
    }

    private static boolean isOfTheApi(String controller) {
        return controller.startsWith(OURS) && PAGES.stream().noneMatch(controller::startsWith);
    }

    private static Stream<PathPattern> patterns(RequestMappingInfo info) {
        return Objects.requireNonNull(info.getPathPatternsCondition()).getPatterns().stream();
    }
}

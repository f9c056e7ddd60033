package io.lotledger.api.discovery;

import io.lotledger.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * 406 before anything is done, for a client that cannot read the JSON that the call answers with. Spring finds out after the
 * call: the key would be created, and its secret lost. Calls with several formats look at {@code Accept} themselves.
 */
@Configuration(proxyBeanMethods = false)
class AcceptedTypes implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/epcis/api/2.0", "/epcis/api/2.0/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank() || request.getMethod().equals("OPTIONS")) return true;
        if (!(handler instanceof HandlerMethod method) || !answersJson(method) || readsJson(accept)) return true;
        throw new ProblemException(
                406,
                "epcisException:NotAcceptableException",
                "Not acceptable",
                "The Accept header is '" + accept + "'; this call answers with application/json. Nothing was done",
                Map.of("offered", List.of(MediaType.APPLICATION_JSON_VALUE)));
    }

    /** Whether the method returns an object for the JSON converter, and not a body that it has written itself. */
    private static boolean answersJson(HandlerMethod method) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method.getMethod());
        ResolvableType body = ResponseEntity.class.equals(returned.resolve()) ? returned.getGeneric(0) : returned;
        @Nullable Class<?> type = body.resolve();
        return type != null
                && type != void.class
                && type != Void.class
                && type != Object.class
                && type != byte[].class
                && !CharSequence.class.isAssignableFrom(type);
    }

    private static boolean readsJson(String accept) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.getQualityValue() > 0
                            && (type.isCompatibleWith(MediaType.APPLICATION_JSON)
                                    || type.getSubtype().endsWith("+json")));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}

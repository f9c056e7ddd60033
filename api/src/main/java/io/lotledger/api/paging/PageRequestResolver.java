package io.lotledger.api.paging;

import static io.lotledger.api.paging.PageRequest.NEXT_PAGE_TOKEN;
import static io.lotledger.api.paging.PageRequest.NEXT_PAGE_TOKEN_ALIAS;
import static io.lotledger.api.paging.PageRequest.PER_PAGE;
import static io.lotledger.api.paging.PageRequest.PER_PAGE_ALIAS;

import io.lotledger.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads a {@link PageRequest} from the query parameters, and answers 422 with all faults where it cannot. */
@Configuration(proxyBeanMethods = false)
class PageRequestResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public PageRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        @Nullable PageSize limits = parameter.getParameterAnnotation(PageSize.class);
        int standard = limits == null ? PageRequest.STANDARD_SIZE : limits.standard();
        int most = limits == null ? PageRequest.MOST_ITEMS : limits.most();
        Map<String, String> faults = new LinkedHashMap<>();

        String sizeName = spelling(request, PER_PAGE, PER_PAGE_ALIAS, faults);
        @Nullable String sentSize = request.getParameter(sizeName);
        int size = sentSize == null ? standard : number(sentSize);
        if (size < 1 || size > most) {
            faults.putIfAbsent(
                    sizeName, sizeName + " must be a whole number from 1 to " + most + ", not '" + sentSize + "'");
        }

        String tokenName = spelling(request, NEXT_PAGE_TOKEN, NEXT_PAGE_TOKEN_ALIAS, faults);
        @Nullable String token = request.getParameter(tokenName);
        Optional<String> cursor = token == null ? Optional.of("") : cursor(token);
        if (cursor.isEmpty()) faults.putIfAbsent(tokenName, PageRequest.unknownToken(tokenName));

        if (!faults.isEmpty()) throw refused(faults, most);
        return new PageRequest(size, cursor.orElseThrow(), tokenName);
    }

    private static String spelling(NativeWebRequest request, String name, String alias, Map<String, String> faults) {
        if (request.getParameter(alias) == null) return name;
        if (request.getParameter(name) == null) return alias;
        faults.put(name, name + " and " + alias + " are two spellings of one parameter; send " + name + " alone");
        return name;
    }

    /** 0 where the text is not a positive number of up to nine digits. */
    private static int number(String text) {
        return text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 0;
    }

    private static Optional<String> cursor(String token) {
        try {
            String cursor = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            boolean isOurs = !cursor.isEmpty() && PageRequest.token(cursor).equals(token) && cursor.indexOf(0) < 0;
            return isOurs ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException refused(Map<String, String> faults, int most) {
        String first = faults.keySet().iterator().next();
        boolean ofSize = first.equals(PER_PAGE) || first.equals(PER_PAGE_ALIAS);
        return new ProblemException(
                422,
                "epcisException:ValidationException",
                "Unprocessable parameter",
                faults.values().stream().collect(Collectors.joining(". ")),
                Map.of(
                        "parameter", first,
                        "allowed", List.of(ofSize ? "1 to " + most : "the next_page_token of the page before"),
                        "errors",
                                faults.entrySet().stream()
                                        .map(fault -> Map.of("parameter", fault.getKey(), "message", fault.getValue()))
                                        .toList()));
    }
}

package io.lotledger.api.discovery;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * JSON is called {@code application/json}, whichever {@code +json} type the client names first. Spring would give an answer
 * the client's word for it: 200 as {@code application/problem+json} is read as a problem.
 */
@ControllerAdvice
class PlainJson implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType chosen,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        boolean isNamed = response.getHeaders().getContentType() != null || namesItsTypes(request);
        if (!isNamed && chosen.getSubtype().endsWith("+json"))
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return body;
    }

    private static boolean namesItsTypes(ServerHttpRequest request) {
        return request instanceof ServletServerHttpRequest servlet
                && servlet.getServletRequest().getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
    }
}

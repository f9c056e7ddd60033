package io.lotledger.api.problem;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers without a designed XML form are 406 for a client that accepts only XML. Without this, Spring would use the XML
 * converter of a library for whatever a controller returns.
 */
@Configuration(proxyBeanMethods = false)
class XmlByDesignOnly implements WebMvcConfigurer {
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(list -> list.removeIf(XmlByDesignOnly::writesXml));
    }

    private static boolean writesXml(HttpMessageConverter<?> converter) {
        List<MediaType> types = converter.getSupportedMediaTypes();
        return types.stream()
                .anyMatch(type ->
                        type.getSubtype().equals("xml") || type.getSubtype().endsWith("+xml"));
    }
}

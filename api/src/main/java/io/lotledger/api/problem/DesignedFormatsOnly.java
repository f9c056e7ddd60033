package io.lotledger.api.problem;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers without a designed XML or YAML form are 406 for a client that accepts nothing else. Without this, Spring would use
 * the converter of a library for whatever a controller returns.
 */
@Configuration(proxyBeanMethods = false)
class DesignedFormatsOnly implements WebMvcConfigurer {
    private static final List<String> FORMATS = List.of("xml", "yaml", "x-yaml");

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(list -> list.removeIf(DesignedFormatsOnly::writesXmlOrYaml));
    }

    private static boolean writesXmlOrYaml(HttpMessageConverter<?> converter) {
        List<MediaType> types = converter.getSupportedMediaTypes();
        return types.stream()
                .map(MediaType::getSubtype)
                .anyMatch(subtype ->
                        FORMATS.stream().anyMatch(format -> subtype.equals(format) || subtype.endsWith("+" + format)));
    }
}

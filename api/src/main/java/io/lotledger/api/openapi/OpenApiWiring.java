package io.lotledger.api.openapi;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** springdoc with the schemas of our records, and the table of operations laid over what it finds. */
@Configuration(proxyBeanMethods = false)
class OpenApiWiring implements WebMvcConfigurer {
    /** Keeps Spring from starting Hibernate Validator, whose classes springdoc needs: no class of ours has its annotations. */
    @Override
    public Validator getValidator() {
        return new Validator() {
            @Override
            public boolean supports(Class<?> type) {
                return false;
            }

            @Override
            public void validate(Object target, Errors errors) {
                throw new IllegalStateException("nothing is validated: " + target.getClass());
            }
        };
    }

    @Bean
    RecordSchemas recordSchemas(ObjectMapperProvider mappers) {
        return RecordSchemas.with(mappers.jsonMapper());
    }

    @Bean
    OpenApiCustomizer describedOperations(RecordSchemas schemas) {
        return document -> new DocumentDescription(new ApiTable(), schemas).complete(document);
    }
}

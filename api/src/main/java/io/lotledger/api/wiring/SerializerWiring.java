package io.lotledger.api.wiring;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Jackson 3 JSON for everything Axon stores: events, deadlines, tokens and sagas. */
@Configuration(proxyBeanMethods = false)
class SerializerWiring {

    @Bean
    @Primary
    Serializer serializer(RevisionResolver revisions) {
        return json(revisions);
    }

    @Bean
    Serializer eventSerializer(RevisionResolver revisions) {
        return json(revisions);
    }

    @Bean
    Serializer messageSerializer(RevisionResolver revisions) {
        return json(revisions);
    }

    /** Reads and writes private fields, which hold the state of a saga. */
    private static Serializer json(RevisionResolver revisions) {
        return Jackson3Serializer.builder()
                .revisionResolver(revisions)
                .converter(new ChainingConverter())
                .jsonMapperBuilderCustomizer(mapper ->
                        mapper.changeDefaultVisibility(visibility -> visibility.withFieldVisibility(Visibility.ANY)))
                .build();
    }
}

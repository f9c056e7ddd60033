package io.lotledger.export.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Events of drills are stored for ever: each stored shape can be read, and is what is stored today. */
class StoredDrillEventsTest {
    private final Jackson3Serializer serializer = Jackson3Serializer.builder()
            .revisionResolver(new AnnotationRevisionResolver())
            .converter(new ChainingConverter())
            .jsonMapperBuilderCustomizer(mapper ->
                    mapper.changeDefaultVisibility(visibility -> visibility.withFieldVisibility(Visibility.ANY)))
            .build();

    static Stream<DrillEvent> events() {
        return Stream.of(
                MadeDrill.requested(),
                MadeDrill.started(1),
                MadeDrill.completed(),
                MadeDrill.failed(),
                MadeDrill.expired());
    }

    @ParameterizedTest
    @MethodSource("events")
    void storedShapeIsReadAndIsTheShapeOfToday(DrillEvent event) throws IOException {
        String name = "io.lotledger.export.drill." + event.getClass().getSimpleName();
        String sample = sample(event);
        JsonMapper json = JsonMapper.builder().build();

        Object read = serializer.deserialize(new SimpleSerializedObject<>(sample, String.class, name, null));
        SerializedObject<String> today = serializer.serialize(event, String.class);

        assertThat(read).isEqualTo(event);
        assertThat(today.getType().getName()).isEqualTo(name);
        assertThat(json.readTree(today.getData())).isEqualTo(json.readTree(sample));
    }

    @Test
    void everyEventHasASample() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(DrillEvent.class.getPermittedSubclasses()));
    }

    private static String sample(DrillEvent event) throws IOException {
        String name = "/events/" + event.getClass().getSimpleName() + ".json";
        try (InputStream in = Objects.requireNonNull(StoredDrillEventsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

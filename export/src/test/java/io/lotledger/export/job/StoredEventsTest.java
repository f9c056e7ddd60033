package io.lotledger.export.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Events are stored for ever: every shape that was ever stored can be read. */
class StoredEventsTest {
    private final Jackson3Serializer serializer = Jackson3Serializer.builder()
            .revisionResolver(new AnnotationRevisionResolver())
            .converter(new ChainingConverter())
            .jsonMapperBuilderCustomizer(mapper ->
                    mapper.changeDefaultVisibility(visibility -> visibility.withFieldVisibility(Visibility.ANY)))
            .build();

    static Stream<ExportJobEvent> events() {
        return Stream.of(
                Romaine.requested(),
                Romaine.started(1),
                new ProgressReported(Romaine.JOB, 1, 200, 1000, Romaine.ASKED.plusSeconds(2)),
                Romaine.attemptFailed(1),
                Romaine.delivered(),
                Romaine.failed(),
                new WorkbookDownloaded(Romaine.JOB, Romaine.ASKED.plusSeconds(9), "k9"),
                Romaine.missedDeadline(),
                Romaine.expired());
    }

    @ParameterizedTest
    @MethodSource("events")
    void storedShapeIsRead(ExportJobEvent event) throws IOException {
        SimpleSerializedObject<String> stored = new SimpleSerializedObject<>(
                sample(event), String.class, event.getClass().getName(), null);

        Object read = serializer.deserialize(stored);

        assertThat(read).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsStoredTodayIsThatShape(ExportJobEvent event) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        String today = serializer.serialize(event, String.class).getData();

        assertThat(json.readTree(today)).isEqualTo(json.readTree(sample(event)));
    }

    @Test
    void deliveryOlderThanManifestsIsRead() throws IOException {
        WorkbookDelivered read = serializer.deserialize(new SimpleSerializedObject<>(
                text("/events/WorkbookDelivered-before-manifests.json"),
                String.class,
                WorkbookDelivered.class.getName(),
                null));

        assertThat(read.manifestKey()).isNull();
        assertThat(read.sha256()).isEqualTo(Romaine.delivered().sha256());
    }

    @Test
    void deliveryOlderThanBuildsIsRead() throws IOException {
        WorkbookDelivered read = serializer.deserialize(new SimpleSerializedObject<>(
                text("/events/WorkbookDelivered-before-builds.json"),
                String.class,
                WorkbookDelivered.class.getName(),
                null));

        assertThat(read.build()).isNull();
        assertThat(read.manifestKey()).isEqualTo(Romaine.delivered().manifestKey());
    }

    @Test
    void requestOfCriteriaIsReadAndStoredInThatShape() throws IOException {
        ExportRequested asked = Romaine.requested(new LotCriteria(
                List.of("ROM-8", "ROM-7", "ROM-8"),
                List.of(Romaine.LOT.id()),
                List.of("09506000134352"),
                Instant.parse("2026-01-01T00:00:00Z"),
                null));
        String sample = text("/events/ExportRequested-of-criteria.json");
        JsonMapper json = JsonMapper.builder().build();

        ExportRequested read = serializer.deserialize(
                new SimpleSerializedObject<>(sample, String.class, ExportRequested.class.getName(), null));

        assertThat(read).isEqualTo(asked);
        assertThat(json.readTree(serializer.serialize(asked, String.class).getData()))
                .isEqualTo(json.readTree(sample));
    }

    @Test
    void everyEventHasASample() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(ExportJobEvent.class.getPermittedSubclasses()));
    }

    @Test
    void leaseDeadlineIsStoredAndRead() {
        LeaseDeadline deadline = new LeaseDeadline(2);

        Object read = serializer.deserialize(serializer.serialize(deadline, byte[].class));

        assertThat(read).isEqualTo(deadline);
    }

    private static String sample(ExportJobEvent event) throws IOException {
        return text("/events/" + event.getClass().getSimpleName() + ".json");
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StoredEventsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.lotledger.export.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** Events are stored for ever: every shape that was ever stored can be read. */
class StoredEventsTest {
    /** As they stand in the log: an event that is moved or renamed needs an upcaster, and these stay what they are. */
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(AttemptFailed.class, "io.lotledger.export.job.AttemptFailed"),
            Map.entry(DeadlineMissed.class, "io.lotledger.export.job.DeadlineMissed"),
            Map.entry(ExportFailed.class, "io.lotledger.export.job.ExportFailed"),
            Map.entry(ExportRequested.class, "io.lotledger.export.job.ExportRequested"),
            Map.entry(LinkMade.class, "io.lotledger.export.job.LinkMade"),
            Map.entry(LinkOpened.class, "io.lotledger.export.job.LinkOpened"),
            Map.entry(LinkRevoked.class, "io.lotledger.export.job.LinkRevoked"),
            Map.entry(ProcessingStarted.class, "io.lotledger.export.job.ProcessingStarted"),
            Map.entry(ProgressReported.class, "io.lotledger.export.job.ProgressReported"),
            Map.entry(WorkbookDelivered.class, "io.lotledger.export.job.WorkbookDelivered"),
            Map.entry(WorkbookDownloaded.class, "io.lotledger.export.job.WorkbookDownloaded"),
            Map.entry(WorkbookExpired.class, "io.lotledger.export.job.WorkbookExpired"));

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
                Romaine.expired(),
                Romaine.linkMade(),
                new LinkOpened(Romaine.JOB, Romaine.LINK, "page", Romaine.ASKED.plusSeconds(11)),
                new LinkRevoked(Romaine.JOB, Romaine.LINK, Romaine.ASKED.plusSeconds(12), "k9"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void storedShapeIsRead(ExportJobEvent event) throws IOException {
        SimpleSerializedObject<String> stored =
                new SimpleSerializedObject<>(sample(event), String.class, TYPES.get(event.getClass()), null);

        Object read = serializer.deserialize(stored);

        assertThat(read).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsStoredTodayIsThatShape(ExportJobEvent event) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        SerializedObject<String> today = serializer.serialize(event, String.class);

        assertThat(today.getType().getName()).isEqualTo(TYPES.get(event.getClass()));
        assertThat(json.readTree(today.getData())).isEqualTo(json.readTree(sample(event)));
    }

    @Test
    void deliveryOlderThanManifestsIsRead() throws IOException {
        WorkbookDelivered read = serializer.deserialize(new SimpleSerializedObject<>(
                text("/events/WorkbookDelivered-before-manifests.json"),
                String.class,
                TYPES.get(WorkbookDelivered.class),
                null));

        assertThat(read.manifestKey()).isNull();
        assertThat(read.sha256()).isEqualTo(Romaine.delivered().sha256());
    }

    @Test
    void deliveryOlderThanBuildsIsRead() throws IOException {
        WorkbookDelivered read = serializer.deserialize(new SimpleSerializedObject<>(
                text("/events/WorkbookDelivered-before-builds.json"),
                String.class,
                TYPES.get(WorkbookDelivered.class),
                null));

        assertThat(read.build()).isNull();
        assertThat(read.manifestKey()).isEqualTo(Romaine.delivered().manifestKey());
    }

    @Test
    void deliveryOlderThanRulesIsRead() throws IOException {
        WorkbookDelivered read = serializer.deserialize(new SimpleSerializedObject<>(
                text("/events/WorkbookDelivered-before-rules.json"),
                String.class,
                TYPES.get(WorkbookDelivered.class),
                null));

        assertThat(read.rules()).isEmpty();
        assertThat(read.maker()).isEqualTo(Romaine.delivered().maker());
    }

    /** During an upgrade nodes of the build before read what the new one records. */
    @Test
    void fieldOfALaterVersionIsPassedOver() throws IOException {
        String later = text("/events/WorkbookDelivered.json").replaceFirst("\\{", "{\"later\": {\"field\": 1},");

        Object read = serializer.deserialize(
                new SimpleSerializedObject<>(later, String.class, TYPES.get(WorkbookDelivered.class), null));

        assertThat(read).isEqualTo(Romaine.delivered());
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
                new SimpleSerializedObject<>(sample, String.class, TYPES.get(ExportRequested.class), null));

        assertThat(read).isEqualTo(asked);
        assertThat(json.readTree(serializer.serialize(asked, String.class).getData()))
                .isEqualTo(json.readTree(sample));
    }

    @Test
    void requestThatAcceptsGapsIsReadAndStoredInThatShape() throws IOException {
        ExportRequested plain = Romaine.requested();
        ExportRequested asked = new ExportRequested(
                plain.jobId(),
                plain.organisation(),
                plain.lotId(),
                plain.lot(),
                plain.direction(),
                plain.format(),
                plain.generation(),
                plain.requestedBy(),
                plain.requestedAt(),
                plain.logPosition(),
                null,
                null,
                new ExportRequested.AcceptedGaps(0.75, 0.95, 12, 4710));
        String sample = text("/events/ExportRequested-with-gaps.json");
        JsonMapper json = JsonMapper.builder().build();

        ExportRequested read = serializer.deserialize(
                new SimpleSerializedObject<>(sample, String.class, TYPES.get(ExportRequested.class), null));

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
        SerializedObject<String> stored = serializer.serialize(new LeaseDeadline(2), String.class);
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                "{\"attempt\":2}", String.class, "io.lotledger.export.job.LeaseDeadline", null));

        assertThat(stored.getType().getName()).isEqualTo("io.lotledger.export.job.LeaseDeadline");
        assertThat(stored.getData()).isEqualTo("{\"attempt\":2}");
        assertThat(read).isEqualTo(new LeaseDeadline(2));
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

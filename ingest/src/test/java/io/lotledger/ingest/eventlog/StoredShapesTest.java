package io.lotledger.ingest.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

/** Log entries stay readable permanently. These samples are never changed; new ones are added. */
class StoredShapesTest {
    private static final UUID ORGANISATION = UUID.fromString("0d7b8f0e-3c44-4a0e-9a5e-1f6c2f1f9f10");
    private static final Instant RECORDED = Instant.parse("2026-04-18T14:30:00.123Z");
    /** Type names as stored in the log. Moving or renaming a record needs an upcaster; these literals stay. */
    private static final Map<Class<?>, String> TYPES = Map.of(
            EpcisEventCaptured.class, "io.lotledger.ingest.eventlog.EpcisEventCaptured",
            MasterDataCaptured.class, "io.lotledger.ingest.eventlog.MasterDataCaptured");

    private final Jackson3Serializer serializer = Jackson3Serializer.builder().build();

    @Test
    void aCapturedEventIsRead() throws IOException {
        EpcisEventCaptured stored = read(EpcisEventCaptured.class);

        assertThat(stored.organisation()).isEqualTo(ORGANISATION);
        assertThat(stored.recordTime()).isEqualTo(RECORDED);
        TransformationEvent event = (TransformationEvent) EventJson.read(stored.document());
        assertThat(event.eventID()).isEqualTo(stored.eventID());
        assertThat(event.inputQuantityList().get(0).quantity()).isEqualTo(new BigDecimal("25000.50"));
        assertThat(event.fields().extensions().text("urn:lotledger:fsma204#tlc"))
                .contains("ABC1234");
    }

    @Test
    void eventOfAnEarlierVersionHasNoContentHash() throws IOException {
        assertThat(read(EpcisEventCaptured.class, "EpcisEventCaptured").contentHash())
                .isNull();
        assertThat(read(EpcisEventCaptured.class, "EpcisEventCaptured-2").contentHash())
                .startsWith("ni:///sha-256;");
    }

    @Test
    void capturedMasterDataIsRead() throws IOException {
        MasterDataCaptured stored = read(MasterDataCaptured.class);

        assertThat(stored.organisation()).isEqualTo(ORGANISATION);
        assertThat(stored.vocabulary()).isEqualTo("Location");
        assertThat(stored.attributes()).containsEntry("urn:epcglobal:cbv:mda#name", List.of("Salinas Packing"));
    }

    @Test
    void entriesWrittenTodayMatchTheSamples() throws IOException {
        Map<String, Class<?>> samples = Map.of(
                "EpcisEventCaptured", EpcisEventCaptured.class,
                "EpcisEventCaptured-2", EpcisEventCaptured.class,
                "MasterDataCaptured", MasterDataCaptured.class,
                "MasterDataCaptured-2", MasterDataCaptured.class);
        for (Map.Entry<String, Class<?>> sample : samples.entrySet()) {
            Object stored = read(sample.getValue(), sample.getKey());
            SerializedObject<String> written = serializer.serialize(stored, String.class);

            assertThat(written.getType().getName()).isEqualTo(TYPES.get(sample.getValue()));
            assertThat(written.getData())
                    .isEqualTo(new String(sample(sample.getKey()), java.nio.charset.StandardCharsets.UTF_8).strip());
        }
    }

    private <T> T read(Class<T> type) throws IOException {
        return read(type, type.getSimpleName());
    }

    private <T> T read(Class<T> type, String sample) throws IOException {
        return serializer.deserialize(
                new SimpleSerializedObject<>(sample(sample), byte[].class, TYPES.get(type), null));
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = StoredShapesTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}

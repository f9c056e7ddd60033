package io.lotledger.ingest.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.EventJson;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

/** What the log holds is read for ever: these samples are never changed, only joined by others. */
class StoredShapesTest {
    private static final UUID ORGANISATION = UUID.fromString("0d7b8f0e-3c44-4a0e-9a5e-1f6c2f1f9f10");
    private static final Instant RECORDED = Instant.parse("2026-04-18T14:30:00.123Z");
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
    void capturedMasterDataIsRead() throws IOException {
        MasterDataCaptured stored = read(MasterDataCaptured.class);

        assertThat(stored.organisation()).isEqualTo(ORGANISATION);
        assertThat(stored.vocabulary()).isEqualTo("Location");
        assertThat(stored.attributes()).containsEntry("urn:epcglobal:cbv:mda#name", List.of("Salinas Packing"));
    }

    @Test
    void whatIsWrittenTodayLooksLikeTheSamples() throws IOException {
        for (Class<?> type : List.of(EpcisEventCaptured.class, MasterDataCaptured.class)) {
            String written = serializer.serialize(read(type), String.class).getData();

            assertThat(written).isEqualTo(new String(sample(type), java.nio.charset.StandardCharsets.UTF_8).strip());
        }
    }

    private <T> T read(Class<T> type) throws IOException {
        return serializer.deserialize(new SimpleSerializedObject<>(sample(type), byte[].class, type.getName(), null));
    }

    private static byte[] sample(Class<?> type) throws IOException {
        try (InputStream in = StoredShapesTest.class.getResourceAsStream("/events/" + type.getSimpleName() + ".json")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}

package io.lotledger.ingest.eventlog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPayloadTest {
    private final Jackson3Serializer serializer = Jackson3Serializer.builder().build();

    @ParameterizedTest
    @ValueSource(strings = {"EpcisEventCaptured", "EpcisEventCaptured-2"})
    void eventIsThatOfTheSerializer(String sample) throws IOException {
        byte[] payload = sample(sample).getBytes(StandardCharsets.UTF_8);

        EpcisEventCaptured event = serializer.deserialize(
                new SimpleSerializedObject<>(payload, byte[].class, EpcisEventCaptured.class.getName(), null));

        assertThat(EventPayload.read(payload)).contains(event);
    }

    @Test
    void whatIsNotTheShapeOfTodayIsLeftToTheSerializer() throws IOException {
        String sample = sample("EpcisEventCaptured-2");

        assertThat(read(sample.replaceFirst("\"eventID\":", "\"another\":"))).isEmpty();
        assertThat(read(sample.replaceFirst("\"recordTime\":\"[^\"]*\"", "\"recordTime\":1776522600.123")))
                .isEmpty();
        assertThat(read(sample.replaceFirst("\"recordTime\":\"[^\"]*\"", "\"recordTime\":\"yesterday\"")))
                .isEmpty();
        assertThat(read(sample.replaceFirst("\"organisation\":\"[^\"]*\"", "\"organisation\":\"1-1-1-1-1\"")))
                .isEmpty();
        assertThat(read(sample.substring(0, sample.length() / 2))).isEmpty();
        assertThat(read("[]")).isEmpty();
    }

    private static Optional<EpcisEventCaptured> read(String payload) {
        return EventPayload.read(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = EventPayloadTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

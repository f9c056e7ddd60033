package io.lotledger.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.DocumentFormat;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpcisDocumentsTest {
    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void writtenDocumentIsFlushedAndLeavesTheStreamOpen(DocumentFormat format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicBoolean closed = new AtomicBoolean();
        OutputStream out = new BufferedOutputStream(bytes) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        EpcisDocuments.write(format, "SimpleEventQuery", List.of(), Instant.EPOCH, out);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("EPCISQueryDocument", "SimpleEventQuery");
        assertThat(closed).isFalse();
    }
}

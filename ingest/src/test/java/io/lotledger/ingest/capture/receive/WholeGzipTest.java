package io.lotledger.ingest.capture.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WholeGzipTest {
    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        bytes.write(second);
        return bytes.toByteArray();
    }

    /** As a network delivers it: one byte at a time, and none is there before it is read. */
    private static InputStream slowly(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static String read(InputStream sent) throws IOException {
        try (InputStream in = BoundedInput.of(sent, ContentEncoding.GZIP, 1_000)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void everyMemberIsReadHoweverSlowlyItArrives() throws IOException {
        byte[] two = joined(gzip("one, "), gzip("two"));

        assertThat(read(new ByteArrayInputStream(two))).isEqualTo("one, two");
        assertThat(read(slowly(two))).isEqualTo("one, two");
        assertThat(read(slowly(gzip("alone")))).isEqualTo("alone");
    }

    @Test
    void bytesAfterTheEndAreRefused() throws IOException {
        for (String garbage : new String[] {"x", "garbage", "garbage as long as a member could be, or longer"}) {
            byte[] sent = joined(gzip("document"), garbage.getBytes(UTF_8));

            assertThatThrownBy(() -> read(new ByteArrayInputStream(sent)))
                    .as(garbage)
                    .isInstanceOf(UnreadableDocumentException.class);
            assertThatThrownBy(() -> read(slowly(sent))).as(garbage).isInstanceOf(UnreadableDocumentException.class);
        }
    }
}

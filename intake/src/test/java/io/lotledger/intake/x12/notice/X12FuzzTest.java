package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.intake.x12.FunctionalAcknowledgement;
import io.lotledger.intake.x12.SetVerdict;
import io.lotledger.intake.x12.element.X12Settings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, a document is read with its faults or is unreadable. */
class X12FuzzTest {
    private static final long SEED = 856;

    @ParameterizedTest
    @ValueSource(strings = {"shared-pallet", "nested-tares", "one-bad-of-two", "loose", "receiving"})
    void aDocumentThatIsCutOffIsUnreadable(String file) {
        byte[] whole = ReadNotices.file(file).strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length += 3) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut))
                    .as("the first %s bytes", length)
                    .isInstanceOf(UnreadableDocumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared-pallet", "nested-tares", "one-bad-of-two", "loose", "receiving"})
    void segmentsInAnyOrderAndElementsOfAnyTextAreReadOrRefused(String file) {
        Random random = new Random(SEED);
        List<String> segments = new ArrayList<>(List.of(ReadNotices.file(file).split("\n")));
        for (int round = 0; round < 200; round++) {
            List<String> changed = new ArrayList<>(segments);
            if (round % 2 == 0) Collections.shuffle(changed.subList(3, changed.size() - 3), random);
            else changed.replaceAll(segment -> random.nextInt(8) > 0 ? segment : scrambled(segment, random));
            if (round % 5 == 0) changed.remove(random.nextInt(changed.size()));
            tryToRead(String.join("\n", changed).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One element of the segment becomes that of another kind, or is doubled or dropped. */
    private static String scrambled(String segment, Random random) {
        List<String> texts =
                List.of("", "9".repeat(40), "-1", "0", "Ω≈ç", ">", ">>", "^", "UK", "20269999", " ", "1E9", "\u0001");
        String[] elements = segment.replace("~", "").split("\\*", -1);
        elements[random.nextInt(elements.length)] = texts.get(random.nextInt(texts.size()));
        return String.join("*", elements) + (random.nextInt(6) == 0 ? "*A*B*C~" : "~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared-pallet", "nested-tares", "receiving"})
    void changedBytesAreReadOrRefused(String file) {
        Random random = new Random(SEED);
        byte[] whole = ReadNotices.file(file).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 500; round++) {
            byte[] changed = whole.clone();
            for (int i = 0; i <= round % 10; i++) changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            tryToRead(changed);
        }
    }

    @Test
    void randomBytesAreUnreadable() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(UnreadableDocumentException.class);
            byte[] afterIsa = ReadNotices.file("loose").substring(0, 106).getBytes(StandardCharsets.US_ASCII);
            byte[] both = Arrays.copyOf(afterIsa, afterIsa.length + bytes.length);
            System.arraycopy(bytes, 0, both, afterIsa.length, bytes.length);
            tryToRead(both);
        }
    }

    @ParameterizedTest
    @CsvSource({"A, a data element is too long", "*A, more than any segment", "A>, more than any segment"})
    void anEndlessSegmentIsRefusedBeforeItFillsTheMemory(String text, String message) {
        String start = ReadNotices.file("loose").substring(0, 400);
        assertThatThrownBy(() -> ReadNotices.of(
                        new SequenceInputStream(
                                new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)), new Endless(text)),
                        X12Settings.USUAL))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEndlessSetIsRefusedBeforeItFillsTheMemory() {
        String start = ReadNotices.file("loose").split("CTT")[0];
        assertThatThrownBy(() -> ReadNotices.of(
                        new SequenceInputStream(
                                new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)),
                                new Endless("REF*ZZ*A~")),
                        X12Settings.USUAL))
                .isInstanceOf(DocumentTooLargeException.class)
                .hasMessageContaining("send it as several sets");
    }

    /** Repeats a text without end. */
    private static final class Endless extends InputStream {
        private final byte[] text;
        private int at;

        Endless(String text) {
            this.text = text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            return text[at++ % text.length];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            for (int i = 0; i < length; i++) buffer[offset + i] = (byte) read();
            return length;
        }
    }

    private static void tryToRead(byte[] document) {
        try {
            read(document);
        } catch (UnreadableDocumentException e) {
            assertThat(e.violations()).isNotEmpty();
        }
    }

    private static void read(byte[] document) {
        ReadNotices read = ReadNotices.of(document, X12Settings.USUAL);
        FunctionalAcknowledgement.of(read.sets(), set -> SetVerdict.REJECTED, Instant.EPOCH);
    }
}

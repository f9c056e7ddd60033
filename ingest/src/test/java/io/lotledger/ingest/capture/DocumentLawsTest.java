package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.rules.EventReview;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.GeneratedEvent;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import tools.jackson.databind.node.ObjectNode;

/** Laws that hold for every document. */
@Tag("long")
class DocumentLawsTest {
    private final EventRules rules = new EventRules(Clock.systemUTC());

    @Property
    void validEventIsAcceptedAndEqualInJsonAndXml(@ForAll long seed) {
        byte[] document = GeneratedEvent.document(new Random(seed), 1).getBytes(StandardCharsets.UTF_8);

        SentEvent sent = read(document, DocumentFormat.JSON).get(0);

        assertThat(rules.review(sent).errors()).as(sent.node().toString()).isEmpty();
        String kept = BareEvent.of(sent, "urn:uuid:1");
        SentEvent inJson =
                read(written(kept, DocumentFormat.JSON), DocumentFormat.JSON).get(0);
        assertThat(asText(inJson)).isEqualTo(asText(sent));
        for (DocumentFormat format : DocumentFormat.values()) {
            SentEvent again = read(written(kept, format), format).get(0);
            assertThat(again.contentHash().prehash())
                    .as(kept + " as " + format)
                    .isEqualTo(sent.contentHash().prehash());
            assertThat(EventContent.digest(again.node(), again.context()))
                    .as("the content of " + kept + " as " + format + ": " + BareEvent.of(again, "urn:uuid:1"))
                    .isEqualTo(EventContent.digest(sent.node(), sent.context()));
            assertThat(EventContent.digestOfBare(kept)).isEqualTo(EventContent.digest(sent.node(), sent.context()));
            assertThat(rules.review(again).errors()).as(kept + " as " + format).isEmpty();
            String keptAgain = BareEvent.of(again, "urn:uuid:1");
            SentEvent third = read(written(keptAgain, DocumentFormat.XML), DocumentFormat.XML)
                    .get(0);
            assertThat(third.contentHash()).isEqualTo(sent.contentHash());
            String keptOnce = BareEvent.of(third, "urn:uuid:1");
            SentEvent fourth = read(written(keptOnce, DocumentFormat.XML), DocumentFormat.XML)
                    .get(0);
            assertThat(BareEvent.of(fourth, "urn:uuid:1"))
                    .as("read again it does not grow")
                    .isEqualTo(keptOnce);
        }
    }

    @Property
    void corruptedDocumentIsRejectedWithAReasonOrReadAsChanged(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] json = GeneratedEvent.document(random, 2).getBytes(StandardCharsets.UTF_8);
        review(corrupted(json, random), DocumentFormat.JSON);
        SentEvent sent = read(json, DocumentFormat.JSON).get(0);
        review(corrupted(written(BareEvent.of(sent, "urn:uuid:1"), DocumentFormat.XML), random), DocumentFormat.XML);
    }

    @Property
    void randomBytesAreRejectedWithAReason(@ForAll byte[] bytes) {
        for (DocumentFormat format : DocumentFormat.values()) review(bytes, format);
    }

    /** Runs all of capture before storage; only an unreadable document may throw. */
    private void review(byte[] document, DocumentFormat format) {
        List<SentEvent> events;
        try {
            events = read(document, format);
        } catch (UnreadableDocumentException e) {
            assertThat(e.violations()).isNotEmpty();
            return;
        }
        for (SentEvent event : events) {
            EventReview review = rules.review(event).at(event::placeOf);
            if (!review.isAccepted()) continue;
            event.hash();
            String kept = BareEvent.of(event, "urn:uuid:1");
            EventJson.read(kept);
            for (DocumentFormat to : DocumentFormat.values()) written(kept, to);
        }
    }

    /** The event's members as sent, with the digits of their numbers. */
    private static String asText(SentEvent event) {
        ObjectNode members = event.node().deepCopy().asObject();
        members.remove(List.of("@context", "eventID", "recordTime"));
        return members.toString();
    }

    /** Truncates, repeats a section, changes a byte, or removes a section. */
    private static byte[] corrupted(byte[] document, Random random) {
        int from = random.nextInt(document.length);
        int to = Math.min(document.length, from + 1 + random.nextInt(40));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(document, 0, from);
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> {
                out.write(document, from, to - from);
                out.write(document, from, document.length - from);
            }
            case 2 -> {
                out.write(random.nextBoolean() ? random.nextInt(256) : "{}[]\":,<>/&0 ".charAt(random.nextInt(13)));
                out.write(document, from + 1, document.length - from - 1);
            }
            default -> out.write(document, to, document.length - to);
        }
        return out.toByteArray();
    }

    private static byte[] written(String kept, DocumentFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EpcisDocuments.write(
                format, "SimpleEventQuery", List.of(new KeptEvent(kept, Instant.EPOCH)), Instant.EPOCH, out);
        return out.toByteArray();
    }

    private static List<SentEvent> read(byte[] document, DocumentFormat format) {
        Collected collected = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document), collected);
        return collected.events;
    }
}

package io.lotledger.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.event.QueryDocumentWriter;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Violation;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

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

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void unknownVersionOfEpcisIsNotedWithThoseThatAreSupported(DocumentFormat format) {
        for (String unknown : List.of("3.0", "2.1", "2.00", "0.9", "10")) {
            assertThat(notes(format, unknown)).as(unknown).singleElement().satisfies(note -> {
                assertThat(note.rule()).isEqualTo("schemaVersion");
                assertThat(note.value()).isEqualTo(unknown);
                assertThat(note.message()).contains("2.0", "1.x");
            });
        }
        for (String known : List.of("2.0", "2", "2.0.1", "1", "1.0", "1.1", "1.2", "1.3"))
            assertThat(notes(format, known)).as(known).isEmpty();
    }

    private static List<Violation> notes(DocumentFormat format, String version) {
        String document =
                format == DocumentFormat.XML ? """
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="%s" creationDate="2026-04-17T11:26:42Z">\
                <EPCISBody><EventList/></EPCISBody></e:EPCISDocument>""".formatted(version) : """
                {"@context":"%s","type":"EPCISDocument","schemaVersion":"%s","creationDate":"2026-04-17T11:26:42Z",\
                "epcisBody":{"eventList":[]}}""".formatted(JsonLdContext.GS1, version);
        Collected read = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        return read.notes;
    }

    @Test
    void documentDeclaresThePrefixesThatItsEventsAgreeOn() {
        JsonNode document = json(
                event(
                        "urn:event:1",
                        "\"ex\":\"https://a.example/\",\"own\":\"https://one.example/\"",
                        "\"ex:f\":1,\"own:f\":1"),
                event("urn:event:2", "\"ex\":\"https://a.example/\"", "\"ex:f\":2"),
                event("urn:event:3", "\"own\":\"https://other.example/\"", "\"own:f\":3"));

        assertThat(document.path("@context").toString())
                .isEqualTo("[\"" + JsonLdContext.GS1 + "\",{\"ex\":\"https://a.example/\"}]");
        JsonNode events = document.at("/epcisBody/queryResults/resultsBody/eventList");
        assertThat(events.get(0).path("@context").toString()).contains("https://one.example/");
        assertThat(events.get(1).has("@context")).isFalse();
        assertThat(events.get(2).path("@context").toString()).contains("https://other.example/");
    }

    @Test
    void prefixThatAnEventUsesWithoutDeclaringItIsNotDeclaredForIt() {
        JsonNode document = json(
                event("urn:event:1", "\"ex\":\"https://a.example/\"", "\"ex:f\":1"),
                event("urn:event:2", "\"no\":\"https://b.example/\"", "\"no:f\":\"ex:text\""));

        assertThat(document.path("@context").toString()).doesNotContain("https://a.example/");
        assertThat(document.at("/epcisBody/queryResults/resultsBody/eventList/0/@context")
                        .toString())
                .contains("https://a.example/");
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void longDocumentIsWrittenInBatchesAndReadBackAsTheSameEvents(DocumentFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueryDocumentWriter writer = EpcisDocuments.writer(
                format, new QueryDocument("q", "urn:subscription:1", Instant.EPOCH), Representation.AS_SENT, out);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            String event =
                    event("urn:event:" + i, "\"ex\":\"https://a.example/" + i % 3 + "/\"", "\"ex:f\":\"" + i + "\"");
            sent.add(event);
            writer.add(new KeptEvent(event, Instant.EPOCH));
        }
        writer.complete();

        List<String> contents = new ArrayList<>();
        EpcisDocuments.read(format, new ByteArrayInputStream(out.toByteArray()), new DocumentSink() {
            @Override
            public void event(SentEvent event) {
                contents.add(BareEvent.of(event, "none"));
            }

            @Override
            public void masterData(SentMasterData element) {}
        });
        assertThat(contents.stream().map(EventContent::digestOfBare).toList())
                .isEqualTo(sent.stream().map(EventContent::digestOfBare).toList());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("urn:subscription:1");
    }

    private static JsonNode json(String... events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<KeptEvent> kept = Stream.of(events)
                .map(event -> new KeptEvent(event, Instant.EPOCH))
                .toList();
        EpcisDocuments.write(DocumentFormat.JSON, "q", kept, Instant.EPOCH, out);
        return EventJson.tree(out.toString(StandardCharsets.UTF_8));
    }

    private static String event(String id, String prefixes, String fields) {
        return """
                {"@context":["%s",{%s}],"type":"ObjectEvent","eventID":"%s","eventTime":"2026-04-17T09:00:00-04:00",\
                "eventTimeZoneOffset":"-04:00","epcList":["urn:epc:id:sgtin:4012345.012345.1"],"action":"OBSERVE",%s}""".formatted(JsonLdContext.GS1, prefixes, id, fields);
    }
}

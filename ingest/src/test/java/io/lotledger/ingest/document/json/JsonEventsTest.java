package io.lotledger.ingest.document.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.context.Gs1Terms;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Stored events as answers in JSON-LD represent them. */
class JsonEventsTest {
    private static final String OWN_PREFIXES = """
            <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z">
            <EPCISBody><EventList><ObjectEvent xmlns:cbvmda="urn:epcglobal:cbv:mda#" xmlns:id="https://id.example/"
             xmlns:time="https://time.example/" xmlns:id2="https://two.example/" xmlns:mine="https://mine.example/">
            <eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
            <epcList><epc>urn:epc:id:sscc:4012345.0000000111</epc></epcList><action>ADD</action>
            <bizStep>time:sorting</bizStep><readPoint><id>id:dock</id></readPoint>
            <ilmd><cbvmda:lotNumber>L1</cbvmda:lotNumber><id2:a id:by="Ann">id:b</id2:a></ilmd><mine:z>time:c</mine:z>
            </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""";

    @Test
    void ownPrefixThatIsATermOfGs1GetsAnotherName() {
        SentEvent sent = read(DocumentFormat.XML, OWN_PREFIXES);
        String stored = BareEvent.of(sent, "urn:uuid:1");

        for (String answer : List.of(answer(stored), captureDocument(stored), bare(stored))) {
            JsonNode declared = Json.MAPPER.readTree(answer).at("/@context/1");
            assertThat(declared.propertyNames())
                    .as(answer)
                    .noneMatch(Gs1Terms::has)
                    .contains("cbvmda2", "id3", "mine");
            assertThat(answer)
                    .contains(
                            "\"ilmd\":{\"cbvmda2:lotNumber\":\"L1\",\"id2:a\":{\"@id3:by\":\"Ann\",\"#text\":\"id3:b\"}}");
            SentEvent again = read(DocumentFormat.JSON, answer);
            assertThat(again.contentHash()).isEqualTo(sent.contentHash());
            assertThat(EventContent.digest(again.node(), again.context()))
                    .isEqualTo(EventContent.digest(sent.node(), sent.context()));
        }
    }

    /** As XML writes them: GS1's JSON schema has date-times of RFC 3339 alone. */
    @Test
    void timesAreWrittenAsTheSchemaHasThem() {
        String stored = """
                {"type":"ObjectEvent","eventID":"urn:uuid:1","eventTime":"2026-05-01T10:00:00+02","eventTimeZoneOffset":"+02:00",
                 "errorDeclaration":{"declarationTime":" 2026-05-01T10:00:00Z "},"action":"OBSERVE","sensorElementList":[
                 {"sensorMetadata":{"time":"2026-05-01T10:00:00.Z"},"sensorReport":[{"time":"2026-05-01T10:00:00.12345678912340Z"}]}]}""";

        for (String answer : List.of(answer(stored), captureDocument(stored), bare(stored)))
            assertThat(answer)
                    .contains(
                            "\"eventTime\":\"2026-05-01T08:00:00Z\"",
                            "\"declarationTime\":\"2026-05-01T10:00:00Z\"",
                            "{\"time\":\"2026-05-01T10:00:00Z\"}",
                            "\"time\":\"2026-05-01T10:00:00.12345678912340Z\"");
        assertThat(EventContent.digestOfBare(bare(stored))).isEqualTo(EventContent.digestOfBare(stored));
    }

    @Test
    void everyTermOfGs1sContextsIsKnownOrAWord() throws IOException {
        TreeSet<String> terms = new TreeSet<>();
        for (var file : Corpus.files("epcis/standard/jsonld-context", ".jsonld"))
            terms(Json.MAPPER.readTree(Files.readString(file)).get("@context"), terms);

        assertThat(terms)
                .hasSizeGreaterThan(200)
                .allMatch(term -> Gs1Terms.has(term) || Stream.of(Cbv.values()).anyMatch(list -> list.has(term)));
    }

    private static void terms(JsonNode context, Set<String> to) {
        if (context.isArray()) context.forEach(one -> terms(one, to));
        for (Map.Entry<String, JsonNode> term : context.properties()) {
            if (!term.getKey().startsWith("@")) to.add(term.getKey());
            if (term.getValue().has("@context")) terms(term.getValue().get("@context"), to);
        }
    }

    private static String answer(String stored) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EpcisDocuments.write(
                DocumentFormat.JSON, "q", List.of(new KeptEvent(stored, Instant.EPOCH)), Instant.EPOCH, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String bare(String stored) {
        return JsonEvents.bare(new KeptEvent(stored, Instant.EPOCH));
    }

    private static String captureDocument(String stored) {
        byte[] document =
                CaptureDocument.write(List.of(), List.of(new KeptEvent(stored, Instant.EPOCH)), Instant.EPOCH);
        return new String(document, StandardCharsets.UTF_8);
    }

    private static SentEvent read(DocumentFormat format, String document) {
        Collected read = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        return read.events.get(0);
    }
}

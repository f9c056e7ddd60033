package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.GeneratedEvent;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.CbvXmlFormat;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EpcFormat;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.event.QueryDocumentWriter;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.epcis.identifier.CompanyPrefixes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Query documents of the corpus's events, in both formats and several representations: each is valid by GS1's schema, and capture reads
 * it back as the same events.
 */
class QueryDocumentsTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Capture accepts a report of an exception without a type, as XML Schema does; JSON has no value to write. */
    private static final Pattern UNTYPED_ALERT =
            Pattern.compile(".*/sensorReport/\\d+: required property 'type' not found");

    private final EventRules rules = new EventRules(Clock.systemUTC());
    private final Schema json = jsonSchema();
    private final javax.xml.validation.Schema xml = xmlSchema();

    /** The events' contexts differ, and some bind one prefix to different namespaces. */
    @ParameterizedTest
    @EnumSource
    void oneDocumentOfTheWholeCorpusIsValidAndReadBackAsTheSameEvents(DocumentFormat format) throws IOException {
        List<String> kept = new ArrayList<>();
        for (Path file : Corpus.files("epcis", ".json", ".jsonld", ".xml")) kept.addAll(kept(file));
        assertThat(kept).hasSizeGreaterThan(300);
        SoftAssertions all = new SoftAssertions();
        for (CbvXmlFormat words : CbvXmlFormat.values()) {
            if (format == DocumentFormat.JSON && words != CbvXmlFormat.NO_PREFERENCE) continue;
            EpcFormat epcs =
                    words == CbvXmlFormat.ALWAYS_URN ? EpcFormat.ALWAYS_GS1_DIGITAL_LINK : EpcFormat.NEVER_TRANSLATES;
            check(all, epcs + " " + words, kept, format, new Representation(epcs, words, CompanyPrefixes.NONE));
        }
        all.assertAll();
    }

    @ParameterizedTest
    @EnumSource
    void eachCorpusDocumentIsAnsweredValid(DocumentFormat format) throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Path file : Corpus.files("epcis", ".json", ".jsonld", ".xml")) {
            List<String> kept = kept(file);
            if (!kept.isEmpty()) check(all, file.toString(), kept, format, Representation.AS_SENT);
        }
        all.assertAll();
    }

    @Test
    void generatedEventsThatAreValidAsSentAreAnsweredValid() {
        SoftAssertions all = new SoftAssertions();
        int valid = 0;
        for (int seed = 0; seed < 200; seed++) {
            byte[] sent = GeneratedEvent.document(new Random(seed), 2).getBytes(StandardCharsets.UTF_8);
            if (!faults(sent, DocumentFormat.JSON).isEmpty()) continue;
            valid++;
            check(all, "seed " + seed, kept(sent, DocumentFormat.JSON), DocumentFormat.JSON, Representation.AS_SENT);
        }
        all.assertThat(valid).isGreaterThan(20);
        all.assertAll();
    }

    /** GS1's JSON schema allows what the XML schema has no place for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quantityList\":[{\"epcClass\":\"urn:x:c\",\"quantity\":0.0000001,\"uom\":\"KGM\"},{\"epcClass\":\"urn:x:d\",\"quantity\":1e21}]",
                "\"quantityList\":[{\"epcClass\":\"urn:x:c\",\"uom\":\"KGM\"}]",
                "\"readPoint\":{\"id\":\"urn:x:r\",\"ex:b\":\"B\",\"dock\":\"D1\",\"gate\":{\"@side\":\"left\",\"lane\":[\"1\",\"2\"]}},\"bizLocation\":{\"id\":\"urn:x:l\",\"hall\":\"H\"}",
                "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\",\"hexBinaryValue\":\"ABC\"},{\"type\":\"Temperature\",\"hexBinaryValue\":\"ABCD\"}]}]"
            })
    void whatTheXmlSchemaHasNoPlaceForIsWrittenValidAndComesBack(String fields) {
        String document = """
                {"@context":["%s",{"ex":"https://ex.example/"}],"type":"EPCISDocument","schemaVersion":"2.0",\
                "creationDate":"2026-04-17T00:00:00Z","epcisBody":{"eventList":[{"type":"ObjectEvent",\
                "eventTime":"2026-04-17T09:26:42Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",\
                "epcList":["urn:x:1"],%s}]}}""".formatted(JsonLdContext.GS1, fields);
        SoftAssertions all = new SoftAssertions();

        List<String> kept = kept(document.getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON);

        assertThat(kept).hasSize(1);
        for (DocumentFormat format : DocumentFormat.values()) check(all, fields, kept, format, Representation.AS_SENT);
        all.assertAll();
    }

    private void check(
            SoftAssertions all, String what, List<String> kept, DocumentFormat format, Representation representation) {
        byte[] document = written(kept, format, representation);
        all.assertThat(faults(document, format)).as(what + " by GS1's schema").isEmpty();
        Collected again = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document), again);
        all.assertThat(again.events).as(what).hasSameSizeAs(kept);
        for (int i = 0; i < Math.min(kept.size(), again.events.size()); i++) {
            SentEvent event = again.events.get(i);
            String as = what + " written as " + format + ": " + kept.get(i);
            all.assertThat(finalSpelling(event.contentHash()))
                    .as(as)
                    .isEqualTo(finalSpelling(EventHash.ofBare(kept.get(i))));
            all.assertThat(EventContent.digest(event.node(), event.context()))
                    .as(as + "\n read " + event.node())
                    .isEqualTo(EventContent.digestOfBare(kept.get(i)));
            all.assertThat(rules.review(event).errors()).as(as).isEmpty();
        }
    }

    /** The reference implementation hashes a draft's Bizstep- as sent; bare words have no such difference. */
    private static String finalSpelling(EventHash hash) {
        return hash.prehash().replace("/Bizstep-", "/BizStep-");
    }

    private List<String> faults(byte[] document, DocumentFormat format) {
        if (format == DocumentFormat.JSON) {
            return json.validate(MAPPER.readTree(document)).stream()
                    .map(Object::toString)
                    .filter(fault -> !UNTYPED_ALERT.matcher(fault).matches())
                    .toList();
        }
        try {
            xml.newValidator().validate(new StreamSource(new ByteArrayInputStream(document)));
            return List.of();
        } catch (SAXException | IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] written(List<String> kept, DocumentFormat format, Representation representation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueryDocumentWriter writer =
                EpcisDocuments.writer(format, new QueryDocument("q", "urn:uuid:7", Instant.EPOCH), representation, out);
        kept.forEach(event -> writer.add(new KeptEvent(event, Instant.EPOCH)));
        writer.complete();
        return out.toByteArray();
    }

    private List<String> kept(Path file) throws IOException {
        boolean isXml = file.toString().endsWith(".xml");
        return kept(Files.readAllBytes(file), isXml ? DocumentFormat.XML : DocumentFormat.JSON);
    }

    /** The events that capture accepts. */
    private List<String> kept(byte[] document, DocumentFormat format) {
        Collected read = new Collected();
        try {
            EpcisDocuments.read(format, new ByteArrayInputStream(document), read);
        } catch (UnreadableDocumentException e) {
            return List.of();
        }
        return read.events.stream()
                .filter(event -> rules.review(event).isAccepted())
                .map(event -> BareEvent.of(event, "urn:uuid:1"))
                .toList();
    }

    private static Schema jsonSchema() {
        try (InputStream in =
                Files.newInputStream(Corpus.require("epcis/standard/json-schema/epcis-json-schema-2.0.1.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static javax.xml.validation.Schema xmlSchema() {
        try {
            SchemaFactory schemas = SchemaFactory.newDefaultInstance();
            schemas.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            return schemas.newSchema(Corpus.require("epcis/standard/xsd-2.0/EPCglobal-epcis-query-2_0.xsd")
                    .toFile());
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}

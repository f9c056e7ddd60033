package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.Corpus;
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
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** Real documents: valid ones are accepted, stored and read back as the same event. */
class CorpusTest {
    /** Documents listed as valid that are not, with the path and rule of their violation. */
    private static final Map<String, String> OUTSIDE_THE_STANDARD = Map.of(
            // measurement types of a draft, which GS1's schema also rejects
            "SensorData_with_combined_events.json", "cbv-word",
            // sensorMetaData, as a draft wrote it
            "xml-1.2/AssociationEvent.xml", "unknown-field",
            // ilmd with action OBSERVE (EPCIS 1.2 §7.4.2)
            "1.2/EPCIS/XML/Capture/Documents/ObjectEvent_all_possible_fields.xml", "ilmd",
            // no EPCISBody at all
            "epcisXmlQueryDocHavingEventWithIgnoreFields.xml", "required");

    /** Documents with the same name but different content. */
    private static final Set<String> NOT_EQUIVALENT = Set.of(
            "ErrorDeclarationAndCorrectiveEvent.xml", // another place, and an input without its quantity
            "association_event_all_possible_fields.xml", // without certificationInfo
            "object_event_all_possible_fields.xml", // another action
            "CurieString_document.xml", // gs1: stands for another namespace
            "SensorData_with_combined_events.xml"); // gs1: is another namespace here too

    private final EventRules rules = new EventRules(Clock.systemUTC());
    private final Schema schema = schema();

    @Test
    void sevenCriticalTrackingEventsOfGs1UsAreAccepted() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Path file : Corpus.files("fsma204/gs1us-cte", "-cte.jsonld")) check(all, file);
        all.assertAll();
    }

    @Test
    void gs1AndOpenEpcisDocumentsAreAccepted() throws IOException {
        List<Path> files = new ArrayList<>(Corpus.files("epcis/gs1-examples/json", ".jsonld"));
        files.addAll(Corpus.files("epcis/openepcis/2.0/EPCIS/JSON/Capture", ".json"));
        files.addAll(Corpus.files("epcis/hash-vectors/upstream", ".jsonld"));
        SoftAssertions all = new SoftAssertions();
        for (Path file : files) check(all, file);
        all.assertAll();
    }

    @Test
    void xmlDocumentsAreAcceptedAndRoundTrip() throws IOException {
        List<Path> files = new ArrayList<>(Corpus.files("epcis/gs1-examples/xml", ".xml"));
        files.addAll(Corpus.files("epcis/gs1-examples/xml-1.2", ".xml"));
        files.addAll(Corpus.files("epcis/openepcis/2.0/EPCIS/XML/Capture", ".xml"));
        files.addAll(Corpus.files("epcis/openepcis/1.2/EPCIS/XML/Capture", ".xml"));
        files.addAll(Corpus.files("epcis/hash-vectors/upstream", ".xml"));
        files.removeIf(file -> file.toString().contains("CaptureJob")); // responses, not documents
        SoftAssertions all = new SoftAssertions();
        for (Path file : files) check(all, file);
        all.assertAll();
    }

    @Test
    void xmlDocumentAndItsJsonEquivalentHaveTheSameEvents() throws IOException {
        List<Path> json = new ArrayList<>(Corpus.files("epcis/gs1-examples/json", ".jsonld"));
        json.addAll(Corpus.files("epcis/openepcis/2.0/EPCIS/JSON/Capture", ".json"));
        SoftAssertions all = new SoftAssertions();
        int pairs = 0;
        for (Path file : json) {
            Path twin = Path.of(file.toString()
                    .replace("/json/", "/xml/")
                    .replace("/JSON/", "/XML/")
                    .replaceAll("\\.json(ld)?$", ".xml"));
            if (!Files.exists(twin) || fault(twin).isPresent()) continue;
            if (NOT_EQUIVALENT.contains(String.valueOf(twin.getFileName()))) continue;
            pairs++;
            all.assertThat(prehashes(twin, DocumentFormat.XML))
                    .as(twin.toString())
                    .isEqualTo(prehashes(file, DocumentFormat.JSON));
        }
        all.assertThat(pairs).isGreaterThan(10);
        all.assertAll();
    }

    /** Includes events with names and nested fields that have no XML equivalent. */
    @Test
    void anyJsonEventIsWrittenAsSchemaValidXml() {
        SoftAssertions all = new SoftAssertions();
        for (int seed = 0; seed < 300; seed++) {
            byte[] document = GeneratedEvent.document(new Random(seed), 1).getBytes(StandardCharsets.UTF_8);
            Collected read = new Collected();
            EpcisDocuments.read(DocumentFormat.JSON, new ByteArrayInputStream(document), read);
            byte[] xml = written(BareEvent.of(read.events.get(0), "urn:uuid:1"), DocumentFormat.XML);
            all.assertThatCode(() -> schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml))))
                    .as(new String(xml, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    private static List<String> prehashes(Path file, DocumentFormat format) throws IOException {
        Collected document = new Collected();
        try (InputStream in = Files.newInputStream(file)) {
            EpcisDocuments.read(format, in, document);
        }
        return document.events.stream()
                .map(event -> event.contentHash().prehash())
                .toList();
    }

    /** GS1's schema of query documents; its imports are in the same directory. */
    private static Schema schema() {
        try {
            SchemaFactory schemas = SchemaFactory.newDefaultInstance();
            schemas.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            return schemas.newSchema(Corpus.require("epcis/standard/xsd-2.0/EPCglobal-epcis-query-2_0.xsd")
                    .toFile());
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> fault(Path file) {
        return OUTSIDE_THE_STANDARD.keySet().stream()
                .filter(file::endsWith)
                .findFirst()
                .map(OUTSIDE_THE_STANDARD::get);
    }

    private void check(SoftAssertions all, Path file) throws IOException {
        Collected document = new Collected();
        Optional<String> fault = fault(file);
        boolean xml = file.toString().endsWith(".xml");
        try (InputStream in = Files.newInputStream(file)) {
            EpcisDocuments.read(xml ? DocumentFormat.XML : DocumentFormat.JSON, in, document);
        } catch (UnreadableDocumentException e) {
            all.assertThat(e.violations().stream().map(Violation::rule))
                    .as(file + ": " + e.violations())
                    .contains(fault.orElse("none"));
            return;
        }
        assertThat(document.events).as(file.toString()).isNotEmpty();
        if (fault.isPresent()) {
            all.assertThat(document.events.stream()
                            .flatMap(event -> rules.review(event).errors().stream())
                            .map(Violation::rule))
                    .as(file.toString())
                    .contains(fault.get());
        }
        for (SentEvent event : document.events) {
            EventReview review = rules.review(event);
            if (fault.isPresent() && !review.isAccepted()) continue;
            all.assertThat(review.errors()).as(file + " " + event.path()).isEmpty();
            if (!review.isAccepted()) continue;
            String stored = BareEvent.of(event, "urn:uuid:1");
            all.assertThat(EventJson.read(stored).type())
                    .isEqualTo(event.node().get("type").stringValue());
            all.assertThat(EventHash.ofBare(stored))
                    .as(file + " " + event.path())
                    .isEqualTo(event.contentHash());
            all.assertThatCode(() -> schema.newValidator()
                            .validate(new StreamSource(new ByteArrayInputStream(written(stored, DocumentFormat.XML)))))
                    .as(file + " " + event.path() + " written as XML, against GS1's schema")
                    .doesNotThrowAnyException();
            for (DocumentFormat format : DocumentFormat.values()) {
                SentEvent again = roundTripped(stored, format);
                all.assertThat(EventContent.digest(again.node(), again.context()))
                        .as(file + " " + event.path() + " written as " + format)
                        .isEqualTo(EventContent.digestOfBare(stored));
                if (!stored.contains("/Bizstep-")) // a draft's spelling, which JSON's bare word does not keep
                all.assertThat(again.contentHash().prehash())
                            .as(file + " " + event.path() + " written as " + format)
                            .isEqualTo(event.contentHash().prehash());
                all.assertThat(rules.review(again).errors())
                        .as(file + " " + event.path() + " written as " + format)
                        .isEmpty();
            }
        }
    }

    private static SentEvent roundTripped(String stored, DocumentFormat format) {
        Collected again = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(written(stored, format)), again);
        return again.events.get(0);
    }

    private static byte[] written(String stored, DocumentFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EpcisDocuments.write(
                format, "SimpleEventQuery", List.of(new KeptEvent(stored, Instant.EPOCH)), Instant.EPOCH, out);
        return out.toByteArray();
    }
}

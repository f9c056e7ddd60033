package io.lotledger.ingest.capture;

import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/**
 * Every XML document of the corpus is judged like GS1's schemas of EPCIS 1.2 and 2.0, or otherwise for a reason given
 * here.
 */
class XmlSchemaAsOracleTest {
    private static final String ANY_ORDER =
            "element order differs from the schema's; JSON objects have no order either, and the meaning is unambiguous";
    private static final String BARE = "a bare event, as POST /events accepts it; the schema declares only documents";
    private static final String QUALIFIED =
            "event elements in EPCIS's namespace; common, and no other elements there have these names";
    private static final String NO_DOCUMENT = "a message or response of the query interface, not a document of events";

    private static final Map<String, String> ACCEPTED_THOUGH_INVALID = new HashMap<>();
    private static final Map<String, String> REFUSED_THOUGH_VALID = new HashMap<>();

    static {
        String one = "openepcis/1.2/EPCIS/XML/Capture/Documents/";
        String two = "openepcis/2.0/EPCIS/XML/Capture/";
        for (String name : List.of(
                "differentRepresentationsOfObjectEvent",
                "timestampPrecision",
                "timestampTimeZone2",
                "timestampTimeZone3"))
            ACCEPTED_THOUGH_INVALID.put("hash-vectors/expected_equal/" + name + ".xml", ANY_ORDER);
        ACCEPTED_THOUGH_INVALID.put("hash-vectors/upstream/SensorDataExamples.xml", ANY_ORDER);
        ACCEPTED_THOUGH_INVALID.put(
                "hash-vectors/upstream/epcisQueryDocument.xml", "QueryResults without its namespace");
        ACCEPTED_THOUGH_INVALID.put(
                "hash-vectors/upstream/epcisXmlDocHavingEventWithIgnoreFields.xml",
                "ignoreFields of the event hash's reference implementation are where the schema allows no extensions");
        ACCEPTED_THOUGH_INVALID.put(
                one + "AssociationEvent_all_possible_fields.xml",
                "xsi:type has an undeclared prefix; the type is stored as text and has no effect");
        ACCEPTED_THOUGH_INVALID.put(one + "Jumbled_attributes_order.xml", ANY_ORDER);
        ACCEPTED_THOUGH_INVALID.put(two + "Documents/JumbledFieldsOrder.xml", ANY_ORDER);
        ACCEPTED_THOUGH_INVALID.put(one + "Document_with_namespace.xml", QUALIFIED);
        ACCEPTED_THOUGH_INVALID.put(two + "Documents/Namespace_document.xml", QUALIFIED);
        ACCEPTED_THOUGH_INVALID.put(one + "Single_event.xml", BARE);
        ACCEPTED_THOUGH_INVALID.put(one + "Single_event_with_namespace.xml", BARE);
        ACCEPTED_THOUGH_INVALID.put("fastnt/v2_0/Events/ObjectEvent_StringCertificationInfo.xml", BARE);
        for (String name : List.of("AssociationEvent", "Namespace_event", "TransactionEvent"))
            ACCEPTED_THOUGH_INVALID.put(two + "Events/" + name + ".xml", BARE);

        REFUSED_THOUGH_VALID.put("fastnt/v1_2/CallbackRequests/ImplementationExceptionRequest.xml", NO_DOCUMENT);
        for (String name : List.of("GetStandardVersion", "GetSubscriptionIDs", "GetVendorVersion", "Unsubscribe"))
            REFUSED_THOUGH_VALID.put("fastnt/v1_2/Queries/" + name + ".xml", NO_DOCUMENT);
        for (String name : List.of("Running", "Success", "WithErrorFile", "WithErrors"))
            REFUSED_THOUGH_VALID.put("gs1-examples/xml/CaptureJob/Example-CaptureJob" + name + ".xml", NO_DOCUMENT);
        REFUSED_THOUGH_VALID.put("openepcis/2.0/EPCIS/XML/Query/Queries/SimpleEventQuery.xml", NO_DOCUMENT);
        REFUSED_THOUGH_VALID.put(
                "gs1-examples/xml-1.2/AssociationEvent.xml",
                "sensorMetaData, a draft's spelling, in 1.2's extension, where the schema allows anything; its content would be lost silently");
    }

    private final EventRules rules = new EventRules(Clock.systemUTC());
    private final Map<String, Schema> schemas = new HashMap<>();

    @Test
    void corpusDocumentsAreJudgedLikeGs1sSchemas() throws IOException {
        Path epcis = Corpus.require("epcis");
        SoftAssertions all = new SoftAssertions();
        Set<String> explained = new HashSet<>();
        int refused = 0;
        for (Path file : Corpus.files("epcis", ".xml")) {
            String name = epcis.relativize(file).toString().replace('\\', '/');
            byte[] document = Files.readAllBytes(file);
            boolean valid = isValid(document);
            List<Violation> errors = errors(document);
            if (!errors.isEmpty()) refused++;
            Map<String, String> exceptions = valid ? REFUSED_THOUGH_VALID : ACCEPTED_THOUGH_INVALID;
            if (exceptions.containsKey(name)) explained.add(name);
            boolean accepted = exceptions.containsKey(name) != valid;
            all.assertThat(errors.isEmpty())
                    .as(name + " is " + (valid ? "valid" : "invalid") + ", errors " + errors)
                    .isEqualTo(accepted);
        }
        all.assertThat(refused).as("the corpus has invalid documents").isGreaterThan(15);
        Set<String> exceptions = new HashSet<>(ACCEPTED_THOUGH_INVALID.keySet());
        exceptions.addAll(REFUSED_THOUGH_VALID.keySet());
        all.assertThat(explained).as("no exception is stale").isEqualTo(exceptions);
        all.assertAll();
    }

    private boolean isValid(byte[] document) throws IOException {
        String text = new String(document, StandardCharsets.UTF_8);
        String kind = text.contains("epcis-query:xsd") ? "-query" : "";
        String version = text.contains("epcis:xsd:1") || text.contains("epcis-query:xsd:1") ? "1.2" : "2.0";
        String file =
                "epcis/standard/xsd-" + version + "/EPCglobal-epcis" + kind + "-" + version.replace('.', '_') + ".xsd";
        try {
            Validator validator =
                    schemas.computeIfAbsent(file, XmlSchemaAsOracleTest::schema).newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.validate(new StreamSource(new ByteArrayInputStream(document)));
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    private static Schema schema(String file) {
        try {
            SchemaFactory schemas = SchemaFactory.newDefaultInstance();
            schemas.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            return schemas.newSchema(Corpus.require(file).toFile());
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Violation> errors(byte[] document) throws IOException {
        Collected read = new Collected();
        try (InputStream in = new ByteArrayInputStream(document)) {
            EpcisDocuments.read(DocumentFormat.XML, in, read);
        } catch (UnreadableDocumentException e) {
            return e.violations();
        }
        return read.events.stream()
                .flatMap(event -> rules.review(event).errors().stream())
                .toList();
    }
}

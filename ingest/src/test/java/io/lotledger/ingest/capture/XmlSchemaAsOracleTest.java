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

/** Every XML document of the corpus, judged as GS1's schemas of EPCIS 1.2 and 2.0 judge it, or otherwise for a reason that stands here. */
class XmlSchemaAsOracleTest {
    private static final String ANY_ORDER =
            "elements stand in another order than the schema's; a JSON object has none either, and nothing is in doubt";
    private static final String BARE = "a bare event, as POST /events takes it; the schema declares documents only";
    private static final String QUALIFIED =
            "event elements in EPCIS's namespace; common, and nothing else has these names there";
    private static final String NO_DOCUMENT = "a message or an answer of the query interface, not a document of events";

    private static final Map<String, String> ACCEPTED_ALL_THE_SAME = new HashMap<>();
    private static final Map<String, String> REFUSED_ALL_THE_SAME = new HashMap<>();

    static {
        String one = "openepcis/1.2/EPCIS/XML/Capture/Documents/";
        String two = "openepcis/2.0/EPCIS/XML/Capture/";
        for (String name : List.of(
                "differentRepresentationsOfObjectEvent",
                "timestampPrecision",
                "timestampTimeZone2",
                "timestampTimeZone3"))
            ACCEPTED_ALL_THE_SAME.put("hash-vectors/expected_equal/" + name + ".xml", ANY_ORDER);
        ACCEPTED_ALL_THE_SAME.put("hash-vectors/upstream/SensorDataExamples.xml", ANY_ORDER);
        ACCEPTED_ALL_THE_SAME.put("hash-vectors/upstream/epcisQueryDocument.xml", "QueryResults without its namespace");
        ACCEPTED_ALL_THE_SAME.put(
                "hash-vectors/upstream/epcisXmlDocHavingEventWithIgnoreFields.xml",
                "ignoreFields of the event hash's reference stand where the schema has no room for extensions");
        ACCEPTED_ALL_THE_SAME.put(
                one + "AssociationEvent_all_possible_fields.xml",
                "xsi:type names a prefix that is not declared; the type is kept as text and takes no part in anything");
        ACCEPTED_ALL_THE_SAME.put(one + "Jumbled_attributes_order.xml", ANY_ORDER);
        ACCEPTED_ALL_THE_SAME.put(two + "Documents/JumbledFieldsOrder.xml", ANY_ORDER);
        ACCEPTED_ALL_THE_SAME.put(one + "Document_with_namespace.xml", QUALIFIED);
        ACCEPTED_ALL_THE_SAME.put(two + "Documents/Namespace_document.xml", QUALIFIED);
        ACCEPTED_ALL_THE_SAME.put(one + "Single_event.xml", BARE);
        ACCEPTED_ALL_THE_SAME.put(one + "Single_event_with_namespace.xml", BARE);
        ACCEPTED_ALL_THE_SAME.put("fastnt/v2_0/Events/ObjectEvent_StringCertificationInfo.xml", BARE);
        for (String name : List.of("AssociationEvent", "Namespace_event", "TransactionEvent"))
            ACCEPTED_ALL_THE_SAME.put(two + "Events/" + name + ".xml", BARE);

        REFUSED_ALL_THE_SAME.put("fastnt/v1_2/CallbackRequests/ImplementationExceptionRequest.xml", NO_DOCUMENT);
        for (String name : List.of("GetStandardVersion", "GetSubscriptionIDs", "GetVendorVersion", "Unsubscribe"))
            REFUSED_ALL_THE_SAME.put("fastnt/v1_2/Queries/" + name + ".xml", NO_DOCUMENT);
        for (String name : List.of("Running", "Success", "WithErrorFile", "WithErrors"))
            REFUSED_ALL_THE_SAME.put("gs1-examples/xml/CaptureJob/Example-CaptureJob" + name + ".xml", NO_DOCUMENT);
        REFUSED_ALL_THE_SAME.put("openepcis/2.0/EPCIS/XML/Query/Queries/SimpleEventQuery.xml", NO_DOCUMENT);
        REFUSED_ALL_THE_SAME.put(
                "gs1-examples/xml-1.2/AssociationEvent.xml",
                "sensorMetaData, as a draft wrote it, in 1.2's extension, where the schema lets anything pass: it would be lost in silence");
    }

    private final EventRules rules = new EventRules(Clock.systemUTC());
    private final Map<String, Schema> schemas = new HashMap<>();

    @Test
    void documentsOfTheCorpusAreJudgedAsGs1sSchemasJudgeThem() throws IOException {
        Path epcis = Corpus.require("epcis");
        SoftAssertions all = new SoftAssertions();
        Set<String> argued = new HashSet<>();
        int refused = 0;
        for (Path file : Corpus.files("epcis", ".xml")) {
            String name = epcis.relativize(file).toString().replace('\\', '/');
            byte[] document = Files.readAllBytes(file);
            boolean valid = isValid(document);
            List<Violation> errors = errors(document);
            if (!errors.isEmpty()) refused++;
            Map<String, String> exceptions = valid ? REFUSED_ALL_THE_SAME : ACCEPTED_ALL_THE_SAME;
            if (exceptions.containsKey(name)) argued.add(name);
            boolean accepted = exceptions.containsKey(name) != valid;
            all.assertThat(errors.isEmpty())
                    .as(name + " is " + (valid ? "valid" : "invalid") + ", and told " + errors)
                    .isEqualTo(accepted);
        }
        all.assertThat(refused).as("the corpus has documents that are invalid").isGreaterThan(15);
        Set<String> exceptions = new HashSet<>(ACCEPTED_ALL_THE_SAME.keySet());
        exceptions.addAll(REFUSED_ALL_THE_SAME.keySet());
        all.assertThat(argued).as("no exception is stale").isEqualTo(exceptions);
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

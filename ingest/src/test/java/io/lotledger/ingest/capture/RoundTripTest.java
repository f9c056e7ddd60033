package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.rules.EventReview;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
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
import io.lotledger.ingest.epcis.identifier.CompanyPrefixes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Hard cases of ADR 24: what we answer is captured again as the same event. */
class RoundTripTest {
    private static final String SENSOR =
            "'sensorElementList':[{'sensorMetadata':{FIELDS},'sensorReport':[{'type':'Temperature','value':1,FIELDS}]}]";
    private static final String URN = "urn:epc:id:sgtin:4012345.012345.7";
    private static final String LINK = "https://id.gs1.org/01/04012345123456/21/7";

    private final EventRules rules = new EventRules(Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ex:o':{'@value':'5'}",
                "'ex:o':{'@id':'https://a.example/'}",
                "'ex:o':{'@plain':'x'}",
                "'ex:o':{'@plain':'x','#text':''}",
                "'ex:o':{'@plain':null,'#text':'5'}",
                "'ex:o':{}",
                "'ex:o':{'ex:b':{}}",
                "'ex:o':{'ex:b':null}",
                "'ex:o':['x',{},'']",
                "'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':1,'ex:g':null,'ex:h':''}]}]"
            })
    void emptyAndAbsentValuesAreKept(String field) {
        assertReadBack(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ex:note':'a\\u001db'",
                "'ex:note':'a\\uffffb\\ufffec\\u0008'",
                "'ex:note':'_x001D_ and \\u001d and _x005F_x001D_'",
                "'ex:o':{'@ex:a':'a\\u001db','ex:c':['d\\u000be']}",
                "'ilmd':{'cbvmda:lotNumber':'L\\u001d1'}",
                "'sensorElementList':[{'sensorReport':[{'type':'Temperature','stringValue':'a\\u001db_x001D_'}]}]"
            })
    void characterThatXmlCannotHoldIsKept(String field) {
        assertReadBack(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bizTransactionList", "sourceList", "destinationList", "sensorElementList"})
    void listThatMayNotBeEmptyInXmlIsLeftOut(String list) {
        assertReadBack("'" + list + "':[]");
        byte[] xml = written(
                BareEvent.of(sent("'" + list + "':[]"), "urn:uuid:1"), DocumentFormat.XML, Representation.AS_SENT);
        assertThat(new String(xml, StandardCharsets.UTF_8)).doesNotContain(list);
    }

    @Test
    void characterThatXmlCannotHoldIsKeptInAnEventOfAnotherType() {
        SentEvent again =
                assertReadBack(event("", "'ex:scan':'01\\u001d10'").replace("\"ObjectEvent\"", "\"ex:Custom\""));

        assertThat(again.node().path("ex:scan").asString()).isEqualTo("01\u001d10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ex:polygon':{'ex:coordinates':[[1,2],[3,4]]}",
                "'ex:o':[[[1]],{'ex:b':[[2],3]}]",
                "'ex:o':[[],[1]]",
                "'ex:o':[[]]",
                "'ilmd':{'ex:o':[['a','b'],'c']}"
            })
    void arrayWithinAnArrayIsItsElements(String field) {
        assertReadBack(field);
    }

    @Test
    void textThatLooksEscapedIsKeptAsItIs() {
        assertThat(assertReadBack("'ex:note':'_x001D_'").node().path("ex:note").asString())
                .isEqualTo("_x001D_");
        assertThat(assertReadBack("'ex:note':'_x001D_\\u001d_'")
                        .node()
                        .path("ex:note")
                        .asString())
                .isEqualTo("_x001D_\u001d_");
    }

    @Test
    void deepestEventIsKept() {
        assertReadBack("'ex:d':" + nested(88));
        assertReadBack(SENSOR.replace("FIELDS", "'ex:d':" + nested(83)));
        assertReadBack("'ilmd':{'ex:d':" + nested(87) + "}");
    }

    @Test
    void mostPrefixesAndFieldsAreKept() {
        String context = IntStream.range(0, 490)
                .mapToObj(i -> "'p" + i + "':'https://p" + i + ".example/'")
                .collect(Collectors.joining(","));
        String fields =
                IntStream.range(0, 490).mapToObj(i -> "'p" + i + ":f':'x'").collect(Collectors.joining(","));

        assertReadBack(event(context, fields));
        assertReadBack(event(context, SENSOR.replace("FIELDS", fields)));
    }

    /** Earlier versions captured such events. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a':'urn:x:','b':'urn:x:' | 'ex:o':{'@a:f':'1','@b:f':'2'}",
                "'a':'urn:x:','b':'urn:x:' | 'sensorElementList':[{'sensorReport':[{'type':'Temperature','a:f':1,'b:f':2}]}]",
                "'a':'http://www.w3.org/2000/xmlns/' | 'a:foo':'1','ex:o':{'@a:f':'a:v'}",
                "'a':'http://www.w3.org/XML/1998/namespace' | 'a:foo':'1','ex:o':{'@a:f':'a:v'}",
                "'a':'urn:epcglobal:epcis:xsd:2' | 'a:foo':'1'",
                "'a':'urn:\\u001d' | 'a:foo':'1'",
                "'a':'urn:x:' | 'ex:o':{'':'v','ex:':'v','a:':'v'}",
                "'a':'urn:x:' | 'ex:o':{'@':'v','@ex:':'v'}"
            })
    void eventThatCaptureNowRefusesIsStillWritten(String context, String fields) {
        SentEvent sent = read(event(context, fields).getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON);

        assertThat(rules.review(sent).errors()).isNotEmpty();
        for (DocumentFormat format : DocumentFormat.values())
            assertThat(read(written(BareEvent.of(sent, "urn:uuid:1"), format, Representation.AS_SENT), format)
                            .node()
                            .size())
                    .isGreaterThan(4);
    }

    @Test
    void deeperEventOfAnEarlierVersionIsStillWritten() {
        SentEvent sent = sent("'ex:d':" + nested(495));

        assertThat(rules.review(sent).errors()).singleElement().satisfies(error -> {
            assertThat(error.rule()).isEqualTo("nesting");
            assertThat(error.message()).contains("90");
        });
        for (DocumentFormat format : DocumentFormat.values())
            assertThat(written(BareEvent.of(sent, "urn:uuid:1"), format, Representation.AS_SENT))
                    .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void twoFormsOfOneIdentifierOrWordAreOneInAnAnswer(DocumentFormat format) {
        SentEvent sent = sent("'epcList':['" + URN + "','" + LINK + "'],'persistentDisposition':{'set':['conformant',"
                + "'https://ref.gs1.org/cbv/Disp-conformant']}");
        assertThat(rules.review(sent).errors()).isEmpty();
        Representation links =
                new Representation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CbvXmlFormat.NO_PREFERENCE, CompanyPrefixes.NONE);

        SentEvent again = read(written(BareEvent.of(sent, "urn:uuid:1"), format, links), format);

        assertThat(again.node().path("epcList").valueStream().map(JsonNode::asString))
                .containsExactly(LINK);
        assertThat(again.node().path("persistentDisposition").path("set")).hasSize(1);
        assertSame(again, sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'epcList':['https://brand.example/p/01/04012345123456/21/7']",
                "'epcList':['https://id.gs1.org/01/4012345123456/21/7']",
                "'epcList':['HTTPS://ID.GS1.ORG/01/04012345123456/21/%37','" + URN + "']",
                "'readPoint':{'id':'https://id.gs1.org/414/4012345000016/254/0'}",
                "'quantityList':[{'epcClass':'https://brand.example/01/04012345123456/10/L'}]",
                "'bizTransactionList':[{'bizTransaction':'http://brand.example/253/4012345000054A'}]",
                "'epcList':['https://id.gs1.org/01/04012345123456/21/7?x=1','https://id.gs1.org/01/04012345123456/21/8']"
            })
    void linkOfAnyDomainIsKeptAsUrn(String field) {
        SentEvent sent = sent(field);
        Representation urns = new Representation(
                EpcFormat.ALWAYS_EPC_URN, CbvXmlFormat.NO_PREFERENCE, candidates -> Set.of("4012345"));

        for (DocumentFormat format : DocumentFormat.values()) {
            byte[] answer = written(BareEvent.of(sent, "urn:uuid:1"), format, urns);
            assertThat(new String(answer, StandardCharsets.UTF_8)).contains("urn:epc:");
            assertSame(read(answer, format), sent);
        }
    }

    /** The rules forbid it in some lists only. */
    @ParameterizedTest
    @EnumSource
    void identifierSentTwiceIsAnsweredTwice(DocumentFormat format) {
        SentEvent sent = read(
                event("", "'parentID':'urn:x:1','childEPCs':['" + LINK + "','" + LINK + "']")
                        .replace("ObjectEvent", "AggregationEvent")
                        .replace("\"epcList\":[],", "")
                        .getBytes(StandardCharsets.UTF_8),
                DocumentFormat.JSON);
        Representation links =
                new Representation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CbvXmlFormat.NO_PREFERENCE, CompanyPrefixes.NONE);

        SentEvent again = read(written(BareEvent.of(sent, "urn:uuid:1"), format, links), format);

        assertThat(again.node().path("childEPCs")).hasSize(2);
        assertSame(again, sent);
    }

    private SentEvent assertReadBack(String fieldsOrEvent) {
        SentEvent sent = sent(fieldsOrEvent);
        assertThat(rules.review(sent).errors()).isEmpty();
        SentEvent last = sent;
        for (DocumentFormat format : DocumentFormat.values()) {
            last = read(written(BareEvent.of(sent, "urn:uuid:1"), format, Representation.AS_SENT), format);
            assertSame(last, sent);
        }
        return last;
    }

    private void assertSame(SentEvent again, SentEvent sent) {
        EventReview review = rules.review(again);
        assertThat(review.errors()).isEmpty();
        assertThat(EventContent.digest(again.node(), again.context()))
                .as(again.node() + " is " + sent.node())
                .isEqualTo(EventContent.digest(sent.node(), sent.context()));
    }

    private static String nested(int levels) {
        return "{'ex:a':".repeat(levels) + "'x'" + "}".repeat(levels);
    }

    private static SentEvent sent(String fieldsOrEvent) {
        String event = fieldsOrEvent.startsWith("{") ? fieldsOrEvent : event("", fieldsOrEvent);
        return read(event.getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON);
    }

    private static String event(String context, String fields) {
        String epcs = fields.contains("'epcList'") ? "" : "'epcList':[],";
        return ("{'@context':['" + JsonLdContext.GS1 + "',{'ex':'https://ex.example/'" + (context.isEmpty() ? "" : ",")
                        + context + "}],'type':'ObjectEvent','action':'ADD',"
                        + "'eventTime':'2026-04-17T09:00:00-04:00','eventTimeZoneOffset':'-04:00'," + epcs
                        + fields + "}")
                .replace('\'', '"');
    }

    private static byte[] written(String kept, DocumentFormat format, Representation representation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueryDocument document = new QueryDocument("SimpleEventQuery", Instant.EPOCH);
        QueryDocumentWriter writer = EpcisDocuments.writer(format, document, representation, out);
        writer.add(new KeptEvent(kept, Instant.EPOCH));
        writer.complete();
        return out.toByteArray();
    }

    private static SentEvent read(byte[] document, DocumentFormat format) {
        Collected collected = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document), collected);
        List<SentEvent> events = collected.events;
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}

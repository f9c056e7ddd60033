package io.lotledger.ingest.document.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.EpcisEvent;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDocumentReaderTest {
    private static final String EVENT = """
            <ObjectEvent>
              <eventTime>2026-04-17T09:26:42Z</eventTime>
              <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
              <epcList/>
              <action>OBSERVE</action>
              <readPoint><id>https://id.gs1.org/414/4012345000054</id></readPoint>
            </ObjectEvent>
            """;

    @Test
    void violationPathIsLineAndColumn() {
        SentEvent event = read(document("2", EVENT)).events.get(0);

        assertThat(event.format()).isEqualTo(DocumentFormat.XML);
        assertThat(event.path()).isEqualTo("line 2, column 1");
        assertThat(event.placeOf(event.path() + ".readPoint.id")).isEqualTo("line 7, column 14");
        assertThat(event.placeOf(event.path() + ".bizStep")).isEqualTo("line 2, column 1");
    }

    @Test
    void wrappedFieldsOfVersionOneEqualThoseOfVersionTwo() {
        String quantity = "<quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>"
                + "<quantity>12.50</quantity></quantityElement></quantityList>";
        String wrapped = EVENT.replace("</readPoint>", "</readPoint><extension>" + quantity + "</extension>")
                .replace("<epcList/>", "<baseExtension><eventID>urn:uuid:1</eventID></baseExtension><epcList/>");
        String plain = EVENT.replace("</readPoint>", "</readPoint>" + quantity)
                .replace("<epcList/>", "<eventID>urn:uuid:1</eventID><epcList/>");

        SentEvent old = read(document("1", wrapped)).events.get(0);

        assertThat(old.node())
                .isEqualTo(read(document("2", plain)).events.get(0).node());
        assertThat(old.node().at("/quantityList/0/quantity")).hasToString("12.50");
    }

    @Test
    void extensionsKeepTheirContent() {
        String extended = EVENT.replace("</readPoint>", """
                </readPoint>
                <x:weight xmlns:x="urn:x:" unit="KGM" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x:w">3.50</x:weight>
                <x:deep xmlns:x="urn:x:"><x:one>1</x:one><x:one>2</x:one></x:deep>
                """);

        SentEvent event = read(document("2", extended)).events.get(0);

        assertThat(event.node().at("/x:weight")).hasToString("""
                {"@unit":"KGM","@xsi:type":"x:w","#text":"3.50"}""");
        assertThat(event.node().at("/x:deep/x:one")).hasToString("[\"1\",\"2\"]");
        assertThat(event.context().expand("x:deep")).isEqualTo("urn:x:deep");
    }

    @Test
    void prefixBoundTwiceInOneEventMeansEachTimeWhatItIsBoundTo() {
        String bound = EVENT.replace("</readPoint>", """
                </readPoint>
                <bizLocation><id xmlns:l="https://depot.example/">l:dock</id></bizLocation>
                <quantityList>
                  <quantityElement xmlns:l="https://farm-a.example/lot/"><epcClass>l:7</epcClass></quantityElement>
                  <quantityElement xmlns:l="https://farm-b.example/lot/"><epcClass>l:7</epcClass></quantityElement>
                </quantityList>
                <x:weight xmlns:x="urn:x:" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xmlns:l="http://www.w3.org/2001/XMLSchema" xsi:type="l:decimal">3.50</x:weight>
                """).replace("<epcList/>", """
                <epcList><epc xmlns:l="https://a.example/">l:1</epc><epc xmlns:l="https://b.example/">l:1</epc></epcList>
                """);

        SentEvent event = read(document("2", bound)).events.get(0);

        assertThat(List.of(
                        "/epcList/0",
                        "/epcList/1",
                        "/bizLocation/id",
                        "/quantityList/0/epcClass",
                        "/quantityList/1/epcClass",
                        "/x:weight/@xsi:type"))
                .map(place -> event.context().expand(event.node().at(place).stringValue()))
                .containsExactly(
                        "https://a.example/1",
                        "https://b.example/1",
                        "https://depot.example/dock",
                        "https://farm-a.example/lot/7",
                        "https://farm-b.example/lot/7",
                        "http://www.w3.org/2001/XMLSchema#decimal");
    }

    @Test
    void creationDateWithoutOffsetIsUtcWithAWarning() {
        Collected read = read(document("1", EVENT).replace("\"2026-04-17T09:26:42Z\"", "\"2026-04-17T24:00:00\""));

        assertThat(read.events).hasSize(1);
        assertThat(read.notes).singleElement().satisfies(note -> {
            assertThat(note.path()).startsWith("line 1, column ");
            assertThat(note.message()).contains("UTC");
        });
        assertThat(read(document("1", EVENT)).notes).isEmpty();
        refused(document("1", EVENT).replace("\"2026-04-17T09:26:42Z\"", "\"2026-04-17\""));
    }

    @Test
    void bodyWithoutEventsIsValidWithMasterDataInTheHeader() {
        String header = """
                <EPCISHeader><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location">
                <VocabularyElementList><VocabularyElement id="urn:x:1"/></VocabularyElementList></Vocabulary>
                </VocabularyList></EPCISMasterData></EPCISHeader><EPCISBody/>""";
        String empty = document("2", "").replaceAll("(?s)<EPCISBody>.*</EPCISBody>", "<EPCISBody/>");

        assertThat(read(empty.replace("<EPCISBody/>", header)).masterData).hasSize(1);
        refused(empty);
    }

    @Test
    void quantityEventBecomesAnObservationOfOneQuantity() {
        String counted = """
                <QuantityEvent><eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass><quantity>200</quantity>
                <bizStep>urn:epcglobal:cbv:bizstep:stock_taking</bizStep><x:by xmlns:x="urn:x:">Ann</x:by></QuantityEvent>
                """;
        Collected read = read(document("1", counted + counted));

        SentEvent event = read.events.get(0);
        assertThat(event.node().get("type").stringValue()).isEqualTo("ObjectEvent");
        assertThat(event.node().get("action").stringValue()).isEqualTo("OBSERVE");
        assertThat(event.node().at("/quantityList/0"))
                .hasToString("{\"epcClass\":\"urn:epc:class:lgtin:4012345.012345.L1\",\"quantity\":200}");
        assertThat(event.node().get("x:by").stringValue()).isEqualTo("Ann");
        assertThat(event.placeOf(event.path() + ".quantityList[0].epcClass")).isEqualTo("line 3, column 1");
        assertThat(read.notes).extracting(Violation::rule).containsExactly("type");
    }

    /** The same fields with and without attributes give the same event. */
    @Test
    void valueWithAttributesIsReadAsTheValue() {
        String plain = """
                <c:lotNumber>L1</c:lotNumber><c:best>2026-05-01</c:best><c:none/>
                <c:vessel><c:name>Maria</c:name><c:zone>27.7</c:zone></c:vessel><c:tag>a</c:tag><c:tag>b</c:tag>
                """;
        String typed = """
                <c:lotNumber i:type="xsd:string">L1</c:lotNumber><c:best xml:lang="en">2026-05-01</c:best><c:none c:why="x"/>
                <c:absent i:nil="true"/><c:vessel c:flag="PT"><c:name c:x="1">Maria</c:name><c:zone i:type="xsd:string">27.7</c:zone></c:vessel>
                <c:tag c:n="1">a</c:tag><c:tag>b</c:tag>
                """;

        EpcisEvent read = kept(read(document("2", lot(typed))).events.get(0));

        assertThat(read.fields().ilmd())
                .isEqualTo(kept(read(document("2", lot(plain))).events.get(0))
                        .fields()
                        .ilmd());
        assertThat(read.fields().lotNumbers()).containsExactly("L1");
        assertThat(read.fields().readPoint()).isEqualTo("https://id.gs1.org/414/4012345000054");
    }

    @Test
    void textBesideChildrenIsRead() {
        EpcisEvent read = kept(read(document("2", lot("<c:lotNumber>L1<c:note>x</c:note></c:lotNumber>")))
                .events
                .get(0));

        assertThat(read.fields().lotNumbers()).containsExactly("L1");
    }

    private static String lot(String ilmd) {
        return EVENT.replace("OBSERVE", "ADD")
                .replace(
                        "<readPoint><id>",
                        "<readPoint><id xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"x\">")
                .replace(
                        "</readPoint>",
                        "</readPoint><ilmd xmlns:c=\"urn:epcglobal:cbv:mda\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                                + " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">" + ilmd + "</ilmd>");
    }

    private static EpcisEvent kept(SentEvent event) {
        return EventJson.read(BareEvent.of(event, "urn:uuid:1"));
    }

    @Test
    void masterDataEqualsItsJsonEquivalent() {
        String header = """
                <EPCISHeader><extension><EPCISMasterData><VocabularyList>
                <Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
                <VocabularyElement id="https://id.gs1.org/414/4012345000054"><attribute id="cbvmda:name">Salinas</attribute>
                <attribute id="cbvmda:address"><x:city xmlns:x="urn:x:">Salinas</x:city></attribute>
                </VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>
                <EPCISBody>""";

        SentMasterData element = read(document("1", EVENT).replace("<EPCISBody>", header))
                .masterData
                .get(0);

        assertThat(element.vocabulary()).isEqualTo("Location");
        assertThat(element.id()).isEqualTo("https://id.gs1.org/414/4012345000054");
        assertThat(element.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cbvmda:name", List.of("Salinas"),
                        "cbvmda:address", List.of(),
                        "cbvmda:address>x:city", List.of("Salinas")));
    }

    @Test
    void eventOutsideTheEventListIsRefusedWithItsLine() {
        String outside = document("2", EVENT).replace("</EventList>", "</EventList><ObjectEvent/>");

        assertThatThrownBy(() -> read(outside))
                .asInstanceOf(type(UnreadableDocumentException.class))
                .satisfies(refused -> assertThat(refused.violations())
                        .extracting(Violation::value)
                        .containsExactly("ObjectEvent"));
        refused(document("2", EVENT).replace("<EPCISBody>", "<EPCISheader/><EPCISBody>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<EventList>", "<EPCISBody>", "<EventList><![CDATA["})
    void textBesideTheElementsOfADocumentIsRefusedWithItsLine(String before) {
        String text = before.endsWith("[") ? "lost urn:x:9]]>" : "lost urn:x:9";
        String document = document("2", EVENT).replace(before.replace("<![CDATA[", ""), before + text + "\n");

        assertThatThrownBy(() -> read(document))
                .asInstanceOf(type(UnreadableDocumentException.class))
                .satisfies(refused -> assertThat(refused.violations())
                        .singleElement()
                        .satisfies(violation -> {
                            assertThat(violation.path()).startsWith("line 1,");
                            assertThat(violation.value()).isEqualTo("lost urn:x:9");
                            assertThat(violation.message()).contains("put what it says into an event, or remove it");
                        }));
    }

    @Test
    void elementThatIsNoEventIsRefusedForThatAlone() {
        SentEvent loc = read(document("2", EVENT + "<extension><loc>1</loc></extension>"))
                .events
                .get(1);

        assertThat(new EventRules(Clock.systemUTC()).review(loc).errors())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .startsWith("'loc' is not an event type of EPCIS 2.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<attribut id=\"cbvmda:name\">Salinas</attribut>",
                "<attribute name=\"cbvmda:name\">Salinas</attribute>",
                "<attribute id=\"cbvmda:name\" value=\"Salinas\"/>"
            })
    void attributeThatCannotBeReadIsAFaultOfItsElement(String attribute) {
        String header = """
                <EPCISHeader><extension><EPCISMasterData><VocabularyList>
                <Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
                <VocabularyElement id="https://id.gs1.org/414/4012345000054">%s
                </VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>
                <EPCISBody>""".formatted(attribute);

        SentMasterData element = read(document("1", EVENT).replace("<EPCISBody>", header))
                .masterData
                .get(0);

        assertThat(element.faults()).hasSize(1);
        assertThat(element.faults().get(0).path()).startsWith("line ");
    }

    @Test
    void vocabularyWithoutATypeAndElementsWithoutAnIdAreFaultsOfTheDocument() {
        String header = """
                <EPCISHeader><extension><EPCISMasterData><VocabularyList>
                <Vocabulary><VocabularyElementList>
                <VocabularyElement id="urn:acme:1"/></VocabularyElementList></Vocabulary>
                <Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
                <VocabularyElement id=" "/>
                <VocabularyElement/></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>
                <EPCISBody>""";
        String document = document("2", EVENT).replace("<EPCISBody>", header);
        long before =
                document.substring(0, document.indexOf("<EPCISHeader>")).lines().count();

        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::path)
                                .containsExactly(
                                        "line " + (before + 1) + ", column 1",
                                        "line " + (before + 4) + ", column 1",
                                        "line " + (before + 5) + ", column 1"));
    }

    @Test
    void doctypeIsSkippedAndNoEntityIsExpanded() {
        String laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>";
        assertThat(read(laughs + document("2", EVENT)).events).hasSize(1);

        refused(laughs + document("2", EVENT.replace("OBSERVE", "&b;")));
        refused("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + document("2", EVENT.replace("OBSERVE", "&x;")));
    }

    @Test
    void depthAndSizeAreBounded() {
        refused(document("2", EVENT.replace("OBSERVE", "<a>".repeat(200) + "</a>".repeat(200))));
        assertThatThrownBy(() -> read(document("2", EVENT.replace("OBSERVE", "x".repeat(ReadingLimits.MAX_TEXT + 1)))))
                .isInstanceOf(DocumentTooLargeException.class)
                .hasMessageContaining("line 6");
    }

    @Test
    void namedCharsetPrecedesTheDeclarationButNotAByteOrderMark() {
        String named = document(
                "2", EVENT.replace("</readPoint>", "</readPoint><x:name xmlns:x=\"urn:x:\">Jalapeño</x:name>"));
        byte[] latin = named.getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = named.getBytes(StandardCharsets.UTF_16LE);
        byte[] declared = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + named).getBytes(StandardCharsets.ISO_8859_1);
        byte[] marked = ("\uFEFF" + named).getBytes(StandardCharsets.UTF_8);

        assertThat(name(latin, StandardCharsets.ISO_8859_1)).isEqualTo("Jalapeño");
        assertThat(name(utf16, StandardCharsets.UTF_16LE)).isEqualTo("Jalapeño");
        assertThat(name(declared, StandardCharsets.ISO_8859_1)).isEqualTo("Jalapeño");
        assertThat(name(marked, StandardCharsets.ISO_8859_1)).isEqualTo("Jalapeño");
        assertThatThrownBy(() -> name(latin, StandardCharsets.UTF_8))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("not in the charset that the Content-Type names");
        assertThatThrownBy(() -> name(latin, null)).isInstanceOf(UnreadableDocumentException.class);
    }

    private static String name(byte[] document, @Nullable Charset charset) {
        Collected read = new Collected();
        EpcisDocuments.read(DocumentFormat.XML, new ByteArrayInputStream(document), charset, read);
        return read.events.get(0).node().get("x:name").stringValue();
    }

    @Test
    void everyEnvelopeErrorIsReportedWithItsLocation() {
        String bare = "<d:EPCISDocument xmlns:d=\"urn:wrong\"><EPCISHeader/></d:EPCISDocument>";

        assertThatThrownBy(() -> read(bare))
                .asInstanceOf(type(UnreadableDocumentException.class))
                .satisfies(refused -> assertThat(refused.violations())
                        .extracting(Violation::rule)
                        .containsExactly("document", "required", "required", "required"))
                .satisfies(refused -> assertThat(refused.violations())
                        .extracting(Violation::path)
                        .containsOnly("line 1, column 1"));
        refused("<Something/>");
        refused("");
        refused(document("2", EVENT).substring(0, 300));
    }

    @Test
    void queryDocumentWithoutNameAndListIsToldBoth() {
        String results = """
                <q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z">
                <EPCISBody><q:QueryResults/></EPCISBody></q:EPCISQueryDocument>""";

        assertThatThrownBy(() -> read(results))
                .asInstanceOf(type(UnreadableDocumentException.class))
                .satisfies(refused -> assertThat(refused.violations())
                        .extracting(Violation::message)
                        .containsExactly(
                                "EPCISQueryDocument must have an EventList in its EPCISBody; it may be empty",
                                "QueryResults must have a queryName"));
    }

    /** The schema has it, for later versions. */
    @Test
    void extensionOfTheDocumentIsLeftOutWithAWord() {
        Collected read =
                read(document("2", EVENT).replace("</EPCISBody>", "</EPCISBody><extension><note>x</note></extension>"));

        assertThat(read.events).hasSize(1);
        assertThat(read.notes)
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("is not read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", " 1 "})
    void quantityThatIsNilIsNone(String nil) {
        String quantity = "<quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>"
                + "<quantity xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"" + nil
                + "\"/></quantityElement>";
        String event = EVENT.replace("</readPoint>", "</readPoint><quantityList>" + quantity + "</quantityList>");

        Collected read = read(document("2", event));

        assertThat(read.events.get(0).node().at("/quantityList/0").propertyNames())
                .containsExactly("epcClass");
    }

    private static void refused(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(UnreadableDocumentException.class);
    }

    private static String document(String version, String events) {
        return """
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:%s" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z"><EPCISBody><EventList>
                %s</EventList></EPCISBody></e:EPCISDocument>""".formatted(version, events);
    }

    private static Collected read(String document) {
        Collected read = new Collected();
        EpcisDocuments.read(
                DocumentFormat.XML, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        return read;
    }
}

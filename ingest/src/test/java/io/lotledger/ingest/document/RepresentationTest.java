package io.lotledger.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.CbvXmlFormat;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EpcFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.epcis.identifier.CompanyPrefixes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The values of {@code GS1-EPC-Format} and {@code GS1-CBV-XML-Format}, in both formats. */
class RepresentationTest {
    private static final String LOT_URN = "urn:epc:class:lgtin:4012345.012345.Lot987";
    private static final String LOT_LINK = "https://id.gs1.org/01/04012345123456/10/Lot987";
    private static final String PLACE_URN = "urn:epc:id:sgln:4012345.00005.0";
    private static final String PLACE_LINK = "https://id.gs1.org/414/4012345000054";

    /** Extensions, master data of the lot and ids of events are the sender's own texts. */
    private static final String EVENT = """
            {"@context":["%s",{"ex":"https://ex.example/","place":"https://id.gs1.org/414/"}],"type":"ObjectEvent",\
            "eventID":"PLACE","eventTime":"2026-04-17T09:00:00-04:00","eventTimeZoneOffset":"-04:00",\
            "errorDeclaration":{"declarationTime":"2026-04-18T09:00:00Z","correctiveEventIDs":["PLACE"]},\
            "epcList":["LOT"],"action":"ADD","bizStep":"WORD","readPoint":{"id":"PLACE","ex:door":"PLACE"},\
            "bizLocation":{"id":"PLACE"},"bizTransactionList":[{"type":"po","bizTransaction":"PLACE"}],\
            "quantityList":[{"epcClass":"LOT","quantity":12.50}],"sourceList":[{"type":"location","source":"PLACE"}],\
            "destinationList":[{"type":"location","destination":"PLACE"}],\
            "sensorElementList":[{"sensorMetadata":{"deviceID":"PLACE"},"sensorReport":[{"type":"Temperature","deviceID":"PLACE"}]}],\
            "ilmd":{"ex:origin":"PLACE"},"ex:seen":"PLACE"}""".formatted(JsonLdContext.GS1);

    private static final List<String> TRANSLATED = List.of(
            "/epcList/0",
            "/readPoint/id",
            "/bizLocation/id",
            "/bizTransactionList/0/bizTransaction",
            "/quantityList/0/epcClass",
            "/sourceList/0/source",
            "/destinationList/0/destination",
            "/sensorElementList/0/sensorMetadata/deviceID",
            "/sensorElementList/0/sensorReport/0/deviceID");
    private static final List<String> OWN = List.of(
            "/eventID", "/errorDeclaration/correctiveEventIDs/0", "/readPoint/ex:door", "/ilmd/ex:origin", "/ex:seen");

    @ParameterizedTest
    @EnumSource
    void urnsBecomeDigitalLinksWhereTheStandardHasIdentifiers(DocumentFormat format) {
        JsonNode event = read(event(LOT_URN, PLACE_URN, "shipping"), format, EpcFormat.ALWAYS_GS1_DIGITAL_LINK);

        for (String at : TRANSLATED) assertThat(event.at(at).asString()).as(at).isIn(LOT_LINK, PLACE_LINK);
        for (String at : OWN) assertThat(text(event, at)).as(at).isEqualTo(PLACE_URN);
    }

    @ParameterizedTest
    @EnumSource
    void digitalLinksOfKnownCompaniesBecomeUrns(DocumentFormat format) {
        JsonNode event = read(event(LOT_LINK, PLACE_LINK, "shipping"), format, EpcFormat.ALWAYS_EPC_URN);

        for (String at : TRANSLATED) assertThat(event.at(at).asString()).as(at).isIn(LOT_URN, PLACE_URN);
        for (String at : OWN) assertThat(text(event, at)).as(at).isEqualTo(PLACE_LINK);
    }

    @ParameterizedTest
    @EnumSource
    void prefixedIdentifierIsTranslatedAsTheUriItStandsFor(DocumentFormat format) {
        String kept = event(LOT_LINK, "place:4012345000054", "shipping");

        assertThat(read(kept, format, EpcFormat.ALWAYS_EPC_URN)
                        .at("/readPoint/id")
                        .asString())
                .isEqualTo(PLACE_URN);
        assertThat(read(kept, format, EpcFormat.NEVER_TRANSLATES)
                        .at("/readPoint/id")
                        .asString())
                .isEqualTo("place:4012345000054");
    }

    /** ADR 58: readers of EPCIS XML know no compact IRIs. */
    @ParameterizedTest
    @CsvSource({
        "XML, ALWAYS_GS1_DIGITAL_LINK",
        "XML, ALWAYS_EPC_URN",
        "XML, NO_PREFERENCE",
        "JSON, ALWAYS_GS1_DIGITAL_LINK",
        "JSON, ALWAYS_EPC_URN"
    })
    void compactIdentifierIsWrittenAsItsUri(DocumentFormat format, EpcFormat epcs) {
        String kept = compactEvent();

        String answer = written(kept, format, epcs, CbvXmlFormat.NO_PREFERENCE);

        assertThat(answer.replace("own:Wetness", "a type, compact in GS1's own examples of XML"))
                .doesNotContain("dl:01", "place:4", "u:class", "own:");
        SentEvent again = read(answer, format);
        assertThat(EventContent.digest(again.node(), again.context())).isEqualTo(EventContent.digestOfBare(kept));
        JsonNode event = again.node();
        assertThat(event.at("/bizTransactionList/0/bizTransaction").asString()).isEqualTo("https://own.example/po-1");
        assertThat(event.at("/epcList/0").asString())
                .isEqualTo(epcs == EpcFormat.ALWAYS_EPC_URN ? LOT_URN + "8" : LOT_LINK + "8");
        assertThat(event.at("/quantityList/0/epcClass").asString())
                .isEqualTo(epcs == EpcFormat.ALWAYS_GS1_DIGITAL_LINK ? LOT_LINK : LOT_URN);
    }

    @ParameterizedTest
    @EnumSource
    void compactIdentifierNeverTranslatedIsAsCaptured(DocumentFormat format) {
        String kept = compactEvent();

        JsonNode event = read(kept, format, EpcFormat.NEVER_TRANSLATES);

        JsonNode sent = EventJson.tree(kept);
        for (String at : TRANSLATED)
            assertThat(event.at(at).asString()).as(at).isEqualTo(sent.at(at).asString());
    }

    private static String compactEvent() {
        return event("u:class:lgtin:4012345.012345.Lot987", "place:4012345000054", "shipping")
                .replace("\"place\":", """
                        "dl":"https://id.gs1.org/","u":"urn:epc:","own":"https://own.example/","place":""")
                .replace("[\"u:class:lgtin:4012345.012345.Lot987\"]", "[\"dl:01/04012345123456/10/Lot9878\"]")
                .replace("\"bizTransaction\":\"place:4012345000054\"", "\"bizTransaction\":\"own:po-1\"")
                .replace("\"eventID\":\"place:4012345000054\"", "\"eventID\":\"urn:uuid:1\"")
                .replace("\"correctiveEventIDs\":[\"place:4012345000054\"]", "\"correctiveEventIDs\":[\"own:e2\"]")
                .replace("\"ilmd\":{\"ex:origin\":\"place:4012345000054\"},\"ex:seen\":\"place:4012345000054\"", """
                        "certificationInfo":["own:c1","own:c2"]""")
                .replace(",\"ex:door\":\"place:4012345000054\"", "")
                .replace("\"type\":\"Temperature\",", """
                        "type":"own:Wetness","microorganism":"own:m","uriValue":"own:v",""");
    }

    /** {@code tag:own.example,2026:dock} would be read as a compact IRI again. */
    @ParameterizedTest
    @EnumSource
    void compactIdentifierStaysWhereItsUriBeginsWithAPrefixToo(DocumentFormat format) {
        String kept = event(LOT_LINK, "tag:dock", "shipping")
                .replace("\"place\":", "\"tag\":\"tag:own.example,2026:\",\"place\":");

        SentEvent again =
                read(written(kept, format, EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CbvXmlFormat.NO_PREFERENCE), format);

        assertThat(EventContent.digest(again.node(), again.context())).isEqualTo(EventContent.digestOfBare(kept));
    }

    /** The prefixes of a document are those of all its events. */
    @Test
    void uriIsNoCompactIriOfAnotherEvent() {
        String first = event(LOT_LINK, "p:1", "shipping").replace("\"place\":", "\"p\":\"info:\",\"place\":");
        String second = event(LOT_LINK, "info:1", "shipping")
                .replace("\"place\":", "\"info\":\"https://info.example/\",\"place\":");

        String answer = written(List.of(first, second), DocumentFormat.JSON, EpcFormat.ALWAYS_GS1_DIGITAL_LINK);

        Collected again = collected(answer, DocumentFormat.JSON);
        assertThat(again.events.stream().map(one -> EventContent.digest(one.node(), one.context())))
                .containsExactly(EventContent.digestOfBare(first), EventContent.digestOfBare(second));
    }

    @ParameterizedTest
    @CsvSource({
        "https://brand.example/x/01/04012345123456/10/Lot987?a=b, urn:epc:id:sgln:4012345.00005.0",
        "urn:epc:class:lgtin:4012345.012345.Lot987, https://brand.example/414/4012345000054/254/0"
    })
    void identifiersNeverTranslatedAreExactlyAsCaptured(String lot, String place) {
        for (DocumentFormat format : DocumentFormat.values()) {
            for (EpcFormat epcs : List.of(EpcFormat.NEVER_TRANSLATES, EpcFormat.NO_PREFERENCE)) {
                String kept = event(lot, place, "shipping");

                JsonNode event = read(kept, format, epcs);

                JsonNode sent = EventJson.tree(kept);
                for (String at : TRANSLATED)
                    assertThat(event.at(at).asString())
                            .as(at)
                            .isEqualTo(sent.at(at).asString());
                assertThat(event.at("/quantityList/0/quantity").decimalValue()).hasToString("12.50");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shipping",
        "urn:epcglobal:cbv:bizstep:shipping",
        "https://ref.gs1.org/cbv/BizStep-shipping",
        "https://gs1.org/voc/BizStep-shipping",
        "https://ns.gs1.org/cbv/BizStep-shipping",
        "URN:epcglobal:CBV:bizstep:shipping",
        "cbv:BizStep-shipping"
    })
    void cbvWordIsBareInJsonAndInXmlAsAskedFor(String sent) {
        String kept = event(LOT_LINK, PLACE_LINK, sent);

        for (CbvXmlFormat words : CbvXmlFormat.values())
            assertThat(EventJson.tree(written(kept, DocumentFormat.JSON, EpcFormat.NEVER_TRANSLATES, words))
                            .at("/epcisBody/queryResults/resultsBody/eventList/0/bizStep")
                            .asString())
                    .isEqualTo("shipping");
        assertThat(xml(kept, CbvXmlFormat.ALWAYS_WEB_URI))
                .contains("<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>")
                .contains("type=\"https://gs1.org/voc/Temperature\"");
        assertThat(xml(kept, CbvXmlFormat.ALWAYS_URN))
                .contains("<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>");
        assertThat(xml(kept, CbvXmlFormat.NEVER_TRANSLATES))
                .contains("<bizStep>" + sent + "</bizStep>")
                .contains("type=\"Temperature\"");
        for (CbvXmlFormat words : CbvXmlFormat.values()) {
            SentEvent again = read(xml(kept, words), DocumentFormat.XML);
            assertThat(EventContent.digest(again.node(), again.context()))
                    .as(words.word())
                    .isEqualTo(EventContent.digestOfBare(kept));
        }
    }

    /** GS1's JSON schema refuses any CBV URN, also of a word that CBV does not have. */
    @Test
    void urnOutsideTheListIsAWebUriInJson() {
        String kept = event(LOT_LINK, PLACE_LINK, "urn:epcglobal:cbv:bizstep:waiting");

        JsonNode event = read(kept, DocumentFormat.JSON, EpcFormat.NEVER_TRANSLATES);

        assertThat(event.path("bizStep").asString()).isEqualTo("https://ref.gs1.org/cbv/BizStep-waiting");
    }

    @ParameterizedTest
    @EnumSource
    void everyCertificateComesBack(DocumentFormat format) {
        String kept = event(LOT_LINK, PLACE_LINK, "shipping")
                .replace("\"action\"", "\"certificationInfo\":[\"urn:x:1\",\"urn:x:2\",\"urn:x:3\"],\"action\"");

        JsonNode event = read(kept, format, EpcFormat.NEVER_TRANSLATES);

        assertThat(event.path("certificationInfo")).hasToString("[\"urn:x:1\",\"urn:x:2\",\"urn:x:3\"]");
    }

    @ParameterizedTest
    @EnumSource
    void numbersAndNullsOfExtensionsComeBackAsTheSameEvent(DocumentFormat format) {
        String kept = event(LOT_LINK, PLACE_LINK, "shipping").replace("\"ex:seen\":", """
                "ex:n":12.50,"ex:big":12345678901234567890,"ex:nothing":null,"ex:empty":"","ex:none":[],"ex:yes":true,\
                "ex:list":[1,2.50,null,{"ex:a":"b","ex:c":null}],"ex:seen":""");

        SentEvent again =
                read(written(kept, format, EpcFormat.NEVER_TRANSLATES, CbvXmlFormat.NEVER_TRANSLATES), format);

        assertThat(EventContent.digest(again.node(), again.context())).isEqualTo(EventContent.digestOfBare(kept));
    }

    @Test
    void measurementTypeKeepsItsMeaningWhereGs1StandsForAnotherNamespace() {
        String kept = event(LOT_LINK, PLACE_LINK, "shipping")
                .replace("\"ex\":", "\"gs1\":\"https://other.example/\",\"ex\":")
                .replace("\"ilmd\":{", "\"ilmd\":{\"gs1:a\":\"1\",");

        SentEvent again = read(xml(kept, CbvXmlFormat.NO_PREFERENCE), DocumentFormat.XML);

        assertThat(EventContent.digest(again.node(), again.context())).isEqualTo(EventContent.digestOfBare(kept));
    }

    private static String event(String lot, String place, String word) {
        return EVENT.replace("LOT", lot).replace("PLACE", place).replace("WORD", word);
    }

    private static String text(JsonNode event, String at) {
        return event.at(at).asString();
    }

    private static JsonNode read(String kept, DocumentFormat format, EpcFormat epcs) {
        SentEvent event = read(written(kept, format, epcs, CbvXmlFormat.NO_PREFERENCE), format);
        return EventJson.tree(BareEvent.of(event, event.node().path("eventID").asString()));
    }

    private static String xml(String kept, CbvXmlFormat words) {
        return written(kept, DocumentFormat.XML, EpcFormat.NEVER_TRANSLATES, words);
    }

    private static SentEvent read(String document, DocumentFormat format) {
        return collected(document, format).events.get(0);
    }

    private static Collected collected(String document, DocumentFormat format) {
        Collected read = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        return read;
    }

    private static String written(List<String> kept, DocumentFormat format, EpcFormat epcs) {
        return written(kept, format, epcs, CbvXmlFormat.NO_PREFERENCE);
    }

    private static String written(String kept, DocumentFormat format, EpcFormat epcs, CbvXmlFormat words) {
        return written(List.of(kept), format, epcs, words);
    }

    private static String written(List<String> kept, DocumentFormat format, EpcFormat epcs, CbvXmlFormat words) {
        CompanyPrefixes known = candidates -> Set.of("4012345");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EpcisDocuments.write(
                format,
                "q",
                kept.stream().map(one -> new KeptEvent(one, Instant.EPOCH)).toList(),
                Instant.EPOCH,
                new Representation(epcs, words, known),
                out);
        return out.toString(StandardCharsets.UTF_8);
    }
}

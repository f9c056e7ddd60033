package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Documents as other systems write them: valid and unusual, taken as what they mean, with a warning where that is in doubt. */
class DocumentsOfOthersIT {
    private static final String EVENTS = "/epcis/api/2.0/events/urn%3Auuid%3A1";

    private final CaptureClient partner = new CaptureClient(LotledgerServer.shared());

    @Test
    void aCreationDateWithoutOffsetIsTakenAsUtcWithAWarning() {
        Answer posted = xml("1", "2026-04-17T09:26:42", object(""));

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(posted.json().at("/events/0/warnings/0/path").asString()).startsWith("line 1, column ");
        assertThat(posted.json().at("/events/0/warnings/0/message").asString()).contains("creationDate", "UTC");
    }

    @Test
    void aBodyWithoutEventsIsTakenWithTheMasterDataOfItsHeader() {
        Answer posted = partner.postAs("application/xml", """
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z">
                <EPCISHeader><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location">
                <VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:4012345.00005.0">
                <attribute id="urn:epcglobal:cbv:mda#name">Salinas</attribute></VocabularyElement></VocabularyElementList>
                </Vocabulary></VocabularyList></EPCISMasterData></EPCISHeader><EPCISBody/></e:EPCISDocument>""");

        assertThat(posted.status()).as(posted.response().body()).isEqualTo(202);
        assertThat(posted.json().get("masterDataCount").intValue()).isEqualTo(1);
    }

    @Test
    void aQuantityEventIsKeptAsAnObservation() {
        Answer posted = xml("1", "2026-04-17T09:26:42Z", """
                <QuantityEvent><eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <baseExtension><eventID>urn:uuid:1</eventID></baseExtension>
                <epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass><quantity>200</quantity></QuantityEvent>""");

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(rules(posted)).contains("type");
        assertThat(event().get("type").asString()).isEqualTo("ObjectEvent");
        assertThat(event().get("action").asString()).isEqualTo("OBSERVE");
        assertThat(event().at("/quantityList/0/quantity").asString()).isEqualTo("200");
    }

    @Test
    void aSensorThatReportsAnExceptionNeedsNoType() {
        Answer posted = xml("2", "2026-04-17T09:26:42Z", object("""
                <readPoint><id>urn:x:dock</id></readPoint><sensorElementList><sensorElement>
                <sensorReport exception="gs1:ERROR_CONDITION" uriValue="urn:x:code:7"/></sensorElement></sensorElementList>"""));

        assertThat(posted.json().get("acceptedCount").intValue())
                .as(posted.response().body())
                .isEqualTo(1);
        assertThat(event().at("/sensorElementList/0/sensorReport/0/exception").asString())
                .isEqualTo("ERROR_CONDITION");
    }

    @Test
    void twoLotNumbersInOneIlmdAreToldToBeTwoLots() {
        Answer posted = xml("2", "2026-04-17T09:26:42Z", object("""
                <ilmd xmlns:m="urn:epcglobal:cbv:mda"><m:lotNumber>A</m:lotNumber><m:lotNumber>B</m:lotNumber></ilmd>""").replace("OBSERVE", "ADD"));

        assertThat(rules(posted)).contains("lotNumber");
    }

    @Test
    void theEndOfADayIsATime() {
        Answer posted = xml("1", "2026-04-17T24:00:00Z", object("").replace("09:26:42Z", "24:00:00Z"));

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(event().get("eventTime").asString()).isEqualTo("2026-04-18T00:00:00Z");
        assertThat(inXml()).contains("<eventTime>2026-04-18T00:00:00Z</eventTime>");
    }

    /** What we write as XML is what we have: sent again, nothing is new. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"acme:grade\":\"A\"",
                "\"acme:grade\":{\"@xmlns:acme\":\"https://acme.example/\",\"acme:inner\":\"1\"}",
                "\"https://other.example/grade\":\"A\",\"ex:of it\":\"B\"",
                "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\",\"value\":3,\"ex:range\":{\"ex:low\":\"1\"}}]}]"
            })
    void whatGoesOutAsXmlComesBackAsTheSameEvent(String fields) {
        String context = "[\"https://acme.example/context.jsonld\",{\"ex\":\"https://ex.example/\"}]";
        String event = Documents.shipping("urn:uuid:1", "L1", 1)
                .replace("{\"eventID\"", "{\"@context\":" + context + "," + fields + ",\"eventID\"");
        Answer posted = partner.post(Documents.of(event));
        assertThat(posted.json().get("acceptedCount").intValue())
                .as(posted.response().body())
                .isEqualTo(1);

        Answer again = partner.postAs("application/xml", inXml());

        assertThat(again.status()).as(again.response().body()).isEqualTo(202);
        assertThat(again.json().get("duplicateCount").intValue())
                .as(again.response().body() + inXml())
                .isEqualTo(1);
    }

    @Test
    void aPrefixThatOnlyARemoteContextDeclaresIsToldWithItsNamespaceInXml() {
        String event = Documents.event("L1", 1)
                .replace(
                        "{\"type\"",
                        "{\"@context\":\"https://acme.example/context.jsonld\",\"acme:grade\":\"A\",\"type\"");
        Answer posted = partner.post(Documents.of(event));

        assertThat(rules(posted)).contains("prefix");
        assertThat(posted.json().get("events").toString()).contains("urn:lotledger:xml:undeclared:acme");
    }

    @Test
    void anEventOfATypeOfSomebodysOwnIsKeptAndReturned() {
        String event = Documents.shipping("urn:uuid:1", "L1", 1).replace("\"ObjectEvent\"", "\"ex:Inspection\"");
        Answer posted = partner.post(Documents.of(event));

        assertThat(posted.json().get("acceptedCount").intValue())
                .as(posted.response().body())
                .isEqualTo(1);
        assertThat(rules(posted)).contains("type");
        assertThat(event().get("type").asString()).isEqualTo("ex:Inspection");
        assertThat(partner.postAs("application/xml", inXml())
                        .json()
                        .get("duplicateCount")
                        .intValue())
                .isEqualTo(1);
        assertThat(partner.post(Documents.of(event.replace("ex:Inspection", "https://ex.example/Inspection")))
                        .json()
                        .get("duplicateCount")
                        .intValue())
                .as("the URI that the prefixed name stands for")
                .isEqualTo(1);
    }

    @Test
    void wordsAreBareInJsonInWhateverFormTheyCame() {
        partner.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 1)
                .replace("\"shipping\"", "\"https://ref.gs1.org/cbv/BizStep-shipping\"")
                .replace("\"desadv\"", "\"cbv:BTT-desadv\"")
                .replace("\"location\"", "\"https://ref.gs1.org/cbv/SDT-location\"")));

        assertThat(event().get("bizStep").asString()).isEqualTo("shipping");
        assertThat(event().at("/bizTransactionList/0/type").asString()).isEqualTo("desadv");
        assertThat(event().at("/sourceList/0/type").asString()).isEqualTo("location");
    }

    @Test
    void aDocumentCutOffIsToldSoInPlainWords() {
        String document = Documents.of(Documents.event("L1", 1));
        Answer refused = partner.post(document.substring(0, document.length() - 40));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.response().body())
                .contains("ends here before it is complete")
                .doesNotContain("Source", "StreamReadFeature", "start marker");
    }

    @Test
    void aMemberNobodyKnowsIsRefusedByItsPath() {
        Answer refused = partner.post(Documents.of().replace("{\"@context\"", "{\"remarks\":\"x\",\"@context\""));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/path").asString()).isEqualTo("$.remarks");
    }

    private static String object(String more) {
        return """
                <ObjectEvent><eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <eventID>urn:uuid:1</eventID><epcList><epc>urn:epc:id:sgtin:4012345.012345.7</epc></epcList><action>OBSERVE</action>
                %s</ObjectEvent>""".formatted(more);
    }

    private Answer xml(String version, String creationDate, String events) {
        return partner.postAs("application/xml", """
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:%s" schemaVersion="2.0" creationDate="%s"><EPCISBody><EventList>
                %s</EventList></EPCISBody></e:EPCISDocument>""".formatted(version, creationDate, events));
    }

    private static List<String> rules(Answer posted) {
        return posted.json()
                .at("/events/0/warnings")
                .valueStream()
                .map(warning -> warning.get("rule").asString())
                .toList();
    }

    private JsonNode event() {
        return partner.get(EVENTS).json().at("/epcisBody/queryResults/resultsBody/eventList/0");
    }

    private String inXml() {
        return partner.get(EVENTS, "Accept", "application/xml", "GS1-EPC-Format", "Never_Translates")
                .response()
                .body();
    }
}

package io.lotledger.ingest.document.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.json.JsonEvents;
import io.lotledger.ingest.document.text.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** JSON events written as XML read back as the same event, repeatedly, without growing. */
class XmlOutputTest {
    private static final String ACME = "https://acme.example/context.jsonld";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'acme:grade':'A'",
                "'acme:grade':{'@acme:by':'x','#text':'A','acme:inner':'1'}",
                "'https://ex.example/ns#grade':'A'",
                "'urn:ex:grade':['A','B']",
                "'ex:with space':'A','ex:1st':'B','ex:a_x0020_b':'C'",
                "'ex:grade':'A','@xmlns:ex':'https://ex.example/'",
                "'late:grade':{'@xmlns:late':'https://late.example/','late:inner':{'@xmlns:late':'https://late.example/','@xmlns':'urn:z','late:x':'A'}}",
                "'https:grade':'A','ex:see':'https://id.gs1.org/01/04012345123456'",
                "'sensorElementList':[{'sensorMetadata':{'ex:by':{'ex:name':'Ann'}},'sensorReport':[{'type':'Temperature','value':1},{'type':'Temperature','value':2,'ex:range':{'ex:low':'1','ex:high':'3'},'acme:tags':['a','b'],'acme:plain':'c'}],'ex:more':'x'}]"
            })
    void eventIsUnchangedByRepeatedRoundTrips(String fields) {
        SentEvent sent = json(fields.replace('\'', '"'));
        String once = stored(xml(stored(sent)));

        assertThat(xml(stored(sent)).contentHash().prehash())
                .isEqualTo(sent.contentHash().prehash());
        String kept = once;
        for (int i = 0; i < 3; i++) kept = stored(xml(kept));
        assertThat(kept).isEqualTo(once);
        assertThat(xml(kept).contentHash()).isEqualTo(sent.contentHash());
    }

    @Test
    void prefixOfAnUnfetchedContextGetsAGeneratedNamespace() {
        String written = written(stored(json("\"acme:grade\":\"A\"")));

        assertThat(written)
                .contains("=\"" + XmlOutput.namespaceOfUndeclared("acme") + "\"")
                .contains(":grade>A</");
        assertThat(xml(stored(json("\"acme:grade\":\"A\""))).node().get("acme:grade"))
                .isNotNull();
    }

    /** A declaration inside the event counts if the document's context does not declare the prefix. */
    @Test
    void xmlnsInJsonDeclaresAPrefix() {
        SentEvent event = json("\"late:grade\":{\"@xmlns:late\":\"https://late.example/\",\"#text\":\"A\"}");

        assertThat(event.context().expand("late:grade")).isEqualTo("https://late.example/grade");
        assertThat(event.node().get("late:grade")).hasToString("{\"#text\":\"A\"}");
        assertThat(event.contentHash().prehash()).contains("{https://late.example/}grade=A");
        assertThat(written(stored(event))).contains("xmlns:late=\"https://late.example/\"");
    }

    @Test
    void declarationOfAUriSchemeIsIgnored() {
        String declared = """
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z"
                 xmlns:https="https://ex.example/" xmlns:urn="https://other.example/"><EPCISBody><EventList><ObjectEvent>
                <eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <epcList><epc>urn:epc:id:sscc:4012345.0000000111</epc></epcList><action>OBSERVE</action>
                <readPoint><id>https://id.gs1.org/414/4012345000054</id></readPoint><https:grade>A</https:grade>
                </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""";
        Collected read = new Collected();
        EpcisDocuments.read(
                DocumentFormat.XML, new ByteArrayInputStream(declared.getBytes(StandardCharsets.UTF_8)), read);
        String once = stored(xml(stored(read.events.get(0))));

        assertThat(read.events.get(0).contentHash().prehash())
                .contains("id=https://id.gs1.org/414/4012345000054", "{https://ex.example/}grade=A");
        String kept = once;
        for (int i = 0; i < 4; i++) kept = stored(xml(kept));
        assertThat(kept).isEqualTo(once);
    }

    @Test
    void selfReferentialPrefixIsNotExpanded() {
        SentEvent event =
                json("\"@context\":{\"own\":\"own:x/\",\"https\":\"https://ex.example/\"},\"own:a\":\"https:b\"");
        String once = stored(event);

        Collected again = new Collected();
        EpcisDocuments.read(
                DocumentFormat.JSON, new ByteArrayInputStream(once.getBytes(StandardCharsets.UTF_8)), again);
        assertThat(stored(again.events.get(0))).isEqualTo(once);
    }

    @Test
    void extendedEventIsWrittenInsideAnExtension() {
        for (String type : List.of("ex:Thing", "acme:Thing", "https://ex.example/Thing", "urn:acme:Thing")) {
            SentEvent event = json("\"acme:about\":\"x\",\"about\":\"y\"", type);
            SentEvent again = xml(stored(event));

            assertThat(written(stored(event))).contains("<EventList><extension ", "Thing>");
            assertThat(again.context().expand(again.node().get("type").stringValue()))
                    .isEqualTo(event.context().expand(type));
            assertThat(again.contentHash()).isEqualTo(event.contentHash());
            assertThat(EventJson.read(stored(again)).type())
                    .isEqualTo(EventJson.read(stored(event)).type());
        }
    }

    @Test
    void cbvWordsAreBareInJsonForAnySentForm() {
        SentEvent event = json("""
                "bizStep":"https://ref.gs1.org/cbv/BizStep-shipping","disposition":"cbv:Disp-in_transit",
                "bizTransactionList":[{"type":"urn:epcglobal:cbv:btt:po","bizTransaction":"urn:x:1"}],
                "sensorElementList":[{"sensorReport":[{"type":"gs1:Temperature","exception":"https://gs1.org/voc/ERROR_CONDITION",
                  "component":"cbv:Comp-x","time":"2026-04-17T24:00:00Z"}]}]""");

        JsonNode json = Json.MAPPER.readTree(JsonEvents.bare(new KeptEvent(stored(event), Instant.EPOCH)));

        assertThat(json.get("bizStep").stringValue()).isEqualTo("shipping");
        assertThat(json.get("disposition").stringValue()).isEqualTo("in_transit");
        assertThat(json.at("/bizTransactionList/0/type").stringValue()).isEqualTo("po");
        assertThat(json.at("/sensorElementList/0/sensorReport/0")).hasToString("""
                {"type":"Temperature","exception":"ERROR_CONDITION","component":"x","time":"2026-04-18T00:00:00Z"}""");
    }

    @Test
    void timesAreWrittenInSchemaForm() {
        SentEvent event = json("\"recordTime\":\"2026-04-18T00:00:00Z\"");
        String late = stored(event).replace("2026-04-17T09:26:42Z", "2026-04-17T24:00:00-04:00");

        assertThat(written(late)).contains("<eventTime>2026-04-18T04:00:00Z</eventTime>");
        assertThat(xml(late).contentHash()).isEqualTo(EventHash.ofBare(late));
    }

    private static SentEvent json(String fields) {
        return json(fields, "ObjectEvent");
    }

    private static SentEvent json(String fields, String type) {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","%s",{"ex":"https://ex.example/"}],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-04-17T00:00:00Z","epcisBody":{"eventList":[
                 {"type":"%s","eventTime":"2026-04-17T09:26:42Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":[],%s}]}}
                """.formatted(ACME, type, fields);
        Collected read = new Collected();
        EpcisDocuments.read(
                DocumentFormat.JSON, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        return read.events.get(0);
    }

    private static String stored(SentEvent event) {
        return BareEvent.of(event, "urn:uuid:1");
    }

    private static String written(String stored) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EpcisDocuments.write(
                DocumentFormat.XML, "q", List.of(new KeptEvent(stored, Instant.EPOCH)), Instant.EPOCH, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static SentEvent xml(String stored) {
        Collected read = new Collected();
        EpcisDocuments.read(
                DocumentFormat.XML, new ByteArrayInputStream(written(stored).getBytes(StandardCharsets.UTF_8)), read);
        return read.events.get(0);
    }
}

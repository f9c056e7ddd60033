package io.lotledger.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.json.CaptureDocument;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.ObjectEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A compact IRI under a prefix of the context is the URI it stands for, in every reader of a document. */
class CompactIriTest {
    private static final Map<String, String> PREFIXES = Map.of(
            "1dl",
            "https://id.gs1.org/",
            "idsOfEventsAndOfOtherThings",
            "urn:uuid:",
            "epc",
            "urn:epc:id:",
            "classes_" + "of".repeat(40),
            "urn:epc:class:",
            "step",
            "https://ref.gs1.org/cbv/",
            "xmlHasNoSuchPrefix",
            "https://example.org/");

    private final EventRules rules = new EventRules(Clock.systemUTC());

    @Property(tries = 40)
    void identifiersWrittenCompactlyChangeNothingThatIsRead(@ForAll long seed) {
        ObjectNode plain = (ObjectNode) Json.MAPPER.readTree(GeneratedEvent.document(new Random(seed), 2));
        ((ArrayNode) plain.get("@context")).add(Json.MAPPER.valueToTree(PREFIXES));
        ObjectNode compact = plain.deepCopy();
        makeCompact(compact.get("epcisBody"));

        List<SentEvent> asUris = events(plain.toString());
        List<SentEvent> asSent = events(compact.toString());

        for (int i = 0; i < asUris.size(); i++) {
            SentEvent uris = asUris.get(i);
            SentEvent sent = asSent.get(i);
            assertThat(sent.hash()).isEqualTo(uris.hash());
            assertThat(content(sent)).isEqualTo(content(uris));
            assertThat(rulesBroken(sent)).isEqualTo(rulesBroken(uris));
            assertThat(model(sent)).isEqualTo(model(uris));
            for (DocumentFormat format : DocumentFormat.values()) {
                assertThat(model(writtenAndRead(sent, format)))
                        .as("%s as %s", sent.node(), format)
                        .isEqualTo(model(writtenAndRead(uris, format)));
            }
        }
    }

    @Example
    void prefixMeansWhatItsOwnDocumentDeclares() {
        ObjectEvent one = event("{'lot':'https://a.example/','loc':'https://a.example/at/'}", "");
        ObjectEvent other = event("{'lot':'https://b.example/','loc':'https://b.example/at/'}", "");

        assertThat(one.quantityList().get(0).epcClass()).isEqualTo("https://a.example/1");
        assertThat(one.fields().readPoint()).isEqualTo("https://a.example/at/dock");
        assertThat(other.quantityList().get(0).epcClass()).isEqualTo("https://b.example/1");
        assertThat(other.fields().readPoint()).isEqualTo("https://b.example/at/dock");
    }

    @Example
    void uriIsNoCompactIriThoughItsSchemeIsDeclared() {
        String urn = "'bizLocation':{'id':'urn:acme:dock'},'certificationInfo':'https://a.example/1',";

        EventFields fields = event("{'urn':'https://a.example/','https':'https://b.example/','lot':'x:'}", urn)
                .fields();

        assertThat(fields.bizLocation()).isEqualTo("urn:acme:dock");
        assertThat(fields.certificationInfo()).containsExactly("https://a.example/1");
        assertThat(fields.readPoint()).as("no one declares loc").isEqualTo("loc:dock");
    }

    @Example
    void prefixThatIsNoSchemeIsWrittenToXmlAsTheUri() {
        String transaction = "'bizTransactionList':[{'type':'po','bizTransaction':'_x:t1'}],";
        SentEvent sent =
                events(document("{'_x':'https://a.example/'}", transaction)).get(0);

        assertThat(written(sent, DocumentFormat.XML))
                .contains(">https://a.example/t1<")
                .doesNotContain("_x:t1");
        assertThat(model(writtenAndRead(sent, DocumentFormat.XML))).isEqualTo(model(sent));
    }

    @Example
    void printedLotCodesAreOpaqueAndTheirSourceIsAUri() {
        ObjectEvent event = event(
                "{'lot':'https://a.example/','loc':'https://a.example/at/'}",
                "'lotledger:tlc':'lot:1','lotledger:tlcSource':'loc:packer','ilmd':{'cbvmda:lotNumber':{'@value':'lot:2'}},");

        assertThat(event.fields().extensions().text("urn:lotledger:fsma204#tlc"))
                .hasValue("lot:1");
        assertThat(event.fields().extensions().text("urn:lotledger:fsma204#tlcSource"))
                .hasValue("https://a.example/at/packer");
        assertThat(event.fields().ilmd().lotNumber()).hasValue("lot:2");
    }

    @Example
    void keyWrittenCompactlyIsCheckedAsTheKey() {
        String dl = "{'lot':'https://id.gs1.org/01/04012345111119/10/','loc':'https://id.gs1.org/414/40123/'}";

        List<SentEvent> sent = events(document(dl, ""));

        assertThat(rules.review(sent.get(0)).warnings())
                .extracting(Violation::rule)
                .contains("check-digit");
        assertThat(rules.review(sent.get(0)).errors())
                .extracting(Violation::path, Violation::rule)
                .containsExactly(tuple("$.epcisBody.eventList[0].readPoint.id", "identifier"));
        assertThat(rules.review(events(document("{'loc':'at '}", "")).get(0)).errors())
                .extracting(Violation::message)
                .containsExactly("id must be a URI, such as https://id.gs1.org/414/4012345000054"
                        + "; its prefix makes it 'at dock'");
    }

    @Example
    void masterDataIsUnderTheContextOfItsDocumentWhereverThatStands() {
        String context = "'@context':['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',"
                + "{'loc':'https://a.example/','v':'urn:epcglobal:epcis:vtype:'}],";
        String header = "'epcisHeader':{'epcisMasterData':{'vocabularyList':[{'type':'v:ReadPoint',"
                + "'vocabularyElementList':[{'id':'loc:dock','attributes':[{'id':'ex:name','attribute':'loc:Dock'}],"
                + "'children':['loc:dock/1','urn:acme:2']}]}]}},";
        for (String order : List.of(context + header, header + context)) {
            Collected collected = read(
                    ("{" + order + "'type':'EPCISDocument','schemaVersion':'2.0','creationDate':'2026-04-17T09:26:42Z',"
                                    + "'epcisBody':{'eventList':[]}}")
                            .replace('\'', '"'),
                    DocumentFormat.JSON);

            SentMasterData element = collected.masterData.get(0);
            assertThat(element.vocabulary()).isEqualTo("urn:epcglobal:epcis:vtype:ReadPoint");
            assertThat(element.id()).isEqualTo("https://a.example/dock");
            assertThat(element.attributes())
                    .containsEntry("ex:name", List.of("loc:Dock"))
                    .containsEntry("children", List.of("https://a.example/dock/1", "urn:acme:2"));
        }
    }

    @Example
    void masterDataInXmlIsUnderTheNamespacesOfItsDocument() {
        String xml = """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:loc="https://a.example/"
                 schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z"><EPCISHeader><extension><EPCISMasterData>
                 <VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
                 <VocabularyElement id="loc:dock"><children><id>loc:1</id></children></VocabularyElement>
                 </VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>
                 <EPCISBody><EventList/></EPCISBody></epcis:EPCISDocument>""";

        SentMasterData element = read(xml, DocumentFormat.XML).masterData.get(0);

        assertThat(element.id()).isEqualTo("https://a.example/dock");
        assertThat(element.attributes()).containsEntry("children", List.of("https://a.example/1"));
    }

    /** An earlier version captured the id as sent, and the log does not say what it stood for. */
    @Example
    void masterDataOfAnOlderLogIsArchivedAsItIs() {
        SentEvent event = events(document("{'lot':'https://a.example/','loc':'https://a.example/'}", ""))
                .get(0);
        SentMasterData dock = new SentMasterData("$", "Location", "loc:dock", Map.of("children", List.of("loc:2")));

        byte[] archive = CaptureDocument.write(
                List.of(dock), List.of(new KeptEvent(BareEvent.of(event, "urn:uuid:1"), Instant.EPOCH)), Instant.EPOCH);

        Collected again = read(new String(archive, StandardCharsets.UTF_8), DocumentFormat.JSON);
        assertThat(again.masterData.get(0).id()).isEqualTo("loc:dock");
        assertThat(again.masterData.get(0).attributes()).isEqualTo(dock.attributes());
        assertThat(model(again.events.get(0))).isEqualTo(model(event));
    }

    private static void makeCompact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (value.isString()) object.put(name, compact(value.stringValue()));
                else makeCompact(value);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isString()) array.set(i, compact(array.get(i).stringValue()));
                else makeCompact(array.get(i));
            }
        }
    }

    private static String compact(String text) {
        return PREFIXES.entrySet().stream()
                .filter(prefix -> text.startsWith(prefix.getValue()))
                .map(prefix ->
                        prefix.getKey() + ":" + text.substring(prefix.getValue().length()))
                .findFirst()
                .orElse(text);
    }

    private static String document(String prefixes, String members) {
        return ("{'@context':['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'," + prefixes + "],"
                        + "'type':'EPCISDocument','schemaVersion':'2.0','creationDate':'2026-04-17T09:26:42Z',"
                        + "'epcisBody':{'eventList':[{'type':'ObjectEvent','eventTime':'2026-04-17T09:26:42Z',"
                        + "'eventTimeZoneOffset':'+00:00','action':'ADD'," + members
                        + "'readPoint':{'id':'loc:dock'},'epcList':[],'quantityList':[{'epcClass':'lot:1'}]}]}}")
                .replace('\'', '"');
    }

    private static ObjectEvent event(String prefixes, String members) {
        return (ObjectEvent) model(events(document(prefixes, members)).get(0));
    }

    private static EpcisEvent model(SentEvent sent) {
        return EventJson.read(BareEvent.of(sent, "urn:uuid:1"));
    }

    private static String content(SentEvent sent) {
        return EventContent.digest(sent.node(), sent.context());
    }

    private List<String> rulesBroken(SentEvent sent) {
        assertThat(rules.review(sent).errors()).as(sent.node().toString()).isEmpty();
        return rules.review(sent).warnings().stream()
                .map(warning -> warning.rule() + " at " + warning.path())
                .toList();
    }

    private static SentEvent writtenAndRead(SentEvent sent, DocumentFormat format) {
        return read(written(sent, format), format).events.get(0);
    }

    private static String written(SentEvent sent, DocumentFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KeptEvent kept = new KeptEvent(BareEvent.of(sent, "urn:uuid:1"), Instant.EPOCH);
        EpcisDocuments.write(format, "SimpleEventQuery", List.of(kept), Instant.EPOCH, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<SentEvent> events(String json) {
        return read(json, DocumentFormat.JSON).events;
    }

    private static Collected read(String document, DocumentFormat format) {
        Collected collected = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), collected);
        return collected;
    }
}

package io.lotledger.ingest.document.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
    private static final String GS1 = "\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\"";
    private static final String HEAD =
            "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-04-17T11:26:42Z\"";
    private static final String EVENT = """
            {"type":"ObjectEvent","eventTime":"2026-04-17T09:26:42-04:00","eventTimeZoneOffset":"-04:00","action":"ADD",
             "quantityList":[{"epcClass":"https://id.gs1.org/01/04012345123456/10/L1","quantity":12.50}],"ex:grade":"A"}""";

    @Test
    void membersComeInAnyOrder() {
        String context = "\"@context\":[" + GS1 + ",{\"ex\":\"https://ex.example/\"}]";
        String body = "\"epcisBody\":{\"eventList\":[" + EVENT + "," + EVENT + "]}";

        Collected first = read("{" + context + "," + HEAD + "," + body + "}");
        Collected last = read("{" + body + "," + HEAD + "," + context + "}");

        assertThat(last.events).hasSize(2);
        assertThat(last.events.get(1).path()).isEqualTo("$.epcisBody.eventList[1]");
        assertThat(last.events.get(0).context().expand("ex:grade")).isEqualTo("https://ex.example/grade");
        assertThat(last.events.get(1).hash()).isEqualTo(first.events.get(1).hash());
    }

    @Test
    void contextInsideAnEventCountsForItsObject() {
        String context = "\"@context\":[" + GS1 + ",{\"ex\":\"https://ex.example/\"}]";
        String event = EVENT.replace("\"ex:grade\":\"A\"", """
                "ex:grade":{"@context":{"ex":"https://two.example/","new":"https://new.example/"},"ex:a":"ex:b",
                  "new:c":[{"@context":{"ex":"https://three.example/"},"@ex:d":"1","new:e":"2"},{"ex:f":"3"}]},
                "ex:last":{"@context":{"ex2":"https://four.example/","ex":"https://ex.example/"},"ex2:g":"ex:h"}""");

        SentEvent read = read("{" + context + "," + HEAD + ",\"epcisBody\":{\"eventList\":[" + event + "]}}")
                .events
                .get(0);

        assertThat(read.node().toString()).doesNotContain("@context");
        assertThat(read.contentHash().prehash())
                .contains(
                        "{https://ex.example/}grade",
                        "{https://two.example/}a=https://two.example/b",
                        "{https://new.example/}e=2",
                        "{https://two.example/}f=3",
                        "{https://four.example/}g=https://ex.example/h");
        assertThat(read.context()
                        .expand(read.node()
                                .at("/ex:grade/new:c/0")
                                .propertyNames()
                                .iterator()
                                .next()
                                .substring(1)))
                .isEqualTo("https://three.example/d");
    }

    @Test
    void masterDataInAHeaderExtensionIsReadOrReported() {
        String list =
                "[{\"type\":\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{\"id\":\"urn:acme:1\"}]}]";
        for (String header : List.of(
                "{\"extension\":{\"EPCISMasterData\":{\"vocabularyList\":LIST}}}",
                "{\"extension\":{\"EPCISMasterData\":{\"VocabularyList\":LIST}}}",
                "{\"extension\":{\"epcisMasterData\":{\"vocabularyList\":LIST}}}",
                "{\"EPCISMasterData\":{\"VocabularyList\":LIST}}")) {
            assertThat(read(withHeader(header.replace("LIST", list))).masterData)
                    .as(header)
                    .extracting(SentMasterData::id)
                    .containsExactly("urn:acme:1");
        }
        String converted = "{\"extension\":{\"EPCISMasterData\":{\"VocabularyList\":{\"Vocabulary\":" + list + "}}}}";
        assertThatThrownBy(() -> read(withHeader(converted)))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactly("$.epcisHeader.extension.EPCISMasterData.VocabularyList"));
    }

    private static String withHeader(String header) {
        return "{\"@context\":" + GS1 + "," + HEAD + ",\"epcisHeader\":" + header
                + ",\"epcisBody\":{\"eventList\":[]}}";
    }

    @Test
    void queryDocumentAndBareEventAreRead() {
        Collected query = read("{\"@context\":" + GS1
                + ",\"type\":\"EPCISQueryDocument\",\"epcisBody\":{\"queryResults\":{\"queryName\":\"q\",\"resultsBody\":{\"eventList\":["
                + EVENT + "]}}}}");
        Collected bare = read(EVENT.replace("{\"type\"", "{\"@context\":" + GS1 + ",\"type\""));

        assertThat(query.events.get(0).path()).isEqualTo("$.epcisBody.queryResults.resultsBody.eventList[0]");
        assertThat(bare.events.get(0).path()).isEqualTo("$");
        assertThat(bare.events.get(0).hash()).isEqualTo(query.events.get(0).hash());
    }

    @Test
    void storedEventDeclaresOnlyThePrefixesItUses() {
        String event = EVENT.replace("\"ex:grade\":\"A\"", """
                "recordTime":"2020-01-01T00:00:00Z","own:size":"M","lotledger:tlc":"L-1","gs1:x":1.10,"@context":{"own":"urn:own:"}""");
        Collected read = read("{\"@context\":[" + GS1
                + ",\"https://other.example/context.jsonld\",{\"ex\":\"https://ex.example/\"}]," + HEAD
                + ",\"epcisBody\":{\"eventList\":[" + event + "]}}");

        String stored = BareEvent.of(read.events.get(0), "urn:uuid:1");

        assertThat(stored)
                .startsWith(
                        "{\"@context\":[\"" + JsonLdContext.GS1
                                + "\",{\"lotledger\":\"urn:lotledger:fsma204#\",\"own\":\"urn:own:\"}],\"eventID\":\"urn:uuid:1\",\"type\":")
                .contains("\"quantity\":12.50", "\"gs1:x\":1.10")
                .doesNotContain("recordTime", "other.example");
        EpcisEvent typed = EventJson.read(stored);
        assertThat(typed.fields().extensions().text("urn:own:size")).contains("M");
        assertThat(typed.fields().extensions().text("https://gs1.org/voc/x")).contains("1.10");
        assertThat(EventHash.ofBare(stored)).isEqualTo(read.events.get(0).contentHash());
    }

    @Test
    void undeclaredPrefixKeepsTheContextThatMayDeclareIt() {
        Collected read = read("{\"@context\":[" + GS1 + ",\"https://other.example/context.jsonld\"]," + HEAD
                + ",\"epcisBody\":{\"eventList\":[" + EVENT + "]}}");

        assertThat(BareEvent.of(read.events.get(0), "urn:uuid:1")).contains("other.example/context.jsonld");
    }

    @Test
    void allFormsOfAWordAreEqual() {
        for (String word : List.of(
                "shipping",
                "urn:epcglobal:cbv:bizstep:shipping",
                "https://ref.gs1.org/cbv/BizStep-shipping",
                "cbv:BizStep-shipping")) {
            String event =
                    EVENT.replace("\"ex:grade\":\"A\"", "\"eventID\":\"urn:uuid:1\",\"bizStep\":\"" + word + "\"");

            EpcisEvent read = EventJson.read(event.replace("{\"type\"", "{\"@context\":" + GS1 + ",\"type\""));

            assertThat(read).isInstanceOf(ObjectEvent.class);
            assertThat(read.fields().bizStep()).isEqualTo("shipping");
        }
    }

    @Test
    void masterDataIsReadBeforeAndAfterTheBody() {
        String header = """
                "epcisHeader":{"epcisMasterData":{"vocabularyList":[
                  {"type":"urn:epcglobal:epcis:vtype:location","vocabularyElementList":[
                    {"id":"urn:epc:id:sgln:4012345.00005.0","attributes":[
                      {"id":"cbvmda:name","attribute":"Salinas"},
                      {"id":"cbvmda:address","attribute":{"cbvmda:city":"Salinas","cbvmda:postalCode":"01234"}},
                      {"id":"gs1:productName","attribute":[{"@value":"Romaine","@language":"en"}]},
                      {"id":"cbvmda:latitude","attribute":36.70}],
                     "children":["urn:epc:id:sgln:4012345.00005.1"]}]}]}}""";
        String body = "\"epcisBody\":{\"eventList\":[]}";
        String context = "\"@context\":" + GS1;

        for (String document : List.of(header + "," + body, body + "," + header)) {
            Collected read = read("{" + context + "," + HEAD + "," + document + "}");

            SentMasterData element = read.masterData.get(0);
            assertThat(element.vocabulary()).isEqualTo("Location");
            assertThat(element.id()).isEqualTo("urn:epc:id:sgln:4012345.00005.0");
            assertThat(element.attributes())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "cbvmda:name", List.of("Salinas"),
                            "cbvmda:address", List.of(),
                            "cbvmda:address>cbvmda:city", List.of("Salinas"),
                            "cbvmda:address>cbvmda:postalCode", List.of("01234"),
                            "gs1:productName", List.of(),
                            "gs1:productName>@en", List.of("Romaine"),
                            "cbvmda:latitude", List.of("36.70"),
                            "children", List.of("urn:epc:id:sgln:4012345.00005.1")));
            byte[] archived = CaptureDocument.write(read.masterData, List.of(), Instant.EPOCH);
            assertThat(read(new String(archived, StandardCharsets.UTF_8))
                            .masterData
                            .get(0)
                            .attributes())
                    .as("captured again from an archive")
                    .isEqualTo(element.attributes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "not json",
                "{",
                "{}",
                "{\"type\":\"EPCISDocument\"}",
                "{\"type\":\"Collection\"}",
                "{\"type\":\"EPCISDocument\",\"epcisBody\":[]}",
                "{\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":{}}}",
                "{\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":[{]}}",
                "{\"type\":\"ObjectEvent\"}",
                "{\"type\":\"ObjectEvent\",\"type\":\"ObjectEvent\"}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{} {}"
            })
    void invalidDocumentIsRejectedWithAReason(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        e -> assertThat(e.violations()).isNotEmpty());
    }

    @Test
    void allMissingMembersAreReported() {
        assertThatThrownBy(() -> read("{\"type\":\"EPCISDocument\",\"schemaVersion\":2.0,\"creationDate\":\"today\"}"))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactly("$['@context']", "$.schemaVersion", "$.creationDate", "$.epcisBody"));
    }

    @Test
    void deepNestingIsRejected() {
        assertThatThrownBy(() -> read("{\"a\":".repeat(100_000))).isInstanceOf(UnreadableDocumentException.class);
    }

    @Test
    void interruptedUploadIsUnreadable() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> DocumentReader.read(broken, new Collected()))
                .isInstanceOf(UnreadableDocumentException.class);
    }

    private static Collected read(String document) {
        Collected collected = new Collected();
        DocumentReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), collected);
        return collected;
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 130, 200, 300, 390})
    void truncatedDocumentIsReportedAsTruncated(int length) {
        String document = "{\"@context\":" + GS1 + "," + HEAD + ",\"epcisBody\":{\"eventList\":[" + EVENT + "]}}";

        assertThatThrownBy(() -> read(document.substring(0, length)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("ends here before it is complete")
                .hasMessageStartingWith("line ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":}",
                "{\"a\":[1,}",
                "{a:1}",
                "{\"a\":1}}",
                "{\"a\":tru}",
                "{\"a\":01}",
                "{\"a\":\"\u0001\"}"
            })
    void messageHasNoParserInternals(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableDocumentException.class)
                .message()
                .doesNotContain("Source", "Feature", "JsonToken", "code ", "tools.jackson", "REDACTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"epcisbody2", "extra", "comments", "Sender"})
    void unknownDocumentMemberIsReportedWithItsPath(String name) {
        String body = ",\"epcisBody\":{\"eventList\":[]}}";
        String head = "{\"@context\":" + GS1 + "," + HEAD + ",\"" + name + "\":{\"a\":1}";

        assertThatThrownBy(() -> read(head + body))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::path, Violation::rule)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple("$." + name, "unknown-field")));
        assertThat(read(head.replace("\"" + name, "\"ex:" + name) + body).events)
                .isEmpty();
        assertThat(read(head.replace("\"" + name, "\"_" + name) + body).events).isEmpty();
        assertThatThrownBy(() -> read(
                        "{\"@context\":" + GS1 + "," + HEAD + ",\"epcisBody\":{\"eventList\":[],\"" + name + "\":1}}"))
                .isInstanceOf(UnreadableDocumentException.class);
    }

    @Test
    void prefixedStandardTypeIsTheStandardType() {
        for (String type : List.of("epcis:ObjectEvent", "https://ref.gs1.org/epcis/ObjectEvent")) {
            Collected read = read("{\"@context\":" + GS1 + "," + HEAD + ",\"epcisBody\":{\"eventList\":["
                    + EVENT.replace("ObjectEvent", type) + "]}}");

            assertThat(read.events.get(0).node().get("type").stringValue()).isEqualTo("ObjectEvent");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"type\":\"EPCISDocument\",` | `\"type\":\"EPCISDocument\",\"type\":\"EPCISDocument\",` | $.type",
                "`{\"@context\"` | `{\"@context\":\"https://ref.gs1.org/a\",\"@context\"` | $['@context']",
                "`{\"ex\"` | `{\"ex\":\"urn:a:\",\"ex\"` | $['@context'][1].ex",
                "`\"epcisHeader\"` | `\"epcisHeader\":{},\"epcisHeader\"` | $.epcisHeader",
                "`\"epcisMasterData\"` | `\"epcisMasterData\":{},\"epcisMasterData\"` | $.epcisHeader.epcisMasterData",
                "`\"ex:own\":` | `\"ex:own\":1,\"ex:own\":` | $.epcisHeader['ex:own']",
                "`{\"ex:of\"` | `{\"ex:of\":1,\"ex:of\"` | $.epcisHeader['ex:own'][0]['ex:of']",
                "`\"vocabularyList\"` | `\"vocabularyList\":[],\"vocabularyList\"` | $.epcisHeader.epcisMasterData.vocabularyList",
                "`[{\"type\"` | `[{\"type\":\"urn:x:Of\",\"type\"` | $.epcisHeader.epcisMasterData.vocabularyList[0].type",
                "`\"id\":\"urn:acme:1\"` | `\"id\":\"urn:acme:2\",\"id\":\"urn:acme:1\"` | $.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id",
                "`\"epcisBody\"` | `\"epcisBody\":{\"eventList\":[]},\"epcisBody\"` | $.epcisBody",
                "`\"eventList\"` | `\"eventList\":[],\"eventList\"` | $.epcisBody.eventList",
                "`\"action\"` | `\"action\":\"OBSERVE\",\"action\"` | $.epcisBody.eventList[0].action",
                "`\"quantity\"` | `\"quantity\":1,\"quantity\"` | $.epcisBody.eventList[0].quantityList[0].quantity",
                "`\"ex:grade\"` | `\"ex:grade\":[{\"a\":1}],\"ex:grade\"` | $.epcisBody.eventList[0]['ex:grade']",
                "`\"ex:grade\":` | `\"ex:grade\":{\"a\":1},\"ex:grade\":` | $.epcisBody.eventList[0]['ex:grade']"
            })
    void memberThatIsSentTwiceIsRefusedWithItsPath(String once, String twice, String path) {
        String document = whole(EVENT);
        read(document);

        assertThat(faults(document.replaceFirst(Pattern.quote(once), Matcher.quoteReplacement(twice))))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.path()).isEqualTo(path);
                    assertThat(fault.message()).contains("twice");
                });
    }

    @Test
    void queryResultsThatAreSentTwiceAreRefused() {
        String results =
                "\"queryResults\":{\"queryName\":\"q\",\"queryName\":\"p\",\"resultsBody\":{\"eventList\":[]}}";

        assertThat(faults("{\"@context\":" + GS1 + ",\"type\":\"EPCISQueryDocument\",\"epcisBody\":{" + results + ","
                        + results + "}}"))
                .extracting(Violation::path)
                .containsExactly("$.epcisBody.queryResults.queryName", "$.epcisBody.queryResults");
    }

    @Test
    void eventsInTwoPlacesAreRefused() {
        String results = "\"queryResults\":{\"queryName\":\"q\",\"resultsBody\":{\"eventList\":[" + EVENT + "]}}";

        assertThat(faults(whole(EVENT).replace("\"epcisBody\":{", "\"epcisBody\":{" + results + ",")))
                .extracting(Violation::path)
                .containsExactly("$.epcisBody.eventList");
    }

    @Test
    void allFaultsOfADocumentAreListedAtOnce() {
        String twice = EVENT.replace("\"action\"", "\"action\":\"ADD\",\"action\"");
        String number = EVENT.replace("12.50", "1e99999999999");
        String document = whole(EVENT + "," + twice + "," + EVENT + "," + number + "," + twice)
                .replace("\"type\":\"EPCISDocument\"", "\"type\":\"EPCISDocument\",\"sender\":5,\"id\":null")
                .replace("\"2.0\"", "2.0")
                .replace("\"id\":\"urn:acme:1\"", "\"id\":7");

        assertThat(faults(document))
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(
                        "$.id",
                        "$.schemaVersion",
                        "$.sender",
                        "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id",
                        "$.epcisBody.eventList[1].action",
                        "$.epcisBody.eventList[3]",
                        "$.epcisBody.eventList[4].action");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "true", "{\"a\":1}", "[\"a\"]"})
    void memberOfADocumentThatIsNoTextIsRefused(String value) {
        for (String name : List.of("id", "instanceIdentifier", "sender", "receiver"))
            assertThat(faults("{\"@context\":" + GS1 + "," + HEAD + ",\"" + name + "\":" + value
                            + ",\"epcisBody\":{\"eventList\":[]}}"))
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.path()).isEqualTo("$." + name);
                        assertThat(fault.message()).startsWith(name + " must be a string, such as \"");
                    });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Location\" | ",
                "5 | ",
                "{\"type\":\"Location\"} | ",
                "null | ",
                "[\"Location\"] | [0]",
                "[null] | [0]",
                "[{}] | [0].type",
                "[{\"type\":5}] | [0].type",
                "[{\"type\":\" \",\"vocabularyElementList\":[ELEMENT]}] | [0].type",
                "[{\"vocabularyElementList\":[ELEMENT]}] | [0].type",
                "[{\"type\":\"urn:x:T\",\"vocabularyElementList\":ELEMENT}] | [0].vocabularyElementList",
                "[{\"vocabularyElementList\":\"x\",\"type\":\"urn:x:T\"}] | [0].vocabularyElementList",
                "[{\"type\":\"urn:x:T\",\"vocabularyElementList\":{}}] | [0].vocabularyElementList",
                "[{\"type\":\"urn:x:T\",\"vocabularyElementList\":null}] | [0].vocabularyElementList",
                "[{\"type\":\"urn:x:T\",\"vocabularyElementList\":[\"x\"]}] | [0].vocabularyElementList[0]",
                "[{\"type\":\"urn:x:T\",\"vocabularyElementList\":[ELEMENT,{\"attributes\":[]}]}] | [0].vocabularyElementList[1].id",
                "[{\"vocabularyElementList\":[{\"id\":5}],\"type\":\"urn:x:T\"}] | [0].vocabularyElementList[0].id"
            })
    void masterDataOfAnotherShapeIsAFaultOfTheDocument(String list, @Nullable String path) {
        String header =
                "{\"epcisMasterData\":{\"vocabularyList\":" + list.replace("ELEMENT", "{\"id\":\"urn:acme:1\"}") + "}}";

        assertThat(faults(withHeader(header)))
                .singleElement()
                .extracting(Violation::path)
                .isEqualTo("$.epcisHeader.epcisMasterData.vocabularyList" + (path == null ? "" : path));
    }

    @Test
    void negativeZeroIsZero() {
        Collected read = read(whole(EVENT.replace("12.50", "-0.0")));

        assertThat(read.events.get(0).node().at("/quantityList/0/quantity")).hasToString("0.0");
        assertThat(read.events.get(0).hash())
                .isEqualTo(
                        read(whole(EVENT.replace("12.50", "0"))).events.get(0).hash());
    }

    private static String whole(String events) {
        return "{\"@context\":[" + GS1 + ",{\"ex\":\"https://ex.example/\"}]," + HEAD
                + ",\"epcisHeader\":{\"ex:own\":[{\"ex:of\":1}],\"epcisMasterData\":{\"vocabularyList\":[{\"type\":"
                + "\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{\"id\":\"urn:acme:1\"}]}]}}"
                + ",\"epcisBody\":{\"eventList\":[" + events + "]}}";
    }

    private static List<Violation> faults(String document) {
        return catchThrowableOfType(UnreadableDocumentException.class, () -> read(document))
                .violations();
    }
}

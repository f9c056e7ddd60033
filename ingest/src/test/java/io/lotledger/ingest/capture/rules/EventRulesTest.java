package io.lotledger.ingest.capture.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.json.DocumentReader;
import io.lotledger.ingest.document.text.Violation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String WHEN = "'eventTime':'2026-04-17T09:26:42-04:00','eventTimeZoneOffset':'-04:00'";
    private static final String LOT =
            "{'epcClass':'https://id.gs1.org/01/04012345123456/10/L1','quantity':1,'uom':'LBR'}";
    private static final String OTHER = LOT.replace("L1", "L2");
    private static final String SSCC = "'https://id.gs1.org/00/040123450000001112'";
    private static final String BT =
            "'bizTransactionList':[{'type':'po','bizTransaction':'urn:epcglobal:cbv:bt:4012345000054:1'}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'ObjectEvent','action':'OBSERVE','epcList':[]",
                "'type':'ObjectEvent','action':'ADD','quantityList':[LOT],'ilmd':{'gs1:fishType':'COD'}",
                "'type':'ObjectEvent','action':'OBSERVE','readPoint':{'id':'geo:47.5,11.1'},'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':3.5,'uom':'CEL'}]}]",
                "'type':'AggregationEvent','action':'ADD','parentID':SSCC,'childQuantityList':[LOT]",
                "'type':'AggregationEvent','action':'OBSERVE','childEPCs':[SSCC]",
                "'type':'AggregationEvent','action':'DELETE','parentID':SSCC",
                "'type':'TransactionEvent','action':'ADD',BT,'epcList':[SSCC]",
                "'type':'TransactionEvent','action':'DELETE',BT",
                "'type':'TransformationEvent','inputQuantityList':[LOT],'outputQuantityList':[LOT]",
                "'type':'TransformationEvent','inputQuantityList':[LOT,OTHER],'outputQuantityList':[LOT],'lotledger:tlc':'A-7'",
                "'type':'ObjectEvent','action':'OBSERVE','quantityList':[LOT,LOT],'lotledger:tlc':'A-7'",
                "'type':'TransformationEvent','transformationID':'urn:x:1','outputEPCList':[SSCC],'persistentDisposition':{'set':['recalled']}",
                "'type':'AssociationEvent','action':'ADD','parentID':'urn:epc:id:grai:4012345.55555.987','childEPCs':['urn:epc:id:giai:4000001.12345']",
                "'type':'ObjectEvent','action':'OBSERVE','epcList':[],'bizStep':'https://partner.example/steps/gassing','disposition':'ext:ok','errorDeclaration':{'declarationTime':'2026-04-18T00:00:00Z','reason':'did_not_occur','correctiveEventIDs':['urn:uuid:2']}"
            })
    void validEventPasses(String fields) {
        EventReview review = review(fields);

        assertThat(review.errors()).isEmpty();
        assertThat(review.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'gs1:Thing','gs1:about':'x' | $.type | type",
                "'type':'https://acme.example/events/Maintenance','action':'OBSERVE','epcList':[SSCC] | $.type | type",
                "'type':'urn:acme:Thing' | $.type | type",
                "'type':'gs1:Thing','about':'x' | $.about | unknown-field",
                "'type':'ObjectEvent','action':'OBSERVE','epcList':[],'readPoint':{'id':'geo:1,1','foo':'x'} | $.readPoint.foo | unknown-field",
                "'type':'ObjectEvent','action':'OBSERVE','epcList':[],'bizLocation':{'foo':{'a':1},'id':'geo:1,1'} | $.bizLocation.foo | unknown-field",
                "'type':'ObjectEvent','action':'OBSERVE','readPoint':{'id':'geo:1,1'},'sensorElementList':[{'sensorReport':[{'exception':'ERROR_CONDITION'}]}] | $.sensorElementList[0].sensorReport[0].type | sensor-type",
                "'type':'ObjectEvent','action':'OBSERVE','readPoint':{'id':'geo:1,1'},'sensorElementList':[{'sensorMetadata':{'deviceID':'urn:d:1'},'sensorReport':[{'type':'Temperature','deviceID':'urn:d:1'},{'type':'Temperature','deviceID':'urn:d:2'}]}] | $.sensorElementList[0].sensorReport[1].deviceID | deviceID",
                "'type':'ObjectEvent','action':'ADD','epcList':[SSCC],'ilmd':{'cbvmda:lotNumber':['A','B']} | $.ilmd | lotNumber",
                "'type':'ObjectEvent','action':'ADD','epcList':[SSCC],'ilmd':{'cbvmda:lotNumber':{'#text':'A'},'gs1:lotNumber':{'@value':'B'}} | $.ilmd | lotNumber",
                "'type':'ObjectEvent','action':'OBSERVE','quantityList':[LOT,OTHER],'lotledger:tlc':'A-7' | $['lotledger:tlc'] | tlc",
                "'type':'ObjectEvent','action':'ADD','quantityList':[LOT,OTHER],'ilmd':{'lotledger:tlc':'A-7'} | $.ilmd['lotledger:tlc'] | tlc",
                "'type':'TransformationEvent','inputQuantityList':[LOT],'outputQuantityList':[LOT,OTHER],'lotledger:tlc':'A-7' | $['lotledger:tlc'] | tlc"
            })
    void questionableEventIsAcceptedWithAWarning(String fields, String path, String rule) {
        EventReview review = review(fields);

        assertThat(review.errors()).isEmpty();
        assertThat(review.warnings())
                .extracting(Violation::path, Violation::rule)
                .contains(org.assertj.core.groups.Tuple.tuple(path, rule));
    }

    @Test
    void repeatedLotNumberIsOneLot() {
        assertThat(review(
                                "'type':'ObjectEvent','action':'ADD','epcList':[SSCC],'ilmd':{'cbvmda:lotNumber':['A','A'],'gs1:lotNumber':'A'}")
                        .warnings())
                .isEmpty();
    }

    @Test
    void standardFieldKeepsItsRulesInAnExtendedEvent() {
        assertThat(review("'type':'gs1:Thing','bizStep':'shiping','quantityList':[{'quantity':1}]")
                        .errors())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder("$.bizStep", "$.quantityList[0].epcClass");
    }

    @Test
    void eventWhoseTypeHasATypoIsToldItsOtherFaultsToo() {
        assertThat(review("'type':'ObjectEvnt','bizStep':'shiping','epcList':[]")
                        .errors())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder("$.type", "$.bizStep");
        assertThat(review("'type':'loc','bizStep':'shiping'").errors())
                .as("no event at all")
                .extracting(Violation::path)
                .containsExactly("$.type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'ObjectEvnt','action':'ADD','epcList':[] | $.type | type | ObjectEvent",
                "'type':'ObjectEvent','epcList':[] | $.action | required | ADD, OBSERVE or DELETE",
                "'type':'ObjectEvent','action':'MOVE','epcList':[] | $.action | action | ADD, OBSERVE or DELETE",
                "'type':'ObjectEvent','action':'ADD' | $ | what | epcList",
                "'type':'ObjectEvent','action':'OBSERVE','epcList':[],'ilmd':{} | $.ilmd | ilmd | ADD",
                "'type':'ObjectEvent','action':'ADD','epcList':[SSCC,SSCC] | $.epcList[1] | unique | duplicate element",
                "'type':'ObjectEvent','action':'ADD','epcList':['4711'] | $.epcList[0] | uri | URI",
                "'type':'ObjectEvent','action':'ADD','epcList':['urn:epc:id:sgtin:4012345.12345.7'] | $.epcList[0] | identifier | 13 digits",
                "'type':'ObjectEvent','action':'ADD','epcList':['https://id.gs1.org/00/123'] | $.epcList[0] | identifier | length",
                "'type':'ObjectEvent','action':'ADD','epcList':['HTTPS://ID.GS1.ORG:443/00/123'] | $.epcList[0] | identifier | length",
                "'type':'ObjectEvent','action':'ADD','epcList':['URN:EPC:ID:SGTIN:4012345.12345.7'] | $.epcList[0] | identifier | 13 digits",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'gs1:a':{'@context':1,'gs1:b':2} | $['gs1:a']['@context'] | context | object of prefixes",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'bizStep':'shiping' | $.bizStep | cbv-word | did you mean 'shipping'?",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'bizStep':'https://a b/' | $.bizStep | uri | such as https://ref.gs1.org/cbv/BizStep-",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'disposition':'intransit' | $.disposition | cbv-word | did you mean 'in_transit'?",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'bizLocation':'urn:x:1' | $.bizLocation | shape | object",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'readPoint':{} | $.readPoint.id | required | URI",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'readPoint':{'id':'urn:x:1','@id':'urn:x:2'} | $.readPoint['@id'] | unknown-field | send 'id'",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'bizLocation':{'id':'urn:x:1','@type':['ext:Dock']} | $.bizLocation['@type'] | unknown-field | not a field of bizLocation",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'epclist':[] | $.epclist | unknown-field | did you mean 'epcList'?",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'childEPCs':[] | $.childEPCs | unknown-field | ObjectEvent",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'colour':'red' | $.colour | unknown-field | prefix",
                "'type':'ObjectEvent','action':'ADD','quantityList':[{'quantity':1}] | $.quantityList[0].epcClass | required | epcClass",
                "'type':'ObjectEvent','action':'ADD','quantityList':[{'epcClass':'urn:x:1','quantity':'1'}] | $.quantityList[0].quantity | number | without quotes",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':'INF','uom':'CEL'}]}] | $.sensorElementList[0].sensorReport[0].value | number | finite number",
                "'type':'TransformationEvent','inputEPCList':[SSCC],'outputEPCList':[SSCC],'epcList':[] | $.epcList | unknown-field | a field of a TransformationEvent",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'sensorElementList':[{'sensorReport':[{'exception':'ALARM'}]}] | $.sensorElementList[0].sensorReport[0].exception | cbv-word | is not an exception",
                "'type':'ObjectEvent','action':'ADD','quantityList':[{'epcClass':'urn:x:1','uom':'pounds'}] | $.quantityList[0].uom | uom | did you mean 'LBR'?",
                "'type':'ObjectEvent','action':'ADD','quantityList':[{'epcClass':'urn:x:1','lot':'1'}] | $.quantityList[0].lot | unknown-field | quantity element",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'eventID':'4711' | $.eventID | uri | urn:uuid",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'persistentDisposition':{} | $.persistentDisposition | required | set, unset",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'persistentDisposition':{'set':[]} | $.persistentDisposition.set | required | at least one",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'sourceList':[{'source':'urn:x:1'}] | $.sourceList[0].type | required | owning_party",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'errorDeclaration':{} | $.errorDeclaration.declarationTime | required | date and time",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'recordTime':'2026-04-17T09:26Z' | $.recordTime | time | date and time",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:n':1e9999 | $['ext:n'] | number | digits",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:n':'\\u0000' | $['ext:n'] | characters | NUL",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'sensorElementList':[{}] | $.sensorElementList[0].sensorReport | required | at least one",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'sensorElementList':[{'sensorReport':[{'type':'Temprature','value':'3'}]}] | $.sensorElementList[0].sensorReport[0].type | cbv-word | did you mean 'Temperature'?",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:a':{'#text':['x']} | $['ext:a']['#text'] | xml-name | a text, a number",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:a':[{'ext:b':{'':1}}] | $['ext:a'][0]['ext:b'][''] | xml-name | not the name of a field",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:a':{'ext:':1} | $['ext:a']['ext:'] | xml-name | not the name of a field",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:a':{'@ext:':1} | $['ext:a']['@ext:'] | xml-name | not the name of a field",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ext:a':{'@':1} | $['ext:a']['@'] | xml-name | not the name of a field",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'readPoint':{'id':'urn:x:1','':1} | $.readPoint[''] | xml-name | not the name of a field",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'readPoint':{'id':'urn:x:1','@ext:a':1} | $.readPoint['@ext:a'] | xml-name | without the @",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'@xsi:type':'ext:T' | $['@xsi:type'] | xml-name | leave it out",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'ilmd':{'@xsi:type':'ext:T'} | $.ilmd['@xsi:type'] | xml-name | leave it out",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'@ext:a':{'ext:b':1} | $['@ext:a'] | xml-name | without the @",
                "'type':'ObjectEvent','action':'ADD','epcList':[],'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':3,'@ext:a':1}]}] | $.sensorElementList[0].sensorReport[0]['@ext:a'] | xml-name | without the @",
                "'type':'ext:Thing','about':{'ext:b':1} | $.about | xml-name | ex:about",
                "'type':'ext:Thing','ext:':1 | $['ext:'] | xml-name | not the name of a field",
                "'type':'AggregationEvent','action':'ADD','childEPCs':[SSCC] | $.parentID | required | parentID",
                "'type':'AggregationEvent','action':'ADD','parentID':SSCC,'childEPCs':[] | $ | what | at least one",
                "'type':'AssociationEvent','action':'OBSERVE','childEPCs':[SSCC] | $.parentID | required | AssociationEvent",
                "'type':'TransactionEvent','action':'ADD','epcList':[] | $.bizTransactionList | required | business transaction",
                "'type':'TransactionEvent','action':'ADD',BT | $ | what | epcList",
                "'type':'TransformationEvent','inputQuantityList':[LOT] | $ | what | inputs and outputs",
                "'type':'TransformationEvent','transformationID':'urn:x:1' | $ | what | a transformationID",
                "'type':'TransformationEvent','action':'ADD','inputQuantityList':[LOT],'outputQuantityList':[LOT] | $.action | unknown-field | TransformationEvent"
            })
    void violationHasPathRuleAndExpectedForm(String fields, String path, String rule, String expected) {
        assertThat(review(fields).errors()).anySatisfy(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.rule()).isEqualTo(rule);
            assertThat(error.message()).contains(expected);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'bizStep':'urn:epcglobal:cbv:bizstep:shipping' | cbv-form",
                "'bizStep':'urn:epcglobal:cbv:bizstep:harvesting' | cbv-word",
                "'bizStep':'https://ref.gs1.org/cbv/BizStep-harvesting' | cbv-word",
                "'bizStep':'https://gs1.org/voc/BizStep-shipping' | cbv-form",
                "'bizStep':'gs1:BizStep-shiping' | cbv-word",
                "'quantityList':[{'epcClass':'https://id.gs1.org/10/A/01/04012345123456','quantity':1}] | digital-link",
                "'quantityList':[{'epcClass':'HTTPS://X.example/01/04012345123456/99/x','quantity':1}] | digital-link",
                "'quantityList':[{'epcClass':'https://x.example/01/04012345123456?10=L1','quantity':1}] | digital-link",
                "'quantityList':[{'epcClass':'https://x.example/01/123456789','quantity':1}] | digital-link",
                "'quantityList':[{'epcClass':'urn:epc:idpat:sgtin:4012345.012345','quantity':1}] | identifier",
                "'readPoint':{'id':'https://id.gs1.org/414/4012345000055'} | check-digit",
                "'eventTime':'2027-01-01T00:00:00Z' | future",
                "'certificationInfo':'test' | uri",
                "'quantityList':[{'epcClass':'urn:x:1','quantity':-1}] | quantity",
                "'quantityList':[{'epcClass':'urn:x:1','quantity':1,'uom':'KG'}] | uom",
                "'nobody:a':{'nobody:b':1} | prefix",
                "'ext:a':[{'nobody:b':1}] | prefix",
                "'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':3,'uom':'Celsius'}]}] | uom"
            })
    void fieldWithAWarningIsAccepted(String field, String rule) {
        String fields = "'type':'ObjectEvent','action':'ADD','epcList':[]," + field;
        EventReview review = field.contains("eventTime")
                ? reviewWhole("{'@context':{}," + fields + ",'eventTimeZoneOffset':'+00:00'}")
                : review(fields);

        assertThat(review.errors()).isEmpty();
        assertThat(review.warnings()).extracting(Violation::rule).containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource({"Z", "+14:30", "-5:00", "+0500", "05:00", "''"})
    void anOffsetIsSignHoursAndMinutes(String offset) {
        String event =
                "{'@context':{},'type':'ObjectEvent','action':'ADD','epcList':[],'eventTime':'2026-04-17T09:26:42Z',"
                        + "'eventTimeZoneOffset':'" + offset + "'}";

        assertThat(reviewWhole(event).errors()).extracting(Violation::path).containsExactly("$.eventTimeZoneOffset");
    }

    @Test
    void everyErrorOfAnEventIsReported() {
        EventReview review =
                reviewWhole("{'@context':{},'type':'AggregationEvent','eventTime':'yesterday','action':'ADD',"
                        + "'bizStep':'pack','childQuantityList':[{'quantity':'x'}]}");

        assertThat(review.errors())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(
                        "$.eventTime",
                        "$.eventTimeZoneOffset",
                        "$.bizStep",
                        "$.parentID",
                        "$.childQuantityList[0].epcClass",
                        "$.childQuantityList[0].quantity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-02-20T10:00:00Z",
                "0001-01-01T00:00:00+14:00",
                "9999-12-31T23:59:59-14:00",
                "9999-12-31T24:00:00Z"
            })
    void timeThatNoTableHoldsIsRefused(String time) {
        String object = "'type':'ObjectEvent','action':'ADD','epcList':[],'eventTimeZoneOffset':'-04:00',";
        String event = "{" + object + "'eventTime':'" + time + "'}";
        String declaration = "{" + object + "'eventTime':'2026-04-17T09:26:42-04:00','errorDeclaration':"
                + "{'declarationTime':'" + time + "'}}";

        assertThat(reviewWhole(event).errors()).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("$.eventTime");
            assertThat(error.message()).contains("0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z");
        });
        assertThat(reviewWhole(declaration).errors())
                .extracting(Violation::path)
                .containsExactly("$.errorDeclaration.declarationTime");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:uuid:0c5d6a7e-5e0c-4c0b-9a57-2d9d3c8b1e11, URN:UUID:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11",
        "urn:x:1, a:1",
        "a:1, urn:x:1"
    })
    void eventThatWouldCorrectItselfIsNoted(String eventID, String corrective) {
        EventReview review = reviewWhole("{'@context':{'a':'urn:x:'}," + WHEN
                + ",'type':'ObjectEvent','action':'ADD','epcList':[],'eventID':'" + eventID
                + "','errorDeclaration':{'declarationTime':'2026-04-18T00:00:00Z','correctiveEventIDs':['urn:x:2','"
                + corrective + "']}}");

        assertThat(review.errors()).isEmpty();
        assertThat(review.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.path()).isEqualTo("$.errorDeclaration.correctiveEventIDs[1]");
            assertThat(warning.rule()).isEqualTo("correctiveEventID");
            assertThat(warning.message()).contains("another eventID");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ilmd':{'cbvmda:lotNumber':'LONG'} | $.ilmd['cbvmda:lotNumber']",
                "'ilmd':{'gs1:hasBatchLotNumber':['1',{'@value':'LONG'}]} | $.ilmd['gs1:hasBatchLotNumber'][1]['@value']",
                "'ilmd':{'lotledger:tlc':'LONG'} | $.ilmd['lotledger:tlc']",
                "'lotledger:tlc':'LONG' | $['lotledger:tlc']",
                "'lotledger:tlcSource':'LONG' | $['lotledger:tlcSource']"
            })
    void codeThatNoIndexHoldsIsRefused(String field, String path) {
        EventReview review =
                review("'type':'ObjectEvent','action':'ADD','epcList':[]," + field.replace("LONG", "Ä".repeat(401)));

        assertThat(review.errors()).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.rule()).isEqualTo("length");
        });
    }

    @Test
    void fieldNamedByTwoPrefixesOfOneNamespaceIsTwoElements() {
        assertThat(reviewWhole("{'@context':{'a':'urn:x:','b':'urn:x:'}," + WHEN
                                + ",'type':'ObjectEvent','action':'ADD','epcList':[],'a:f':'1','b:f':'2'}")
                        .errors())
                .isEmpty();
    }

    @Test
    void structuredFieldOfASensorReportIsNoAttribute() {
        String report = "{'type':'Temperature','value':1,'uom':'CEL','a:f':{'a:g':'1'},'b:f':{'a:g':'2'}}";
        assertThat(reviewWhole("{'@context':{'a':'urn:x:','b':'urn:x:'}," + WHEN
                                + ",'type':'ObjectEvent','action':'ADD','epcList':[],'sensorElementList':[{'sensorReport':["
                                + report + "]}]}")
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a':'urn:x:','b':'urn:x:' | 'sensorElementList':[{'sensorReport':[{'type':'Temperature','value':1,'uom':'CEL','a:f':'1','b:f':'2'}]}] | $.sensorElementList[0].sensorReport[0]['b:f']",
                "'a':'urn:x:','b':'urn:x:' | 'a:o':{'@a:f':'1','@b:f':'2'} | $['a:o']['@b:f']",
                "'a':'http://www.w3.org/2000/xmlns/' | 'a:f':'1' | $['a:f']",
                "'a':'http://www.w3.org/XML/1998/namespace' | 'a:f':'1' | $['a:f']",
                "'xml':'http://www.w3.org/XML/1998/namespace','a':'http://www.w3.org/XML/1998/namespace' | 'xml:f':'1','a:g':'1' | $['a:g']",
                "'a':'urn:epcglobal:epcis:xsd:2' | 'a:f':'1' | $['a:f']"
            })
    void nameThatXmlCannotGiveBackIsRefused(String context, String fields, String path) {
        String event = "{'@context':{" + context + "}," + WHEN + ",'type':'ObjectEvent','action':'ADD','epcList':[],";

        assertThat(reviewWhole(event + fields + "}").errors()).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.rule()).isEqualTo("prefix");
        });
        assertThat(reviewWhole(event + "'lotledger:note':'x'}").errors())
                .as("a declaration alone does no harm")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "urn:epc:id:sgln:4012345.00005, with '.0'",
        "urn:epc:id:sgln:4012345.00005.123456789012345678901, 20 characters",
        "urn:epc:id:pgln:4012345.00005.0, two parts",
        "urn:epc:id:sgtin:4012345.012345.123456789012345678901, 20 characters",
        "urn:epc:id:sgtin:4012345.012345.a/b, %2F",
        "urn:epc:id:sgtin:4012345.012345.a%23b, the character '#'",
        "urn:epc:class:lgtin:4012345.012345.L%20987, the character ' '",
        "urn:epc:class:lgtin:4012345.012345.Lötz, the character 'ö'",
        "urn:epc:id:upui:1234567.098765.12345678901234567890123456789, 28 characters",
        "urn:epc:id:itip:4012345.011111.01.02.123456789012345678901, 20 characters",
        "urn:epc:id:grai:4012345.00022.12345678901234567, 16 characters",
        "urn:epc:id:gdti:0614141.00001.123456789012345678, 17 characters",
        "urn:epc:id:giai:4000001.123456789012345678901234, 30 characters",
        "urn:epc:id:ginc:0614141.123456789012345678901234, 30 characters",
        "urn:epc:id:sgcn:4012345.00022.9x9, digits",
        "urn:epc:id:sgcn:4012345.00022.1234567890123, 12 digits",
        "urn:epc:id:cpi:0614141.123456789012345678901234.1, 30 characters",
        "urn:epc:id:cpi:0614141.11a.1, the character 'a'",
        "urn:epc:id:cpi:0614141.11A.012, without leading zeros",
        "urn:epc:id:cpi:0614141.11A.1x, digits",
        "URN:EPC:ID:SGLN:4012345.00005, with '.0'"
    })
    void epcThatOtherSystemsRefuseIsTakenWithAWarning(String epc, String named) {
        EventReview review = review("'type':'ObjectEvent','action':'OBSERVE','epcList':['" + epc + "']");

        assertThat(review.errors()).isEmpty();
        assertThat(review.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.path()).isEqualTo("$.epcList[0]");
            assertThat(warning.rule()).isEqualTo("identifier");
            assertThat(warning.message()).contains(named);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:id:sgln:4012345.00005.0",
                "urn:epc:id:sgln:4012345.00005.12345678901234567890",
                "urn:epc:id:sgln:401234512345..0",
                "urn:epc:id:pgln:4012345.00005",
                "urn:epc:id:sgtin:4012345.012345.!%22%25%26()*+,-.%2F",
                "urn:epc:id:sgtin:4012345.012345.09:;%3C=%3E%3FAZ_az",
                "urn:epc:class:lgtin:4012345.012345.12345678901234567890",
                "urn:epc:id:giai:4000001.12345678901234567890123",
                "urn:epc:id:gdti:0614141.00001.1618034",
                "urn:epc:id:sgcn:4012345.00022.099",
                "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.0",
                "urn:epc:id:itip:4012345.011111.01.02.987",
                "urn:epc:idpat:sgtin:4012345.066666.*",
                "urn:epc:idpat:grai:4012345.00022.*",
                "urn:epc:idpat:cpi:0614141.11A.*",
                "urn:epc:idpat:itip:4012345.011111.01.02.*"
            })
    void epcOfGs1sTagDataStandardHasNoWarning(String epc) {
        EventReview review = review("'type':'ObjectEvent','action':'OBSERVE','epcList':[" + '"' + epc + '"' + "]");

        assertThat(review.errors()).isEmpty();
        assertThat(review.warnings()).isEmpty();
    }

    @Test
    void identifierHasNoControlCharacter() {
        assertThat(review("'type':'ObjectEvent','action':'ADD','epcList':['urn:x:\\u001d1','urn:x:\\uffff1']")
                        .errors())
                .extracting(Violation::path)
                .containsExactly("$.epcList[0]", "$.epcList[1]");
    }

    @Test
    void typeThatNoIndexHoldsIsRefused() {
        assertThat(review("'type':'urn:acme:" + "x".repeat(800) + "'").errors())
                .extracting(Violation::path)
                .containsExactly("$.type");
    }

    private static EventReview review(String fields) {
        return reviewWhole("{'@context':{'ext':'https://ext.example/'}," + WHEN + "," + fields + "}");
    }

    private static EventReview reviewWhole(String event) {
        String document =
                "{'@context':{},'type':'EPCISDocument','schemaVersion':'2.0','creationDate':'2026-04-17T00:00:00Z',"
                        + "'epcisBody':{'eventList':[" + event + "]}}";
        String json = document.replace("LOT", LOT)
                .replace("OTHER", OTHER)
                .replace("SSCC", SSCC)
                .replace("BT", BT)
                .replace('\'', '"');
        Collected read = new Collected();
        DocumentReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), read);
        EventReview review = new EventRules(NOW).review(read.events.get(0));
        return new EventReview(fromEvent(review.errors()), fromEvent(review.warnings()));
    }

    /** Violations with paths relative to the event. */
    private static List<Violation> fromEvent(List<Violation> violations) {
        return violations.stream()
                .map(v -> new Violation(
                        v.path().replace("$.epcisBody.eventList[0]", "$"), v.rule(), v.message(), v.value()))
                .toList();
    }
}

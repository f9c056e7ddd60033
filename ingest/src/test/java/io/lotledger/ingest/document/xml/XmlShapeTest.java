package io.lotledger.ingest.document.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that an event in XML holds is left out without a word. */
class XmlShapeTest {
    private static final String EVENT = """
            <ObjectEvent xmlns:x="https://x.example/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <eventTime>2026-04-17T09:26:42Z</eventTime>
            <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
            <errorDeclaration>
            <declarationTime>2026-04-18T09:26:42Z</declarationTime>
            <correctiveEventIDs>
            <correctiveEventID>urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8</correctiveEventID>
            </correctiveEventIDs>
            </errorDeclaration>
            <epcList>
            <epc>urn:epc:id:sgtin:4012345.012345.7</epc>
            </epcList>
            <action>ADD</action>
            <readPoint>
            <id>https://id.gs1.org/414/4012345000054</id>
            </readPoint>
            <bizTransactionList>
            <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:x:1</bizTransaction>
            </bizTransactionList>
            <quantityList>
            <quantityElement>
            <epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>
            <quantity>12</quantity>
            </quantityElement>
            </quantityList>
            <sensorElementList>
            <sensorElement>
            <sensorReport type="Temperature" value="1"/>
            </sensorElement>
            </sensorElementList>
            <ilmd>
            <x:a>1</x:a>
            </ilmd>
            </ObjectEvent>
            """;

    private final EventRules rules = new EventRules(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<epcList> | <epcList>lost | line 10, | text",
                "<epcList> | <epcList x:unit='KGM'> | line 10, | x:unit",
                "<epcList> | <epcList><x:epc>urn:x:2</x:epc> | line 10, | x:epc",
                "<epc> | <epc x:n='1'> | line 11, | x:n",
                "7</epc> | 7<x:b/></epc> | line 11, | x:b",
                "<action> | <action x:n='1'> | line 13, | x:n",
                "<readPoint> | <readPoint x:n='1'> | line 14, | x:n",
                "<readPoint> | <readPoint>lost | line 14, | text",
                "<id> | <id n='1'> | line 15, | 'n'",
                "<bizTransactionList> | <bizTransactionList>lost | line 17, | text",
                "<bizTransaction type | <bizTransaction bizTransaction='urn:x:2' type | line 18, | bizTransaction",
                "1</bizTransaction> | 1<x:b/></bizTransaction> | line 18, | x:b",
                "<quantityElement> | <quantityElement x:n='1'> | line 21, | x:n",
                "<quantityElement> | <quantityElement>lost | line 21, | text",
                "<quantity> | <quantity unit='KGM'> | line 23, | unit",
                "12</quantity> | 12<x:b/></quantity> | line 23, | x:b",
                "<sensorElement> | <sensorElement x:n='1'> | line 27, | x:n",
                "value=\"1\"/> | value='1'>lost</sensorReport> | line 28, | text",
                "<ilmd> | <ilmd>lost | line 31, | text",
                "<ilmd> | <ilmd n='1'> | line 31, | '@n'",
                "<x:a> | <x:a context='1'> | line 32, | context",
                "<x:a> | <x:a list='1'> | line 32, | list",
                "<x:a> | <x:a reverse='true'> | line 32, | reverse",
                "<correctiveEventIDs> | <correctiveEventIDs>lost | line 6, | text",
                "<eventTime> | lost<eventTime> | line 1, | text",
                "<ObjectEvent  | <ObjectEvent n='1'  | line 1, | '@n'",
                "<ilmd> | <extension x:n='1'><x:c>1</x:c></extension><ilmd> | line 31, | x:n",
            })
    void whatHasNoPlaceInJsonIsRefusedWithItsLine(String part, String sent, String line, String named) {
        List<Violation> errors = errors(EVENT.replace(part, sent));

        assertThat(errors).anySatisfy(error -> {
            assertThat(error.path()).startsWith(line);
            assertThat(error.message()).contains(named);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<action> | <epcList><epc>urn:x:2</epc></epcList><action> | line 13, | put the elements of both into one",
                "<sensorElementList> | <extension><quantityList/></extension><sensorElementList> | line 26, | put the elements of both into one",
                "<readPoint> | <action>OBSERVE</action><readPoint> | line 14, | remove one",
                "</readPoint> | <id>urn:x:3</id></readPoint> | line 16, | id' occurs twice",
                "<quantity> | <quantity>13</quantity><quantity> | line 23, | quantity' occurs twice",
                "<correctiveEventIDs> | <declarationTime>2026-04-18T09:26:42Z</declarationTime><correctiveEventIDs> | line 6, | declarationTime' occurs twice",
            })
    void elementThatTheStandardHasOnceIsRefusedTheSecondTime(String part, String sent, String line, String named) {
        List<Violation> errors = errors(EVENT.replace(part, sent));

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.path()).startsWith(line);
            assertThat(error.message()).contains(named);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensorReport type='Temperature'", "sensorMetadata"})
    void textInASensorsPartIsToldThatItsFieldsAreAttributes(String part) {
        String name = part.replaceFirst(" .*", "");

        assertThat(errors(EVENT.replace("<sensorElement>", "<sensorElement><" + part + ">lost</" + name + ">")))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.path()).isEqualTo("line 27, column 16");
                    assertThat(error.message())
                            .isEqualTo("'" + name
                                    + "' has attributes, and no text; give the text an attribute, one of EPCIS"
                                    + " 2.0 or of your own namespace");
                });
    }

    @Test
    void allFaultsAreListed() {
        List<Violation> errors = errors(EVENT.replace("<epcList>", "<epcList x:n='1'>lost")
                .replace("<ilmd>", "<ilmd>lost")
                .replace(">ADD<", ">ADDED<"));

        assertThat(errors)
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(
                        "line 13, column 1", "line 10, column 1", "line 10, column 1", "line 31, column 1");
    }

    @Test
    void attributesOfTheSchemaAreNoFault() {
        String typed = EVENT.replace("<bizTransaction ", "<bizTransaction xsi:type='BusinessTransactionType' ")
                .replace("<ObjectEvent ", "<ObjectEvent xsi:type='ObjectEventType' ")
                .replace("<ilmd>", "<ilmd xsi:type='ILMDType'>")
                .replace("<epc>", "<epc xsi:type='EPC'>");

        assertThat(errors(typed)).isEmpty();
        assertThat(read(typed, DocumentFormat.XML).node())
                .isEqualTo(read(EVENT, DocumentFormat.XML).node());
    }

    @ParameterizedTest
    @EnumSource
    void foreignAttributesAreAnsweredAndCapturedAgain(DocumentFormat format) {
        SentEvent sent = read(
                EVENT.replace("<ObjectEvent ", "<ObjectEvent x:by='Ann' ")
                        .replace("<ilmd>", "<ilmd x:by='Bob'>")
                        .replace("<errorDeclaration>", "<errorDeclaration x:by='Cleo'>"),
                DocumentFormat.XML);
        assertThat(rules.review(sent).errors()).isEmpty();

        SentEvent again = read(written(sent, format), format);

        assertThat(rules.review(again).errors()).isEmpty();
        assertThat(List.of("/@x:by", "/ilmd/@x:by", "/errorDeclaration/@x:by"))
                .extracting(path -> again.node().at(path).asString())
                .containsExactly("Ann", "Bob", "Cleo");
        assertThat(again.hash()).isEqualTo(sent.hash());
        assertThat(EventContent.digest(again.node(), again.context()))
                .isEqualTo(EventContent.digest(sent.node(), sent.context()));
    }

    private List<Violation> errors(String event) {
        SentEvent sent = read(event, DocumentFormat.XML);
        return rules.review(sent).at(sent::placeOf).errors();
    }

    private static String written(SentEvent event, DocumentFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KeptEvent kept = new KeptEvent(BareEvent.of(event, "urn:uuid:1"), Instant.EPOCH);
        EpcisDocuments.write(format, "SimpleEventQuery", List.of(kept), Instant.EPOCH, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static SentEvent read(String document, DocumentFormat format) {
        Collected read = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), read);
        assertThat(read.events).hasSize(1);
        return read.events.get(0);
    }
}

package io.lotledger.ingest.capture.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.json.CaptureDocument;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the attributes of GS1's and partners' documents. */
class AttributeNamesTest {

    @Test
    void addressOfGs1sExampleIsReadInXml() {
        Map<String, List<String>> place = xml("""
                <attribute id="http://epcis.example.com/mda/address"><ex:Address xmlns:ex="http://epcis.example.com/ns">\
                <Street>100 Nowhere Street</Street><City>Fancy</City><State>DC</State><Zip>99999</Zip></ex:Address></attribute>""");

        assertThat(place)
                .containsEntry("street", List.of("100 Nowhere Street"))
                .containsEntry("city", List.of("Fancy"))
                .containsEntry("state", List.of("DC"))
                .containsEntry("zip", List.of("99999"));
    }

    @Test
    void addressInGs1sWebVocabularyIsRead() {
        Map<String, List<String>> place = json("""
                {"id":"gs1:physicalLocationName","attribute":"Valley Packing"},
                {"id":"gs1:address","attribute":{"type":"gs1:PostalAddress","gs1:streetAddress":"1 Row",
                  "gs1:addressLocality":"Salinas","gs1:addressCountry":{"gs1:countryCode":"US"}}},
                {"id":"gs1:geo","attribute":{"gs1:latitude":36.67,"gs1:longitude":-121.65}}""");

        assertThat(place)
                .containsEntry("physicalLocationName", List.of("Valley Packing"))
                .containsEntry("streetAddress", List.of("1 Row"))
                .containsEntry("addressLocality", List.of("Salinas"))
                .containsEntry("countryCode", List.of("US"))
                .containsEntry("latitude", List.of("36.67"))
                .containsEntry("address", List.of());
    }

    @Test
    void contactOfAPlaceGivesItsPhoneAndNeitherNameNorAddress() {
        Map<String, List<String>> place = json("""
                {"id":"gs1:contactPoint","attribute":[
                  {"gs1:name":"Jane","gs1:telephone":"1","gs1:address":{"gs1:addressLocality":"Fresno"}},
                  {"gs1:name":"Joe","gs1:telephone":"2"}]},
                {"id":"gs1:telephone","attribute":"3"}""");

        assertThat(place)
                .containsEntry("telephone", List.of("3", "1", "2"))
                .containsEntry("name", List.of())
                .containsEntry("addressLocality", List.of())
                .containsEntry("contactPoint.name", List.of("Jane", "Joe"));
    }

    @Test
    void nameInAnObjectIsTheObjectsAndNotTheProducts() {
        assertThat(json("{\"id\":\"gs1:brand\",\"attribute\":{\"name\":\"Acme\"}}"))
                .containsEntry("brand", List.of("Acme"))
                .containsEntry("name", List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'gs1:netContent','attribute':{'type':'gs1:QuantitativeValue','gs1:value':12,'gs1:unitCode':'KGM'}}",
                "{'id':'cbvmda:netContent','attribute':{'@value':'12','measurementUnitCode':'KGM'}}",
                "{'id':'cbvmda:netContent','attribute':'12','measurementUnitCode':'KGM'}",
                "{'id':'cbvmda:netContent','attribute':12},{'id':'cbvmda:measurementUnitCode','attribute':'KGM'}",
                "{'id':'cbvmda:netContent','attribute':12},{'id':'cbvmda:netContentUOM','attribute':'KGM'}",
                "{'id':'cbvmda:netContent','attribute':'12'},{'id':'uom','attribute':'KGM'}"
            })
    void quantityHasItsUnit(String attributes) {
        assertThat(json(attributes.replace('\'', '"'))).containsEntry("netContent", List.of("12 KGM"));
    }

    @Test
    void quantityInXmlHasItsUnit() {
        assertThat(xml("<attribute id=\"urn:epcglobal:cbv:mda#netContent\" measurementUnitCode=\"KGM\">12</attribute>"))
                .containsEntry("netContent", List.of("12 KGM"));
    }

    @Test
    void severalQuantitiesKeepTheirUnits() {
        assertThat(json("""
                {"id":"gs1:netContent","attribute":[{"gs1:value":"12","gs1:unitCode":"H87"},
                  {"gs1:value":"340","gs1:unitCode":"GRM"}]}""")).containsEntry("netContent", List.of("12 H87", "340 GRM"));
    }

    @Test
    void quantityWithoutAUnitStaysAsItIs() {
        assertThat(json("{\"id\":\"cbvmda:netContent\",\"attribute\":\"12 CT\"}"))
                .containsEntry("netContent", List.of("12 CT"));
    }

    @Test
    void englishComesFirstThenWhatHasNoLanguage() {
        List<String> inOrder = List.of("Lettuce", "L-12", "Laitue");

        assertThat(json("""
                {"id":"gs1:productName","attribute":[{"@value":"Laitue","@language":"fr"},
                  {"@value":"Lettuce","@language":"en-US"}]},{"id":"gs1:productName","attribute":"L-12"}""")).containsEntry("productName", inOrder);
        assertThat(json("""
                {"id":"cbvmda:productName","attribute":{"value":"Laitue","languageCode":"fr"}},
                {"id":"cbvmda:productName","attribute":"Lettuce","@language":"en"},
                {"id":"cbvmda:productName","attribute":"L-12"}""")).containsEntry("productName", inOrder);
        assertThat(xml("""
                <attribute id="urn:epcglobal:cbv:mda#productName" xml:lang="fr">Laitue</attribute>
                <attribute id="urn:epcglobal:cbv:mda#productName">L-12</attribute>
                <attribute id="urn:epcglobal:cbv:mda#productName" languageCode="en">Lettuce</attribute>""")).containsEntry("productName", inOrder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cbvmda:name",
                "urn:epcglobal:cbv:mda#name",
                "urn:epcglobal:cbv:mda:name",
                "gs1:name",
                "https://gs1.org/voc/name",
                "https://ref.gs1.org/voc/name",
                "NAME",
                "Name"
            })
    void nameIsKnownInEverySpelling(String name) {
        assertThat(AttributeNames.byLocalName(Map.of(name, List.of("A")))).containsEntry("name", List.of("A"));
    }

    @Test
    void whatWasSentCanBeWrittenAgain() {
        SentMasterData sent = read(document("""
                {"id":"gs1:contactPoint","attribute":[{"name":"Jane","telephone":["1","9"]},{"telephone":"2"}]},
                {"id":"gs1:netContent","attribute":[{"value":"12","unitCode":"H87"},{"@value":"3","unitCode":"GRM"}]},
                {"id":"gs1:productName","attribute":["A",{"@value":"Laitue","@language":"fr"}]},
                {"id":"gs1:address","attribute":{"addressCountry":{"countryCode":"US"}}},
                {"id":"gs1:empty","attribute":{}}"""), DocumentFormat.JSON);

        String again =
                new String(CaptureDocument.write(List.of(sent), List.of(), Instant.EPOCH), StandardCharsets.UTF_8);

        assertThat(read(again, DocumentFormat.JSON).attributes()).isEqualTo(sent.attributes());
    }

    private static Map<String, List<String>> json(String attributes) {
        return AttributeNames.byLocalName(
                read(document(attributes), DocumentFormat.JSON).attributes());
    }

    private static Map<String, List<String>> xml(String attributes) {
        String document = """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" \
                creationDate="2026-04-17T11:26:42Z"><EPCISHeader><extension><EPCISMasterData><VocabularyList>\
                <Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>\
                <VocabularyElement id="https://id.gs1.org/414/0614141000029">ATTRIBUTES</VocabularyElement>\
                </VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>\
                <EPCISBody/></epcis:EPCISDocument>""".replace("ATTRIBUTES", attributes);
        return AttributeNames.byLocalName(read(document, DocumentFormat.XML).attributes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {">", "@", ">@", "@value", "name>", ">>name", "a>>b", "[1]", ">[1]", "@>value", "#", "name>@"})
    void anyNameOfAnAttributeIsReadAndWrittenAgain(String name) {
        Map<String, List<String>> sent =
                Map.of(name, List.of("V"), "cbvmda:name", List.of("Valley"), "uom", List.of("LB"));

        assertThat(AttributeNames.byLocalName(sent).getOrDefault("name", List.of()))
                .contains("Valley");
        assertThat(NestedAttributes.innermost(name)).isNotNull();
        SentMasterData element = new SentMasterData("$", "Location", "https://id.gs1.org/414/0614141000029", sent);
        byte[] document = CaptureDocument.write(List.of(element), List.of(), Instant.EPOCH);
        assertThat(AttributeNames.byLocalName(read(new String(document, StandardCharsets.UTF_8), DocumentFormat.JSON)
                                .attributes())
                        .getOrDefault("name", List.of()))
                .contains("Valley");
    }

    private static String document(String attributes) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-17T11:26:42Z","epcisHeader":{"epcisMasterData":{
                 "vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                 {"id":"https://id.gs1.org/414/0614141000029","attributes":[ATTRIBUTES]}]}]}},
                 "epcisBody":{"eventList":[]}}""".replace("ATTRIBUTES", attributes);
    }

    private static SentMasterData read(String document, DocumentFormat format) {
        Collected collected = new Collected();
        EpcisDocuments.read(format, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), collected);
        return collected.masterData.get(0);
    }
}

package io.lotledger.projections.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownMasterDataTest {
    private static final LotKey ROMAINE =
            LotKey.of("urn:epc:class:lgtin:0614141.107346.R1").orElseThrow();

    @Test
    void oneGlnAnswersInEveryForm() {
        MasterData known = known(element("Location", "urn:epc:id:sgln:0614141.00777.0", 1, "name", "Cooler"));

        for (String form : List.of(
                "urn:epc:id:sgln:0614141.00777.0",
                "urn:epc:id:pgln:0614141.00777",
                "https://id.gs1.org/414/0614141007776",
                "https://brand.example/x/417/0614141007776",
                "0614141007776")) {
            assertThat(known.location(form).first("name")).as(form).contains("Cooler");
        }
        assertThat(known.location("https://id.gs1.org/414/0614141007790")).isEqualTo(Attributes.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:gdst:plant.example:product:lot:class:plant.cod.7, urn:gdst:plant.example:product:class:plant.cod",
        "urn:gdst:plant.example:product:lot:class:plant.cod.L.7, URN:GDST:plant.example:product:class:plant.cod",
        "urn:gdst:plant.example:product:lot:class:plant.cod.7, urn:gdst:plant.example:product:class:plant.cod.*",
        "urn:acme:product:cod:lot:7, urn:acme:product:cod",
        "urn:acme:product:cod.7, urn:acme:product:cod.*",
        "https://acme.example/products/cod/lots/7, https://acme.example/products/cod"
    })
    void lotOfASchemeFindsTheClassItIsOf(String lot, String described) {
        MasterData known = known(
                element("EPCClass", described, 1, "productName", "Cod"),
                element("EPCClass", described.replace("cod", "co"), 2, "productName", "Another"),
                element("Location", "urn:acme:product:cod:lot", 3, "productName", "A place"));

        assertThat(known.product(LotKey.of(lot).orElseThrow()).first("productName"))
                .contains("Cod");
    }

    @Test
    void placeThatIsNoGs1KeyAnswersInEverySpelling() {
        MasterData known = known(element("Location", "HTTPS://Acme.example:443/sites/%41", 1, "name", "Site A"));

        assertThat(known.location("https://acme.example/sites/A").first("name")).contains("Site A");
        assertThat(known.location("https://acme.example/sites/a")).isEqualTo(Attributes.NONE);
    }

    @Test
    void partOfAPlaceAnswersBeforeThePlace() {
        MasterData known = known(
                element("Location", "urn:epc:id:sgln:0614141.00777.0", 2, "name", "Farm", "city", "Salinas"),
                element("Location", "urn:epc:id:sgln:0614141.00777.7", 1, "name", "Field 7"));

        Attributes field = known.location("https://id.gs1.org/414/0614141007776/254/7");
        assertThat(field.first("name")).contains("Field 7");
        assertThat(field.first("city")).contains("Salinas");
        assertThat(known.location("urn:epc:id:sgln:0614141.00777.0").first("name"))
                .contains("Farm");
    }

    @Test
    void anotherPartOfThePlaceAnswersOnlyWhenNothingElseDoes() {
        MasterData known = known(element("Location", "urn:epc:id:sgln:0614141.00777.7", 1, "name", "Field 7"));

        assertThat(known.location("urn:epc:id:sgln:0614141.00777.0").first("name"))
                .contains("Field 7");
    }

    /** Nobody stated an address that is made of two. */
    @Test
    void placeThatOnlySeveralPartsDescribeIsWhatAllOfThemSay() {
        MasterData known = known(
                element("Location", "urn:epc:id:sgln:0614141.00777.A", 1, "name", "Alpha", "city", "Fresno"),
                element("Location", "urn:epc:id:sgln:0614141.00777.A", 1, "telephone", "+1 111"),
                element("Location", "urn:epc:id:sgln:0614141.00777.B", 2, "name", "Beta", "city", "Fresno"));

        for (String uri : List.of("urn:epc:id:sgln:0614141.00777.0", "https://id.gs1.org/414/0614141007776/254/C")) {
            Attributes of = known.location(uri);
            assertThat(of.first("city")).contains("Fresno");
            assertThat(of.first("name")).isEmpty();
            assertThat(of.first("telephone")).isEmpty();
        }
    }

    @Test
    void partOfAPlaceHasOnlyItsOwnNameInAnyFormOfItsUri() {
        MasterData known = known(
                element("Location", "urn:epc:id:sgln:0614141.00777.0", 1, "name", "Farm"),
                element("Location", "urn:epc:id:sgln:0614141.00777.F12", 1, "name", "North Field 12"));

        assertThat(known.ownLocation("https://id.gs1.org/414/0614141007776/254/F12")
                        .first("name"))
                .contains("North Field 12");
        assertThat(known.ownLocation("urn:epc:id:sgln:0614141.00777.F13").first("name"))
                .isEmpty();
    }

    @Test
    void newestOfEquallyNearMatchesSuppliesEachAttribute() {
        MasterData known = known(
                element("Location", "https://id.gs1.org/414/0614141007776", 1, "name", "Old", "phone", "1"),
                element("Party", "https://id.gs1.org/417/0614141007776", 2, "name", "New"));

        Attributes of = known.location("0614141007776");
        assertThat(of.first("name")).contains("New");
        assertThat(of.first("phone")).contains("1");
    }

    @Test
    void partOfAPlaceIsCalledByItsOwnNameWhateverTheAttributeIsCalled() {
        MasterData known = known(
                element(
                        "Location",
                        "urn:epc:id:sgln:0614141.00777.0",
                        2,
                        "name",
                        "Farm",
                        "streetAddressTwo",
                        "Suite 1"),
                element(
                        "Location",
                        "urn:epc:id:sgln:0614141.00777.7",
                        1,
                        "physicalLocationName",
                        "Field 7",
                        "streetAddress",
                        "9 Gate Road"));

        Attributes field = known.location("https://id.gs1.org/414/0614141007776/254/7");
        assertThat(field.first(DescribedColumn.BUSINESS_NAME)).contains("Field 7");
        assertThat(field.first(DescribedColumn.STREET)).contains("9 Gate Road");
    }

    @Test
    void lotIsCalledByItsOwnNameWhateverTheAttributeIsCalled() {
        MasterData known = known(
                element("EPCClass", "urn:epc:idpat:sgtin:0614141.107346.*", 2, "productName", "Romaine"),
                element("EPCClass", "urn:epc:class:lgtin:0614141.107346.R1", 1, "descriptionShort", "Romaine R1"));

        assertThat(known.product(ROMAINE).first(DescribedColumn.PRODUCT_NAME)).contains("Romaine R1");
    }

    @Test
    void productAnswersByLotThenByGtin() {
        MasterData known = known(
                element("EPCClass", "urn:epc:idpat:sgtin:0614141.107346.*", 5, "productName", "Romaine", "brand", "B"),
                element("EPCClass", "https://brand.example/01/10614141073464/10/R1", 1, "productName", "Romaine R1"),
                element("EPCClass", "https://id.gs1.org/01/10614141073464/10/R2", 9, "productName", "Romaine R2"));

        assertThat(known.product(ROMAINE).first("productName")).contains("Romaine R1");
        assertThat(known.product(ROMAINE).first("brand")).contains("B");
        LotKey other = LotKey.of("urn:epc:class:lgtin:0614141.107346.R3").orElseThrow();
        assertThat(known.product(other).first("productName")).contains("Romaine");
    }

    @Test
    void classThatIsNoGs1KeyAnswersByItself() {
        LotKey bin = LotKey.of("urn:farm:bin:7").orElseThrow();
        assertThat(known(element("EPCClass", "urn:farm:bin:7", 1, "productName", "Bin"))
                        .product(bin)
                        .first("productName"))
                .contains("Bin");
    }

    @Test
    void attributesAreKnownByTheirLocalName() {
        Attributes attributes = Element.byLocalName(
                Map.of("urn:epcglobal:cbv:mda#name", List.of("A"), "https://gs1.org/voc/city", List.of("B")));

        assertThat(attributes.first("name")).contains("A");
        assertThat(attributes.first("city")).contains("B");
    }

    private static MasterData known(Element... elements) {
        return new KnownMasterData(List.of(elements));
    }

    private static Element element(String vocabulary, String id, long since, String... attributes) {
        Map<String, List<String>> values = attributes.length == 2
                ? Map.of(attributes[0], List.of(attributes[1]))
                : Map.of(attributes[0], List.of(attributes[1]), attributes[2], List.of(attributes[3]));
        return new Element(vocabulary, id, since, new Description(values, Map.of(), Description.NEVER));
    }
}

package io.lotledger.projections.cte;

import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formatting of single cells. */
class CellsTest {

    @ParameterizedTest
    @CsvSource({"25000,25000", "2.5E+4,25000", "12.50,12.5", "0.0,0", "1E-3,0.001", "100,100"})
    void quantitiesArePlainNumbers(String sent, String printed) {
        assertThat(text(QuantityText.of(new BigDecimal(sent), "LBR"))).isEqualTo(printed + " pounds");
    }

    @ParameterizedTest
    @CsvSource({
        "LBR,pounds", "KGM,kilograms", "CS,cases", "CR,crates", "EA,each", "BX,boxes", "PF,pallets (lift)",
                "TNE,tonnes",
        "ONZ,ounces", "GRM,grams", "LTR,liters", "GLL,gallons", "CT,cartons", "BG,bags", "BJ,buckets", "H87,pieces",
        "XCS,cases", "XPX,pallets", "XPL,pails", "XBU,butts", "XPR,plastic containers", "PTL,liquid pints", "ZZZ,ZZZ",
                "XZZ,XZZ"
    })
    void unitsArePlainWordsAndUnknownOnesStayCodes(String uom, String words) {
        assertThat(UnitOfMeasure.inWords(uom)).isEqualTo(words);
    }

    @Test
    void noUnitIsEach() {
        assertThat(text(QuantityText.of(BigDecimal.TEN, null))).isEqualTo("10 each");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-16,02/16/2026",
        "2026-02-16T23:59:59-08:00,02/16/2026",
        "02/16/2026,02/16/2026",
        "2026-02-31,2026-02-31",
        "spring,spring"
    })
    void datesWrittenByPartnersAreReadWhereTheyAreIso(String written, String printed) {
        assertThat(text(CivilDate.ofText(Optional.of(written)))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:epcglobal:cbv:bt:0952000000001:PO%2F12:3,PO/12:3",
        "urn:epcglobal:cbv:bt:0952000000001:a+b,a+b",
        "urn:epcglobal:cbv:bt:0952000000001:100%,100%",
        "https://id.gs1.org/253/0952000000001123,0952000000001123",
        "HTTPS://docs.example/253/0952000000001PO%2f1,0952000000001PO/1",
        "urn:epc:id:gdti:0614141.00001.1618034,06141410000121618034",
        "https://id.gs1.org/401/0614141xyz47%2F11,0614141xyz47/11",
        "https://docs.example/orders/17,https://docs.example/orders/17"
    })
    void documentNumberIsThePartAfterTheGln(String sent, String printed) {
        assertThat(text(ReferenceDocumentReader.of(List.of(new BizTransaction("po", sent)))
                        .number()))
                .isEqualTo(printed);
    }

    @Test
    void documentTypesAreWordsAndPartnersOwnAreTheirLastSegment() {
        ReferenceDocuments documents = ReferenceDocumentReader.of(List.of(
                new BizTransaction("inv", "urn:epcglobal:cbv:bt:1:1"),
                new BizTransaction("https://farm.example/papers/Harvest%20Log", "urn:epcglobal:cbv:bt:1:2"),
                new BizTransaction("urn:farm:paper:Work%20Order", "urn:epcglobal:cbv:bt:1:3"),
                new BizTransaction(null, "urn:epcglobal:cbv:bt:1:4"),
                new BizTransaction("inv", "urn:epcglobal:cbv:bt:1:1")));

        assertThat(text(documents)).isEqualTo("Invoice 1 | Harvest Log; Work Order; Reference Document 2; 3; 4");
    }

    @Test
    void noDocumentIsMissingAndASecondIsNotNeeded() {
        assertThat(text(ReferenceDocumentReader.of(List.of()))).isEqualTo("missing missing | n/a n/a");
    }

    @Test
    void placeIsDescribedByTheFirstNamesWithAValue() {
        LocationDescriptions places = new LocationDescriptions(KnownFacts.none()
                .place(
                        PACKER,
                        "partyName",
                        "Party",
                        "organizationName",
                        "Organisation",
                        "phoneNumber",
                        "1",
                        "streetAddressOne",
                        "1 Main",
                        "streetAddressTwo",
                        "Suite 2",
                        "address",
                        "ignored",
                        "addressLocality",
                        "Yuma",
                        "addressRegion",
                        "AZ",
                        "addressCountry",
                        "US"));

        LocationDescription place = places.describe(PACKER);

        assertThat(text(place.businessName())).isEqualTo("Organisation");
        assertThat(text(place.phone())).isEqualTo("1");
        assertThat(text(place.street())).isEqualTo("1 Main, Suite 2");
        assertThat(text(place.city())).isEqualTo("Yuma");
        assertThat(text(place.state())).isEqualTo("AZ");
        assertThat(text(place.zip())).isEqualTo("missing");
        assertThat(text(place.country())).isEqualTo("US");
    }

    @Test
    void placeWithoutAStreetShowsItsCoordinates() {
        LocationDescriptions places =
                new LocationDescriptions(KnownFacts.none().place(PACKER, "latitude", "36.67", "longitude", "-121.65"));

        assertThat(text(places.describe(PACKER).street())).isEqualTo("36.67, -121.65");
    }

    @Test
    void placeAndFoodWithoutMasterDataAreIdentifiedAndRemainGaps() {
        LocationDescription place = new LocationDescriptions(KnownFacts.none()).describe(PACKER);
        ProductDescription food = new ProductDescriptions(KnownFacts.none())
                .describe(packedRomaine().key());

        assertThat(text(place.businessName())).startsWith("GLN 09520014");
        assertThat(place.businessName().isGap()).isTrue();
        assertThat(text(food.productName())).startsWith("GTIN 0");
        assertThat(food.productName().isGap()).isTrue();
        assertThat(food.brand()).isEqualTo(Kde.MISSING);
        assertThat(food.packagingSize()).isEqualTo(Kde.MISSING);
    }

    @Test
    void brandOfDescribedFoodIsNotApplicable() {
        ProductDescription food = new ProductDescriptions(KnownFacts.none()
                        .product(
                                packedRomaine(),
                                "descriptionShort",
                                "Romaine",
                                "variantDescription",
                                "Hearts",
                                "netContent",
                                "2 lb"))
                .describe(packedRomaine().key());

        assertThat(text(food.productName())).isEqualTo("Romaine");
        assertThat(text(food.brand())).isEqualTo("n/a");
        assertThat(text(food.variety())).isEqualTo("Hearts");
        assertThat(text(food.packagingSize())).isEqualTo("2 lb");
        assertThat(text(food.packagingStyle())).isEqualTo("missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u200b", "\ufeff", "\u3000 \u2003"})
    void invisibleTextIsMissing(String sent) {
        assertThat(Kde.of(sent)).isEqualTo(Kde.MISSING);
    }

    @Test
    void invisibleUnitIsAGap() {
        assertThat(QuantityText.of(BigDecimal.TEN, "\u200b").unit().isGap()).isTrue();
    }
}

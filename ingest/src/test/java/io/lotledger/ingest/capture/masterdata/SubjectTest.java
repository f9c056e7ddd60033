package io.lotledger.ingest.capture.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.vocabulary.DescribedColumn.Of;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
    @ParameterizedTest
    @CsvSource({
        "Location, urn:epc:id:sgln:0614141.00777.0",
        "Location, URN:EPC:id:sgln:0614141.00777.0",
        "Party, urn:epc:id:pgln:0614141.00777",
        "Location, https://id.gs1.org/414/0614141007776",
        "Party, https://brand.example/x/417/0614141007776",
        "Location, 0614141007776",
        "urn:epcglobal:epcis:vtype:ReadPoint, https://id.gs1.org/414/0614141007776?a=1"
    })
    void everySpellingOfAGlnIsOnePlace(String vocabulary, String id) {
        assertThat(Subject.of(vocabulary, id)).isEqualTo(new Subject(Of.PLACE, "https://id.gs1.org/414/0614141007776"));
    }

    @ParameterizedTest
    @CsvSource({
        "EPCClass, urn:epc:idpat:sgtin:0614141.107346.*",
        "EPCClass, https://brand.example/01/10614141073464",
        "EPCClass, 10614141073464",
        "urn:acme:vtype:Item, https://id.gs1.org/01/10614141073464"
    })
    void everySpellingOfAGtinIsOneProduct(String vocabulary, String id) {
        assertThat(Subject.of(vocabulary, id))
                .isEqualTo(new Subject(Of.PRODUCT, "https://id.gs1.org/01/10614141073464"));
    }

    @Test
    void partOfAPlaceAndLotOfAProductAreDescribedByThemselves() {
        assertThat(Subject.of("Location", "urn:epc:id:sgln:0614141.00777.7"))
                .isEqualTo(Subject.of("Location", "https://id.gs1.org/414/0614141007776/254/7"))
                .isNotEqualTo(Subject.of("Location", "urn:epc:id:sgln:0614141.00777.0"));
        assertThat(Subject.of("EPCClass", "urn:epc:class:lgtin:0614141.107346.R1"))
                .isEqualTo(Subject.of("EPCClass", "https://id.gs1.org/01/10614141073464/10/R1"))
                .isNotEqualTo(Subject.of("EPCClass", "https://id.gs1.org/01/10614141073464"));
    }

    @Test
    void thirteenDigitsAreAPlaceOrAProduct() {
        assertThat(Subject.of("Location", "0614141000029").text())
                .isEqualTo("place https://id.gs1.org/414/0614141000029");
        assertThat(Subject.of("EPCClass", "0614141000029").text())
                .isEqualTo("product https://id.gs1.org/01/00614141000029");
    }
}

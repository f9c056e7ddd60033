package io.lotledger.ingest.epcis;

import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.event;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpcsAmongQuantitiesTest {
    private static final String PALLET = "urn:epc:id:sscc:4012345.0000000111";
    private static final String SERIAL_OF_LOT = "https://id.gs1.org/01/04012345123456/10/L1/21/7";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PALLET,
                "https://id.gs1.org/00/040123450000001112",
                "urn:epc:id:sgtin:4012345.012345.7",
                SERIAL_OF_LOT,
                "urn:epc:id:grai:4012345.00022.334455",
                "urn:epc:id:giai:4000001.111",
                "urn:epc:id:itip:4012345.011111.01.02.987",
                "urn:epc:id:upui:1234567.098765.51q",
                "urn:epc:id:gdti:0614141.00001.1618034",
                "urn:epc:id:sgcn:4012345.00022.99",
                "urn:epc:id:cpi:0614141.123ABC.1234"
            })
    void instanceAsAnEpcClassIsAnEpc(String instance) {
        ObjectEvent shipped = event("e").of(some(instance, "1", null)).object(OBSERVE);

        assertThat(shipped).isEqualTo(event("e").epc(instance).object(OBSERVE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:class:lgtin:4012345.012345.L1",
                "https://id.gs1.org/01/04012345123456",
                "urn:epc:idpat:sgtin:4012345.012345.*",
                "urn:epc:idpat:grai:4012345.00022.*",
                "https://id.gs1.org/8006/040123451111180102/10/L1",
                "https://id.gs1.org/253/0614141000012",
                "https://id.gs1.org/255/4012345000221",
                "https://id.gs1.org/8010/0614141123ABC",
                "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K",
                "urn:farm:bin:7"
            })
    void classIsAQuantity(String epcClass) {
        ObjectEvent shipped = event("e").of(some(epcClass, "1", null)).object(OBSERVE);

        assertThat(shipped.epcList()).isEmpty();
        assertThat(shipped.quantityList()).containsExactly(some(epcClass, "1", null));
    }

    @Test
    void unitInBothListsIsOne() {
        ObjectEvent shipped = event("e")
                .epc(PALLET)
                .of(some("https://id.gs1.org/00/040123450000001112", "1", null), some(PALLET, null, null))
                .object(OBSERVE);

        assertThat(shipped.epcList()).containsExactly(PALLET);
        assertThat(shipped.quantityList()).isEmpty();
    }

    /** As of a piece of meat that is sold by weight. */
    @ParameterizedTest
    @CsvSource({"12.5, KGM", "5,"})
    void serialWithALotAndAnAmountIsTheAmountOfTheLot(String quantity, String uom) {
        ObjectEvent shipped = event("e").of(some(SERIAL_OF_LOT, quantity, uom)).object(OBSERVE);

        assertThat(shipped.quantityList()).containsExactly(some(SERIAL_OF_LOT, quantity, uom));
    }

    @Test
    void inputsAndOutputsOfATransformationStayApart() {
        TransformationEvent made = event("e")
                .of(some(PALLET, "1", null))
                .into(some(SERIAL_OF_LOT, "1", null))
                .transformation();

        assertThat(made.inputEPCList()).containsExactly(PALLET);
        assertThat(made.outputEPCList()).containsExactly(SERIAL_OF_LOT);
        assertThat(made.quantities()).isEmpty();
    }
}

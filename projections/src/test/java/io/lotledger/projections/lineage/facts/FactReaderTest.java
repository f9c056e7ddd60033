package io.lotledger.projections.lineage.facts;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.event;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.Role;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactReaderTest {
    private static final String ROMAINE = "urn:epc:class:lgtin:0614141.107346.R1";
    private static final LotKey LOT = LotKey.of(ROMAINE).orElseThrow();
    private static final String SERIAL_WITH_LOT = "https://id.gs1.org/01/10614141073464/10/R1/21/77";
    private static final String SERIAL = "urn:epc:id:sgtin:0614141.107346.77";
    private static final String SERIAL_NAME = "https://id.gs1.org/01/10614141073464/21/77";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1000000001";

    @Test
    void serialsOfOneLotAreOneLineWithTheirCount() {
        EventFacts facts = FactReader.read(event("e")
                .epc(SERIAL_WITH_LOT, SERIAL_WITH_LOT.replace("/77", "/78"))
                .object(OBSERVE));

        assertThat(facts.lots()).containsExactly(new LotLine(Role.WHAT, LOT, new BigDecimal(2), null, null));
        assertThat(facts.serials()).contains(new SerialOfLot(SERIAL_NAME, LOT));
        assertThat(facts.units()).as("things may be packed in it").contains(new UnitLine(Role.WHAT, SERIAL_NAME));
    }

    /** It would put the goods into the unit a second time. */
    @Test
    void stepOfAPartnerStatesTheContentsOfAUnitAsTheOneThatItMeans() {
        BizStepVocabulary acme =
                BizStepVocabulary.of(List.of(new BizStepVocabulary.Entry("urn:acme:step:despatch", "shipping")));
        EventBuilder despatched = event("e").in(PALLET).of("https://id.gs1.org/01/09506000134376/10/R1", "10", "CS");

        EventFacts mapped =
                FactReader.read(despatched.step("urn:acme:step:despatch").aggregation(ADD), acme);

        assertThat(mapped.packings())
                .isNotEmpty()
                .isEqualTo(FactReader.read(despatched.step("shipping").aggregation(ADD))
                        .packings())
                .allMatch(Packing::sets);
    }

    @Test
    void unitThatIsSoldAndDeclaredAsShippedDoesNotEnd() {
        EventBuilder sold = event("e").epc(PALLET).step("retail_selling");
        assertThat(FactReader.read(sold.object(OBSERVE)).packings()).isNotEmpty();

        assertThat(FactReader.read(sold.says("cte", "shipping").object(OBSERVE)).packings())
                .isEmpty();
    }

    /** A consumer product variant (AI 22) is no part of the finest level. */
    @Test
    void serialIsOneWithAndWithoutItsVariant() {
        String variant = SERIAL_NAME.replace("/21/", "/22/2A/21/");
        EventFacts facts = FactReader.read(event("e")
                .epc(SERIAL_WITH_LOT.replace("/10/", "/22/2A/10/"), variant.replace("/77", "/78"))
                .lotNumber(List.of("R1"))
                .object(ADD));

        assertThat(facts.serials())
                .containsExactly(
                        new SerialOfLot(SERIAL_NAME, LOT), new SerialOfLot(SERIAL_NAME.replace("/77", "/78"), LOT));
        assertThat(facts.lots()).containsExactly(new LotLine(Role.WHAT, LOT, new BigDecimal(2), null, null));
        assertThat(FactReader.read(event("p").in(PALLET).epc(variant).aggregation(ADD))
                        .packings())
                .extracting(Packing::child)
                .containsExactly(new Packing.Child(SERIAL_NAME, null, null, null));
    }

    @Test
    void serialBelongsToTheLotOfItsCommissioning() {
        EventFacts facts =
                FactReader.read(event("e").epc(SERIAL).lotNumber(List.of("R1")).object(ADD));

        assertThat(facts.serials()).containsExactly(new SerialOfLot(SERIAL_NAME, LOT));
        assertThat(facts.lots()).extracting(EventFacts.LotLine::lot).containsOnly(LOT);
    }

    /** ITIP (AI 8006): GTIN, number of the piece, count of the pieces. */
    @Test
    void pieceOfATradeItemIsOfTheLotOfItsGtin() {
        String piece = "https://id.gs1.org/8006/106141410734640102";
        SerialOfLot serial = new SerialOfLot(piece + "/21/77", LOT);

        EventFacts named =
                FactReader.read(event("e").epc(piece + "/10/R1/21/77").object(OBSERVE));
        EventFacts commissioned = FactReader.read(event("e")
                .epc("urn:epc:id:itip:0614141.107346.01.02.77")
                .lotNumber(List.of("R1"))
                .object(ADD));

        assertThat(named.serials()).containsExactly(serial);
        assertThat(commissioned.serials()).containsExactly(serial);
        assertThat(named.lots()).containsExactly(new LotLine(Role.WHAT, LOT, BigDecimal.ONE, null, null));
        assertThat(commissioned.lots()).isEqualTo(named.lots());
        assertThat(LotKey.of(piece + "/10/R1")).as("a class of pieces").contains(LOT);
    }

    /** UPUI: the serial that a third party gives (AI 235). */
    @Test
    void uniqueProductUnitIsASerialOfItsLot() {
        String unit = "https://id.gs1.org/01/10614141073464/235/51q";

        EventFacts named = FactReader.read(
                event("e").epc(unit.replace("/235/", "/10/R1/235/")).object(OBSERVE));
        EventFacts commissioned =
                FactReader.read(event("e").epc(unit).lotNumber(List.of("R1")).object(ADD));

        assertThat(named.serials()).containsExactly(new SerialOfLot(unit, LOT));
        assertThat(commissioned.serials()).containsExactly(new SerialOfLot(unit, LOT));
        assertThat(named.lots()).containsExactly(new LotLine(Role.WHAT, LOT, BigDecimal.ONE, null, null));
        assertThat(named.units()).containsExactly(new UnitLine(Role.WHAT, unit));
    }

    /** "1 pallet", as systems send it. */
    @Test
    void unitsAndSerialsAmongQuantitiesAreWhatTheyAreAmongEpcs() {
        assertThat(FactReader.read(event("e")
                        .of(some(PALLET, "1", null), some(SERIAL, "1", "EA"), some(SERIAL_WITH_LOT, "1", null))
                        .object(OBSERVE)))
                .isEqualTo(FactReader.read(
                        event("e").epc(PALLET, SERIAL, SERIAL_WITH_LOT).object(OBSERVE)));
        assertThat(FactReader.read(event("e")
                        .in("urn:epc:id:sscc:0614141.1000000002")
                        .of(some(PALLET, "1", null))
                        .aggregation(ADD)))
                .isEqualTo(FactReader.read(event("e")
                        .in("urn:epc:id:sscc:0614141.1000000002")
                        .epc(PALLET)
                        .aggregation(ADD)));
        assertThat(FactReader.read(event("e")
                        .of(some(PALLET, "1", null))
                        .into(some(SERIAL, null, null))
                        .lotNumber(List.of("R1"))
                        .transformation()))
                .isEqualTo(FactReader.read(event("e")
                        .epc(PALLET)
                        .intoEpc(SERIAL)
                        .lotNumber(List.of("R1"))
                        .transformation()));
    }

    @Test
    void transformationMakesAnewTheUnitsThatItMakesAndDoesNotUse() {
        EventFacts made = FactReader.read(event("e")
                .epc(PALLET)
                .intoEpc(PALLET)
                .into(some("urn:epc:id:sscc:0614141.1000000002", "1", null))
                .transformation());

        assertThat(made.packings())
                .containsExactly(
                        new Packing(ADD, LogisticUnit.name("urn:epc:id:sscc:0614141.1000000002"), null, false));
        assertThat(made.units().stream().filter(made::makesAnew))
                .extracting(UnitLine::unit)
                .containsExactly(LogisticUnit.name("urn:epc:id:sscc:0614141.1000000002"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.gs1.org/01/10614141073464", "urn:epc:idpat:sgtin:0614141.107346.*"})
    void classAmongEpcsIsOfTheLotThatTheIlmdNames(String product) {
        EventFacts commissioned =
                FactReader.read(event("e").epc(product).lotNumber(List.of("R1")).object(ADD));
        EventFacts made = FactReader.read(event("e")
                .of(some("urn:farm:bin:7", "1", null))
                .intoEpc(product)
                .lotNumber(List.of("R1", "R2"))
                .transformation());

        assertThat(commissioned.lots()).containsExactly(new LotLine(Role.WHAT, LOT, null, null, null));
        assertThat(commissioned.units()).isEmpty();
        assertThat(made.lots())
                .contains(
                        new LotLine(Role.OUTPUT, LOT, null, null, null),
                        new LotLine(
                                Role.OUTPUT,
                                LotKey.of(ROMAINE.replace("R1", "R2")).orElseThrow(),
                                null,
                                null,
                                null));
        assertThat(made.units()).isEmpty();
    }

    @Test
    void classAmongEpcsAddsNothingToTheQuantityOfItsLot() {
        EventFacts facts = FactReader.read(event("e")
                .epc("https://id.gs1.org/01/10614141073464")
                .of(some(ROMAINE, "4", "CS"))
                .lotNumber(List.of("R1"))
                .object(ADD));

        assertThat(facts.lots()).containsExactly(new LotLine(Role.WHAT, LOT, new BigDecimal("4"), "CS", null));
    }

    @Test
    void lotNumberThatNoIndexHoldsNamesNoLot() {
        EventFacts facts = FactReader.read(
                event("e").epc(SERIAL).lotNumber(List.of("Ä".repeat(301))).object(ADD));

        assertThat(facts.lots()).isEmpty();
        assertThat(facts.units()).containsExactly(new UnitLine(Role.WHAT, SERIAL_NAME));
    }

    @Test
    void severalLotNumbersEachApplyInAnUnknownQuantity() {
        LotKey second = LotKey.of(ROMAINE.replace("R1", "R2")).orElseThrow();
        EventFacts facts = FactReader.read(event("e")
                .epc(SERIAL)
                .of(some("urn:epc:idpat:sgtin:0614141.107346.*", "40", "CS"))
                .lotNumber(List.of("R1", "R2", "R1", " "))
                .object(ADD));

        assertThat(facts.lots())
                .contains(
                        new LotLine(Role.WHAT, LOT, null, "CS", null), new LotLine(Role.WHAT, second, null, "CS", null))
                .extracting(LotLine::quantity)
                .containsOnlyNulls();
        assertThat(facts.serials())
                .containsExactlyInAnyOrder(new SerialOfLot(SERIAL_NAME, LOT), new SerialOfLot(SERIAL_NAME, second));
    }

    @Test
    void lotThatAQuantityNamesDoesNotCountItsSerialsAsWell() {
        EventFacts facts = FactReader.read(event("e")
                .epc(SERIAL)
                .of(some(ROMAINE, "4", "EA"))
                .lotNumber(List.of("R1"))
                .object(ADD));

        assertThat(facts.lots()).containsExactly(new LotLine(Role.WHAT, LOT, new BigDecimal("4"), "EA", null));
        assertThat(facts.serials()).containsExactly(new SerialOfLot(SERIAL_NAME, LOT));
    }

    @Test
    void serialWithoutLotIsAUnit() {
        EventFacts facts = FactReader.read(event("e").epc(SERIAL, PALLET).object(OBSERVE));

        assertThat(facts.lots()).isEmpty();
        assertThat(facts.units())
                .containsExactly(
                        new UnitLine(Role.WHAT, SERIAL_NAME),
                        new UnitLine(Role.WHAT, "https://id.gs1.org/00/106141410000000019"));
    }

    @Test
    void lotNumberOfATransformationIsOfItsOutputsOnly() {
        EventFacts facts = FactReader.read(event("e")
                .epc(SERIAL)
                .intoEpc("urn:epc:id:sgtin:0614141.107346.99")
                .lotNumber(List.of("R2"))
                .transformation());

        assertThat(facts.units()).contains(new UnitLine(Role.INPUT, SERIAL_NAME));
        assertThat(facts.lots()).extracting(LotLine::role).containsExactly(Role.OUTPUT);
    }

    @Test
    void printedCodeGoesToTheLotThatIsMade() {
        EventFacts facts = FactReader.read(event("e")
                .of(some("urn:farm:bin:7", "1", null))
                .into(some(ROMAINE, "40", "CS"))
                .says("tlc", "BF0901-D")
                .transformation());

        assertThat(facts.lots()).extracting(LotLine::tlc).containsExactly(null, "BF0901-D");
    }

    @Test
    void printedCodeWithSeveralLotsNamesNone() {
        EventFacts facts = FactReader.read(event("e")
                .of(some("urn:farm:bin:7", "1", null), some(ROMAINE, "40", "CS"))
                .says("tlc", "BF0901-D")
                .object(OBSERVE));

        assertThat(facts.lots()).extracting(LotLine::tlc).containsOnlyNulls();
    }

    @Test
    void productWithoutLotIsNotALot() {
        EventFacts facts = FactReader.read(event("e")
                .of(some("urn:epc:idpat:sgtin:0614141.107346.*", "3", null))
                .object(OBSERVE));

        assertThat(facts.lots()).isEmpty();
    }

    @Test
    void documentsOfAStepThatMayBeAShipmentAreKept() {
        assertThat(FactReader.read(event("e")
                                .step("urn:acme:step:despatch")
                                .paper("bol", "urn:bol:1")
                                .object(OBSERVE))
                        .documents())
                .isEqualTo(List.of("urn:bol:1"));
    }

    @Test
    void onlyShipmentsAndTheirVoidsKeepDocumentsAmongCbvsSteps() {
        assertThat(FactReader.read(event("e")
                                .step("shipping")
                                .paper("bol", "urn:bol:1")
                                .object(OBSERVE))
                        .documents())
                .isEqualTo(List.of("urn:bol:1"));
        assertThat(FactReader.read(event("e")
                                .step("storing")
                                .paper("bol", "urn:bol:1")
                                .object(OBSERVE))
                        .documents())
                .isEmpty();
    }
}

package io.lotledger.intake.fda;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import io.lotledger.intake.fda.row.UnitCell;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units as partners write them. */
class UnitCellTest {
    @ParameterizedTest
    @CsvSource({
        "cases, XCS",
        "CS, XCS",
        "XCA, XCA",
        "kgm, KGM",
        "pails, XPL",
        "lugs, XLU",
        "bunches, XBH",
        "bushels, BUA",
        "tote bags, XTT",
        "metric tons, TNE",
        "short tons, STN",
        "dry pints, PTD",
        "liquid pints, PTL",
        "reusable plastic containers, XPR",
        "RPC, XPR"
    })
    void wordsAndCodesOfRecommendation20AreUnits(String text, String code) {
        assertThat(UnitCell.code(text)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CA",
                "MT",
                "PL",
                "BU",
                "TN",
                "CT",
                "pints",
                "quart",
                "tons",
                "totes",
                "clamshells",
                "flats",
                "QQQ"
            })
    void noUnitIsGuessed(String text) {
        assertThat(UnitCell.code(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CA, did you mean XCS (cases) or XCA (cans)?",
        "PL, did you mean XPX (pallets) or XPL (pails)?",
        "BU, did you mean BUA (bushels) or XBU (butts)?",
        "MT, did you mean TNE (tonnes) or XMT (mats)?",
        "pints, dry pints",
        "tons, metric tons"
    })
    void adviceNamesWhatMayBeMeant(String text, String advice) {
        assertThat(UnitCell.advice(text)).contains(advice);
    }

    @Test
    void everyWordOfTheListIsTheUnitThatItIsPrintedFor() {
        for (String word : UnitOfMeasure.words()) {
            assertThat(UnitCell.code(word)).as(word).isPresent().hasValueSatisfying(code -> {
                assertThat(UnitCode.isKnown(code)).as(code).isTrue();
                assertThat(UnitOfMeasure.inWords(code)).isEqualTo(word);
            });
        }
    }
}

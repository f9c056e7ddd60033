package io.lotledger.ingest.epcis.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KGM", "LBR", "C62", "EA", "CEL", "A93", "A45", "A47", "B99", "H87", "D04", "E01", "F08", "2Z", "4R",
                        "K71",
                "P1", "Q42", "Z11", "NM3", "ZZ", "XCS", "XBX", "X43", "X4A", "XOK", "XZZ", "MTS", "KMH", "LUX", "DD",
                        "C35"
            })
    void listedCodeIsKnown(String code) {
        assertThat(UnitCode.isKnown(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A46", "A72", "B00", "F09", "E13", "L97", "M28", "Q43", "4S", "KG", "LB", "CS", "X", "XQE", "kgm",
                "QQQ", ""
            })
    void unlistedCodeIsUnknown(String code) {
        assertThat(UnitCode.isKnown(code)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "LB, LBR",
        "lbs, LBR",
        "KG, KGM",
        "kgm, KGM",
        "KGN, KGM",
        "CS, XCS",
        "CTN, XCT",
        "box, XBX",
        "Pieces, H87",
        "gal, GLL",
        "TON, STN",
        "LBT, LBT"
    })
    void commonNameIsResolved(String sent, String meant) {
        assertThat(UnitCode.suggest(sent)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "?", ""})
    void unrelatedTextHasNoSuggestion(String sent) {
        assertThat(UnitCode.suggest(sent)).isEmpty();
    }
}

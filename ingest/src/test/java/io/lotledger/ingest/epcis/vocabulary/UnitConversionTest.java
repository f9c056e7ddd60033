package io.lotledger.ingest.epcis.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitConversionTest {
    @ParameterizedTest
    @CsvSource({
        "50, FAH, 10, CEL",
        "-40, FAH, -40, CEL",
        "0, CEL, 273.15, KEL",
        "32, FAH, 273.15, KEL",
        "491.67, A48, 0, CEL",
        "-459.67, FAH, 0, A48",
        "1, FAH, 460.67, A48",
        "1, TNE, 1000, KGM",
        "1, LBR, 16, ONZ",
        "1, LBR, 453.59237, GRM",
        "1, LBR, 7000, GRN",
        "1, STN, 2000, LBR",
        "1, LTN, 20, CWI",
        "1, DTN, 100000, GRM",
        "1, MGM, 1000, MC",
        "1, LBT, 12, APZ",
        "1, APZ, 20, DWT",
        "1, LTR, 1000, MLT",
        "1, MTQ, 1000, LTR",
        "1, GLL, 231, INQ",
        "1, GLL, 128, OZA",
        "1, GLI, 160, OZI",
        "1, BLL, 42, GLL",
        "1, BUA, 64, PTD",
        "1, FTQ, 28.316846592, LTR",
        "1, YRD, 3, FOT",
        "1, SMI, 5280, FOT",
        "1, NMI, 1852, MTR",
        "1, INH, 25.4, MMT",
        "1, HAR, 10000, MTK",
        "1, FTK, 144, INK",
        "1, DAY, 1440, MIN",
        "1, WEE, 168, HUR",
        "36, KMH, 10, MTS",
        "1, KNT, 1.852, KMH",
        "1, HM, 1.609344, KMH",
        "1, BAR, 100, KPA",
        "1, MBR, 1, A97",
        "1, ATM, 760, UA",
        "1, PS, 1, 80",
        "1, F79, 25.4, HN",
        "1, J89, 10, HN",
        "1, K25, 12, F79",
        "1, F78, 25.4, HP",
        "1, H78, 10, HP",
        "1, K24, 12, F78",
        "1, N23, 1000, HP",
        "1, C56, 1, MPA",
        "1, C55, 1, PAL",
        "1, E42, 1, ATT",
        "1, B40, 1, HP",
        "144, K85, 1, PS",
        "1, H75, 10, PAL",
        "1, KWH, 3600, KJO",
        "1, HJ, 735.49875, WTT",
        "1, BHP, 550, A74",
        "1, B37, 9.80665, NEW",
        "1, C78, 16, L40",
        "60, RPM, 1, RPS",
        "1, DD, 3600, D62",
        "400, A91, 1, M44",
        "1, AMH, 3600, COU",
        "1, 23, 1000, KMQ",
        "1, GL, 1000, M1",
        "1, CUR, 37, GBQ",
        "60, L2, 1, G51",
        "1, C7, 1, C24",
        "1, DZN, 12, EA",
        "50, P1, 0.5, C62",
        "1, P1, 10000, 59",
        "1, NA, 1000, J33",
        "1.0, KGM, 1.00, KGM",
        "5, XCS, 5, CS",
        "5, PX, 5.0, XPX"
    })
    void equalAmountsAreEqualInBothUnits(BigDecimal value, String uom, BigDecimal other, String otherUom) {
        assertThat(UnitConversion.compare(value, uom, other, otherUom)).contains(0);
        assertThat(UnitConversion.compare(other, otherUom, value, uom)).contains(0);
    }

    @ParameterizedTest
    @CsvSource({
        "49.99999999999999999999999999999, FAH, 10, CEL",
        "10, CEL, 50.00000000000000000000000000001, FAH",
        "0.333333333333333333333333333333, CEL, 32.6, FAH",
        "-1, CEL, 31, FAH",
        "-300, CEL, -10, KEL",
        "1, LBR, 453.592370000000000000000000001, GRM",
        "-1, TNE, -999, KGM",
        "0, KGM, 1E-30, MGM",
        "9.999, KMH, 2.7778, MTS"
    })
    void smallerIsSmallerByAnyFraction(BigDecimal value, String uom, BigDecimal other, String otherUom) {
        assertThat(UnitConversion.compare(value, uom, other, otherUom))
                .hasValueSatisfying(sign -> assertThat(sign).isNegative());
        assertThat(UnitConversion.compare(other, otherUom, value, uom))
                .hasValueSatisfying(sign -> assertThat(sign).isPositive());
    }

    @ParameterizedTest
    @CsvSource({
        "1E+2000000, CEL, 1E+2000001, FAH",
        "1E+2000000, KEL, 1E+2000000, CEL",
        "1E+2000000, FAH, 1E+2000000, CEL",
        "-1E+2000000, CEL, 1E-2000000, FAH",
        "1E-2000000, KEL, 1E-2000000, CEL",
        "1E-2000000, A48, 1E-2000000, KEL",
        "32, FAH, 1E-2147483647, CEL",
        "0, CEL, 1E+2147483647, KEL",
        "1E-2000000, LBR, 1E-2000000, KGM",
        "1E-2147483647, LBR, 1E+2147483647, KGM",
        "-1E-2147483647, CEL, 273.15, KEL"
    })
    void hugeExponentsAreComparedWithoutWritingThemOut(
            BigDecimal value, String uom, BigDecimal other, String otherUom) {
        assertThat(UnitConversion.compare(value, uom, other, otherUom).map(Integer::signum))
                .contains(-1);
        assertThat(UnitConversion.compare(other, otherUom, value, uom).map(Integer::signum))
                .contains(1);
    }

    @ParameterizedTest
    @CsvSource({"1, CEL, 1.8, FAH", "1, KEL, 1, CEL", "9, A48, 5, CEL", "1, LBR, 16, ONZ", "2.0, CEL, 2, CEL"})
    void differencesDoNotDependOnTheZeroOfTheScale(BigDecimal value, String uom, BigDecimal other, String otherUom) {
        assertThat(UnitConversion.compareDifferences(value, uom, other, otherUom))
                .contains(0);
    }

    @ParameterizedTest
    @CsvSource({
        "KGM, LTR",
        "NU, JOU",
        "HTZ, RPS",
        "HTZ, BQL",
        "XCS, XBX",
        "XCS, BX",
        "XPR, PR",
        "XMC, MC",
        "QQ1, QQ2",
        "KGM, QQ1",
        "DD, C81",
        "KGM, kgm"
    })
    void unitsOfDifferentQuantitiesDoNotCompare(String uom, String otherUom) {
        assertThat(UnitConversion.compare(BigDecimal.ONE, uom, BigDecimal.ONE, otherUom))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XCS", "QQ1", "ACR", "C81"})
    void codeThatIsNotConvertedComparesWithItself(String uom) {
        assertThat(UnitConversion.compare(BigDecimal.ONE, uom, BigDecimal.TEN, uom))
                .contains(-1);
        assertThat(UnitConversion.quantityOf(uom)).isEmpty();
    }

    @Test
    void quantityHasOneNameForAllItsUnits() {
        assertThat(UnitConversion.quantityOf("LBR")).contains("mass").isEqualTo(UnitConversion.quantityOf("GRM"));
        assertThat(UnitConversion.quantityOf("FAH")).contains("temperature");
    }

    @Test
    void everyUnitOfTheTableIsACodeOfRecommendation20() {
        assertThat(UnitTable.all().keySet()).allMatch(UnitCode::isKnown);
    }
}

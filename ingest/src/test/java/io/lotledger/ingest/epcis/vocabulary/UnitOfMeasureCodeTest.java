package io.lotledger.ingest.epcis.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitOfMeasureCodeTest {
    @ParameterizedTest
    @CsvSource({"XCS, CS", "CS, CS", "XBX, BX", "XPX, PX", "KGM, KGM", "XAA, XAA"})
    void packageHasOneCodeWithAndWithoutItsPrefix(String sent, String canonical) {
        assertThat(UnitOfMeasureCode.canonical(sent)).isEqualTo(canonical);
    }

    /** {@code PT} is a US pint and {@code XPT} a pot; {@code MC} is a microgram and {@code XMC} a milk crate. */
    @ParameterizedTest
    @CsvSource({"XPR", "XPF", "XPT", "XMC"})
    void packageIsNotTheUnitThatHasItsLetters(String sent) {
        assertThat(UnitOfMeasureCode.canonical(sent)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"EA", "C62", "''"})
    void countOfInstancesHasNoCode(String sent) {
        assertThat(UnitOfMeasureCode.canonical(sent)).isEmpty();
    }
}

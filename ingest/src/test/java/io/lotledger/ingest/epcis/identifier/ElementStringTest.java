package io.lotledger.ingest.epcis.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementStringTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // with brackets, as printed under a barcode
                "(01)09521101002000(10)MLP306A | (01)09521101002000(10)MLP306A",
                "(01) 09521101002000 (10) MLP306A | (01)09521101002000(10)MLP306A",
                "(10)MLP306A(01)09521101002000 | (10)MLP306A(01)09521101002000",
                "(01)09521101002000(10)A(B)C | (01)09521101002000(10)A(B)C",
                "(00)195211010000000017 | (00)195211010000000017",
                "(414)9521101000153(254)D4 | (414)9521101000153(254)D4",
                "(01)614141073464(10)1 | (01)614141073464(10)1",
                // as a scanner transmits it
                "]C1010952110100200010MLP306A | (01)09521101002000(10)MLP306A",
                "]d2010952110100200010MLP306A{GS}17261130 | (01)09521101002000(10)MLP306A(17)261130",
                "]Q3010952110100200017261130{GS}10MLP306A | (01)09521101002000(17)261130(10)MLP306A",
                "]e00109521101002000 | (01)09521101002000",
                "]C100195211010000000017 | (00)195211010000000017",
                "{GS}010952110100200010MLP306A<GS>2142 | (01)09521101002000(10)MLP306A(21)42",
                "]C102952110100200033748{FNC1}10MLP306A | (02)95211010020003(37)48(10)MLP306A",
                "]C1310200125010MLP306A | (3102)001250(10)MLP306A",
                // FNC1 is missing where the length is fixed; nothing says that a scanner read it
                "010952110100200010MLP306A | (01)09521101002000(10)MLP306A",
                "0109521101002000 | (01)09521101002000",
                "00195211010000000017 | (00)195211010000000017",
                "4149521101000153 | (414)9521101000153"
            })
    void elementStringIsRead(String sent, String printed) {
        assertThat(ElementString.parse(sent).map(ElementString::printed)).contains(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001D", "\u241D", "{gs}", "<GS>", "{FNC1}"})
    void anySpellingOfTheSeparatorEndsALot(String separator) {
        assertThat(ElementString.parse("]d2010952110100200010AB" + separator + "21S1")
                        .map(ElementString::printed))
                .contains("(01)09521101002000(10)AB(21)S1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MLP306A",
                "HFK308-2",
                "10MLP306A", // a lot code may begin with 10
                "(MLP306A)",
                "(01)0952110100200(10)", // no lot
                "(01)095211010020001(10)X", // 15 digits
                "(01)09521101002000(01)09521101002000",
                "(05)1",
                "]C1",
                "]C105123",
                "]C101095211",
                "09521101002000",
                "195211010000000017",
                "(01)09521101002000(10)ABCDEFGHIJKLMNOPQRSTU" // 21 characters
            })
    void anythingElseIsNone(String sent) {
        assertThat(ElementString.parse(sent)).isEmpty();
    }
}

package io.lotledger.export.workbook.ooxml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellTextTest {

    @Test
    void ordinaryTextIsItself() {
        String text = "Rodríguez & Søn <Farm>, 東京\t1\n2\r3 _x00_ x_ \ue000";
        assertThat(CellText.of(text)).isSameAs(text);
    }

    @Test
    void controlCharactersBecomeTheirPictures() {
        assertThat(CellText.of("\u0000\u0001\u001f\u007f")).isEqualTo("\u2400\u2401\u241f\u2421");
    }

    @Test
    void halfACharacterIsShownAndAWholeOneKept() {
        assertThat(CellText.of("\ud83d\ude00 \ud83d \ude00")).isEqualTo("\ud83d\ude00 \ufffd \ufffd");
    }

    @Test
    void lettersThatASpreadsheetWouldDecodeAreKeptAsLetters() {
        assertThat(CellText.of("_x0041_")).isEqualTo("_x005F_x0041_");
    }

    @Test
    void formulaBeginsWithOneOfSixCharacters() {
        assertThat(new String[] {"=", "+1", "-", "@a", "\ta", "\ra"}).allMatch(CellText::looksLikeFormula);
        assertThat(new String[] {"", "a=", " =", "1-2", "(01)00614141999996(10)X"})
                .noneMatch(CellText::looksLikeFormula);
    }
}

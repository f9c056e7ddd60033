package io.lotledger.intake.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SheetTextTest {
    @Test
    void escapesAreTheirCharacters() {
        assertThat(SheetText.unescaped("Harvest Date _x000D_\n(mm/dd/yyyy)"))
                .isEqualTo("Harvest Date \r\n(mm/dd/yyyy)");
        assertThat(SheetText.unescaped("LOT_x005F_x000D_")).isEqualTo("LOT_x000D_");
        assertThat(SheetText.unescaped("a_x12_b_xZZZZ_ $1")).isEqualTo("a_x12_b_xZZZZ_ $1");
    }

    @Test
    void invisibleCharactersDoNotCount() {
        assertThat(SheetText.plain("\u00a0\u200bcases\u202f \ufeff")).isEqualTo("cases");
        assertThat(SheetText.plain("AB\u200b\u00ad1")).isEqualTo("AB1");
        assertThat(SheetText.plain("\u00a0 ")).isEmpty();
    }

    @Test
    void everySpaceIsAPlainOneAndEveryLineBreakToo() {
        assertThat(SheetText.plain("AB\u00a01")).isEqualTo("AB 1");
        assertThat(SheetText.plain("AB\u200b\u20091")).isEqualTo("AB 1");
        assertThat(SheetText.plain("AB\t1")).isEqualTo("AB 1");
        assertThat(SheetText.plain("1 Main St \r\n Salinas")).isEqualTo("1 Main St Salinas");
        assertThat(SheetText.plain("AB  1")).isEqualTo("AB  1");
    }
}

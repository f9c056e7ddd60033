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
    void invisibleCharactersAtTheEndsDoNotCount() {
        assertThat(SheetText.stripped("\u00a0\u200bcases\u202f \ufeff")).isEqualTo("cases");
        assertThat(SheetText.stripped("a\u00a0b")).isEqualTo("a\u00a0b");
        assertThat(SheetText.stripped("\u00a0 ")).isEmpty();
    }
}

package io.lotledger.api.find;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoundWordsTest {

    @Test
    void stepBeginsWithACapitalLetterUnlessItIsAPartnersUri() {
        assertThat(FoundWords.step("void_shipping")).isEqualTo("Void shipping");
        assertThat(FoundWords.step("urn:acme:step:gate_out")).isEqualTo("urn:acme:step:gate_out");
    }
}

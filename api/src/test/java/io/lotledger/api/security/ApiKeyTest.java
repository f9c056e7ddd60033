package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    @Test
    void randomKeyIsReadBackFromItsText() {
        ApiKey key = ApiKey.random();

        assertThat(ApiKey.parse(key.text())).contains(key);
    }

    @Test
    void twoRandomKeysShareNothing() {
        assertThat(ApiKey.random().text()).isNotEqualTo(ApiKey.random().text());
        assertThat(ApiKey.random().id()).isNotEqualTo(ApiKey.random().id());
    }

    @Test
    void printedKeyHidesItsSecret() {
        ApiKey key = ApiKey.random();

        assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
    }

    @Test
    void checksumFindsEveryWrongCharacterAndEveryCut() {
        ApiKey key = ApiKey.random();
        String text = key.text();

        assertThat(key.hasTypo()).isFalse();
        assertThat(ApiKey.withSecret(key.id()).hasTypo()).isFalse();
        int secret = text.lastIndexOf('_') + 1;
        for (int i = secret; i < text.length(); i++) {
            String wrong = text.substring(0, i) + (text.charAt(i) == 'x' ? 'y' : 'x') + text.substring(i + 1);
            assertThat(ApiKey.parse(wrong).orElseThrow().hasTypo()).as(wrong).isTrue();
        }
        for (int end = secret + 16; end < text.length(); end++)
            assertThat(ApiKey.parse(text.substring(0, end)).orElseThrow().hasTypo())
                    .isTrue();
        String swapped = "ll_" + ApiKey.random().id() + "_" + key.secret();
        assertThat(ApiKey.parse(swapped).orElseThrow().hasTypo()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ll_6162ae20a0ae_3f9c0a7be1d24c58a6b7c8d9e0f112233f9c0a7be1d24c58a6b7c8d9e0f11223",
                "ll_operator_s3crets3crets3crets3cret"
            })
    void keyOfBeforeAndKeyOfAnOperatorHaveNoChecksum(String text) {
        assertThat(ApiKey.parse(text).orElseThrow().hasTypo()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ll_", "ll_abc", "ll_abc_short", "xx_abc_0123456789abcdef", "ll_a b_0123456789abcdef"})
    void malformedKeyIsNoKey(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }
}

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

    @ParameterizedTest
    @ValueSource(strings = {"", "ll_", "ll_abc", "ll_abc_short", "xx_abc_0123456789abcdef", "ll_a b_0123456789abcdef"})
    void malformedKeyIsNoKey(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }
}

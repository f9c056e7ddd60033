package io.lotledger.export.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsseTest {

    @ParameterizedTest
    @ValueSource(strings = {"QR==", "QQ", "QQ=", "QUJD\n"})
    void anotherSpellingOfTheSameBytesIsRefused(String base64) {
        assertThat(Dsse.decoded("QQ==")).containsExactly('A');

        assertThatThrownBy(() -> Dsse.decoded(base64)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowTest {
    /** Of an attempt at an export that failed by an exception without one. */
    @Test
    void messageThatIsMissingStaysSo() {
        assertThat(Show.toDo(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "packing, Packing",
        "https://ref.gs1.org/cbv/BizStep-packing, BizStep-packing",
        "urn:epcglobal:cbv:sdt:owning_party, Owning party",
        "https://example.com/steps/, https://example.com/steps/",
        "https://example.com/steps#cut, Cut"
    })
    void wordsAreTheLastPartOfAUri(String word, String words) {
        assertThat(Show.words(word)).isEqualTo(words);
    }
}

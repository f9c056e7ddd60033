package io.lotledger.projections.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.find.SearchTerms.Term;
import org.junit.jupiter.api.Test;

class SearchTermsTest {

    @Test
    void everyPartOfALotCodeIsTheBeginningOfATerm() {
        assertThat(SearchTerms.ofCode("HFK308-2"))
                .extracting(Term::term)
                .containsExactly("hfk3082", "fk3082", "k3082", "3082", "082", "82");
        assertThat(SearchTerms.ofCode("7")).extracting(Term::term).containsExactly("7");
        assertThat(SearchTerms.ofCode("--")).extracting(Term::term).contains("--");
        assertThat(SearchTerms.ofCode("")).isEmpty();
    }

    @Test
    void wordsOfANameAreRunsOfLettersOrDigits() {
        assertThat(SearchTerms.ofWords("Jalapeño, 12×3ct"))
                .extracting(Term::term)
                .containsExactly("jalapeno 12 3 ct", "12 3 ct", "3 ct", "ct");
        assertThat(SearchTerms.ofWords("BOL-4711")).extracting(Term::start).containsExactly(0, 4);
        assertThat(SearchTerms.words("bol4711")).isEqualTo(" bol 4711");
        assertThat(SearchTerms.ofWords("…")).isEmpty();
    }

    @Test
    void longTextsAreCutAndNeverBetweenHalvesOfACharacter() {
        String scroll = "\uD835\uDC00".repeat(300);
        assertThat(SearchTerms.ofCode(scroll)).hasSize(32).allSatisfy(term -> {
            assertThat(term.term()).hasSizeLessThanOrEqualTo(40);
            assertThat(term.name()).hasSizeLessThanOrEqualTo(200);
        });
        assertThat(SearchTerms.ofCode("x".repeat(39) + "\u0001\uD83D\uDE00"))
                .allSatisfy(term -> assertThat(
                                term.term().codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                        .isTrue());
    }
}

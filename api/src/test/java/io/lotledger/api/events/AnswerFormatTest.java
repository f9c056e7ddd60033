package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** RFC 9110 §12.5.1. */
class AnswerFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/ld+json, application/json;q=0.9 | application/ld+json",
                "application/json, application/ld+json | application/json",
                "application/json;q=0, */* | application/ld+json",
                "application/json;q=0.1, application/*;q=0.5 | application/ld+json",
                "text/xml, application/xml;q=0.5 | text/xml",
                "application/xml, application/json;q=0.5 | application/xml",
                "application/json;q=0.5, application/xml;q=0.4 | application/json",
                "application/vnd.x+json | application/json"
            })
    void typeOfTheHighestQualityIsTheAnswer(String accept, String type) {
        assertThat(AnswerFormat.of(accepting(accept)).mediaType()).hasToString(type);
    }

    @Test
    void typesThatAreRuledOutAreNotAcceptable() {
        assertThatThrownBy(() -> AnswerFormat.of(accepting("application/json;q=0, application/ld+json;q=0")))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> AnswerFormat.json(accepting("application/xml")))
                .isInstanceOf(ProblemException.class);
    }

    private static MockHttpServletRequest accepting(String accept) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", accept);
        return request;
    }
}

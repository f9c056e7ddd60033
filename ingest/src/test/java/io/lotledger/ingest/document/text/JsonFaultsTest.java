package io.lotledger.ingest.document.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

class JsonFaultsTest {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    @Test
    void memberSentTwiceIsNamedInWordsOfJson() {
        for (JsonMapper parser : new JsonMapper[] {Json.MAPPER, STRICT}) {
            assertThat(messageOf(parser, "{\"query\":{\"EQ_action\":[],\"EQ_action\":[]}}"))
                    .isEqualTo("an object has the member 'EQ_action' twice; send it once");
        }
    }

    @Test
    void whatOtherParsersTakeIsRefusedWithoutTheNamesOfTheirSettings() {
        assertThat(messageOf(Json.MAPPER, "{\"a\":NaN}"))
                .isEqualTo("JSON has no number 'NaN'; send a number, a string or null");
        assertThat(messageOf(Json.MAPPER, "/* x */ {}")).isEqualTo("JSON has no comments; remove what begins with '/'");
        for (String json : new String[] {"{\"a\":+1}", "\u001e{}", "[}", "{\"a\":-INF}"})
            assertThat(messageOf(Json.MAPPER, json)).doesNotContain("Feature", "ALLOW", "starting at");
    }

    @Test
    void whatWasFoundAndWhatWasExpectedIsSaidInPlainWords() {
        assertThat(messageOf(Json.MAPPER, "{previous_secret_until: null}"))
                .isEqualTo("found 'p', expected a name in double quotes");
        assertThat(messageOf(Json.MAPPER, "{\"a\":tomorrow}"))
                .isEqualTo("'tomorrow' is no value of JSON; put names and texts in double quotes");
        assertThat(messageOf(Json.MAPPER, "{\"a\":1 \"b\":2}")).isEqualTo("found '\"', expected a comma or '}'");
        assertThat(messageOf(Json.MAPPER, "[1 2]")).isEqualTo("found '2', expected a comma or ']'");
        assertThat(messageOf(Json.MAPPER, "{\"a\" 1}")).isEqualTo("found '1', expected a colon");
        assertThat(messageOf(Json.MAPPER, "{\"a\":'b'}")).isEqualTo("found ''', expected a value");
        assertThat(messageOf(Json.MAPPER, "{\"a\":[1}")).isEqualTo("found '}', expected ']'");
        assertThat(messageOf(Json.MAPPER, "{\"a\":-x}")).isEqualTo("found 'x', expected a digit");
    }

    @Test
    void bytesOfAnotherEncodingAreCalledThat() {
        byte[] latin = "{\"name\":\"Café\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(JsonFaults.message(catchThrowableOfType(JacksonException.class, () -> Json.MAPPER.readTree(latin))))
                .isEqualTo("found bytes that are not UTF-8; send JSON in UTF-8");
    }

    @Test
    void lineAndColumnAreNamed() {
        JacksonException fault =
                catchThrowableOfType(JacksonException.class, () -> Json.MAPPER.readTree("{\n  until: null}"));

        assertThat(JsonFaults.located(fault))
                .isEqualTo("line 2, column 3: found 'u', expected a name in double quotes");
    }

    private static String messageOf(JsonMapper parser, String json) {
        return JsonFaults.message(catchThrowableOfType(JacksonException.class, () -> parser.readTree(json)));
    }
}

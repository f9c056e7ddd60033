package io.lotledger.ingest.document.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

    private static String messageOf(JsonMapper parser, String json) {
        return JsonFaults.message(catchThrowableOfType(JacksonException.class, () -> parser.readTree(json)));
    }
}

package io.lotledger.ingest.document.hash;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/**
 * The content digest differs for any changed character of a value. {@code DocumentLawsTest} shows that JSON and XML
 * share it.
 */
class EventContentTest {
    @Property(tries = 200)
    void differentTextsHaveDifferentDigests(
            @ForAll @Chars({'0', '1', '.', 'e', ':', '{', '='}) @StringLength(min = 1, max = 6) String one,
            @ForAll @Chars({'0', '1', '.', 'e', ':', '{', '='}) @StringLength(min = 1, max = 6) String other) {
        assertThat(digest("\"ex:a\":\"" + one + "\"").equals(digest("\"ex:a\":\"" + other + "\"")))
                .isEqualTo(one.equals(other));
        assertThat(digest("\"ex:a\":\"" + one + "\",\"ex:b\":\"" + other + "\""))
                .isNotEqualTo(digest("\"ex:a\":\"" + one + other + "\",\"ex:b\":\"\""));
    }

    @Test
    void digestOfAnEarlierVersionIsNotTrustedWhereItDifferedBetweenTheFormats() {
        String event = "{\"type\":\"ObjectEvent\",\"ex:o\":%s}";

        assertThat(EventContent.digestOfStored("sha-256:old", event.formatted("{}")))
                .isEqualTo(EventContent.digestOfBare(event.formatted("\"\"")));
        assertThat(EventContent.digestOfStored("sha-256:old", event.formatted("{\"@a\":\"1\",\"#text\":\"\"}")))
                .isEqualTo(EventContent.digestOfBare(event.formatted("{\"@a\":\"1\"}")));
        assertThat(EventContent.digestOfStored("sha-256:kept", event.formatted("\"x\"")))
                .isEqualTo("sha-256:kept");
    }

    @Test
    void membersUnderTwoPrefixesOfOneNamespaceAreOneMemberWithBothValues() {
        String two = "{\"@context\":[\"x\",{\"ex\":\"https://ex.example/\",\"ey\":\"https://ex.example/\"}],"
                + "\"type\":\"ObjectEvent\",\"ex:a\":\"1\",\"ey:a\":[\"2\",\"3\"]}";

        assertThat(EventContent.digestOfBare(two)).isEqualTo(digest("\"ex:a\":[\"1\",\"2\",\"3\"]"));
        assertThat(EventContent.digestOfStored("sha-256:old", two)).isEqualTo(EventContent.digestOfBare(two));
    }

    @Test
    void timesThatDifferBelowANanosecondAreTwoContents() {
        String event = "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-05-01T10:00:00.123456789%s\"}";

        assertThat(EventContent.digestOfBare(event.formatted("12Z")))
                .isEqualTo(EventContent.digestOfBare(event.formatted("120+00:00")))
                .isNotEqualTo(EventContent.digestOfBare(event.formatted("13Z")));
        assertThat(EventContent.digestOfStored("sha-256:old", event.formatted("12Z")))
                .isEqualTo(EventContent.digestOfBare(event.formatted("12Z")));
    }

    private static String digest(String field) {
        return EventContent.digestOfBare(
                "{\"@context\":{\"ex\":\"https://ex.example/\"},\"type\":\"ObjectEvent\"," + field + "}");
    }
}

package io.lotledger.ingest.document.hash;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

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

    private static String digest(String field) {
        return EventContent.digestOfBare(
                "{\"@context\":{\"ex\":\"https://ex.example/\"},\"type\":\"ObjectEvent\"," + field + "}");
    }
}

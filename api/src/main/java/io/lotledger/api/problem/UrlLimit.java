package io.lotledger.api.problem;

import java.util.Map;

/** The longest URL that is read, and the refusal of a longer one. Links to our own pages keep to it too. */
public final class UrlLimit {
    /** Of the path and the query together. */
    public static final int MOST_CHARACTERS = 32_768;

    private UrlLimit() {}

    /** @param url which URL is too long, as the subject of a sentence, such as {@code The URL} */
    public static ProblemException exceeded(String url, int characters) {
        return refused(url + " has " + characters + " characters");
    }

    /** Of a URL so long that it was not read to its end. */
    static ProblemException exceeded() {
        return refused("The URL has more characters than the server reads");
    }

    private static ProblemException refused(String fault) {
        return new ProblemException(
                414,
                "epcisException:URITooLongException",
                "The URL is too long",
                fault + "; the limit is " + MOST_CHARACTERS
                        + ". Store a long query by POST /epcis/api/2.0/queries, and read its events there",
                Map.of("limit", MOST_CHARACTERS));
    }
}

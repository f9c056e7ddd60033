package io.lotledger.api.problem;

import java.util.Map;

/** The longest URL that is read, and the refusal of a longer one. Links to our own pages keep to it too. */
public final class UrlLimit {
    /** Of the path and the query together. */
    public static final int MOST_CHARACTERS = 32_768;

    private UrlLimit() {}

    /** @param url which URL is too long, as the subject of a sentence, such as {@code The URL} */
    public static ProblemException exceeded(String url, int characters) {
        return new ProblemException(
                414,
                "epcisException:URITooLongException",
                "The URL is too long",
                url + " has " + characters + " characters; at most " + MOST_CHARACTERS
                        + " are read. Store a long query by POST /epcis/api/2.0/queries, and read its events there",
                Map.of("limit", MOST_CHARACTERS));
    }
}

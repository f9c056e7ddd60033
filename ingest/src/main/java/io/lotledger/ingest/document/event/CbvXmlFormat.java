package io.lotledger.ingest.document.event;

import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.util.Optional;
import java.util.stream.Stream;

/** The form of CBV words in XML: the values of {@code GS1-CBV-XML-Format} (EPCIS 2.0 §12). */
public enum CbvXmlFormat {
    /** URIs as sent; bare words, which are JSON's form, as web URIs. */
    NO_PREFERENCE("No_Preference"),
    ALWAYS_WEB_URI("Always_Web_URI"),
    /** URNs; a word without a URN as a web URI. */
    ALWAYS_URN("Always_URN"),
    /** As sent, including JSON's bare words. */
    NEVER_TRANSLATES("Never_Translates");

    private final String word;

    CbvXmlFormat(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<CbvXmlFormat> ofWord(String word) {
        return Stream.of(values())
                .filter(one -> one.word.equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    /** The value of a CBV list in this format; a value outside the list is unchanged. */
    public String format(String sent, Cbv list) {
        Optional<String> word = list.wordOf(sent);
        if (word.isEmpty()) return sent;
        String urn = list.urnPrefix();
        return switch (this) {
            case NEVER_TRANSLATES -> sent;
            case NO_PREFERENCE -> sent.equals(word.get()) ? list.uri(sent) : sent;
            case ALWAYS_WEB_URI -> list.uri(word.get());
            case ALWAYS_URN -> urn == null ? list.uri(word.get()) : urn + word.get();
        };
    }
}

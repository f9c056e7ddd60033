package io.lotledger.ingest.document.event;

import java.util.Optional;
import java.util.stream.Stream;

/** The form of identifiers in query results: the values of {@code GS1-EPC-Format} (EPCIS 2.0 §12). */
public enum EpcFormat {
    /** No preference; identifiers as sent, in XML compact IRIs as their URIs. */
    NO_PREFERENCE("No_Preference"),
    /** GS1 Digital Link URIs: the canonical one for a URN, a Digital Link as sent. */
    ALWAYS_GS1_DIGITAL_LINK("Always_GS1_Digital_Link"),
    /** EPC URNs. A Digital Link is unchanged if its company prefix is unknown or no URN expresses it. */
    ALWAYS_EPC_URN("Always_EPC_URN"),
    /** As sent, compact IRIs included. */
    NEVER_TRANSLATES("Never_Translates");

    private final String word;

    EpcFormat(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<EpcFormat> ofWord(String word) {
        return Stream.of(values())
                .filter(one -> one.word.equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}

package io.lotledger.ingest.document.event;

import io.lotledger.ingest.epcis.identifier.CompanyPrefixes;

/**
 * The requested representation of stored events.
 *
 * @param epcs form of identifiers
 * @param words form of CBV words in XML. JSON ignores it, {@code Never_Translates} included: there a CBV word is always
 *     bare, because GS1's JSON schema refuses its URN, and readers expect one form
 * @param prefixes known company prefixes, looked up once for all events when Digital Links become URNs
 */
public record Representation(EpcFormat epcs, CbvXmlFormat words, CompanyPrefixes prefixes) {
    /** Identifiers as sent, in XML compact IRIs as their URIs. */
    public static final Representation AS_SENT =
            new Representation(EpcFormat.NO_PREFERENCE, CbvXmlFormat.NO_PREFERENCE, CompanyPrefixes.NONE);
}

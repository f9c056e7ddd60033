package io.lotledger.ingest.document.event;

import io.lotledger.ingest.epcis.identifier.CompanyPrefixes;

/**
 * How kept events are told.
 *
 * @param words of CBV, in XML; in JSON they are bare words or web URIs
 * @param prefixes asked once for all events, where links are to be URNs
 */
public record Representation(EpcFormat epcs, CbvXmlFormat words, CompanyPrefixes prefixes) {
    /** Identifiers as sent. */
    public static final Representation AS_SENT =
            new Representation(EpcFormat.NEVER_TRANSLATES, CbvXmlFormat.NO_PREFERENCE, CompanyPrefixes.NONE);
}

package io.lotledger.api.subscriptions;

import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.CbvXmlFormat;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EpcFormat;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.event.QueryDocumentWriter;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.projections.index.SeenCompanyPrefixes;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Writes what a subscriber gets: an EPCISQueryDocument in JSON that names its subscription. */
final class QueryResults {
    private final SeenCompanyPrefixes prefixes;
    private final Clock clock;

    QueryResults(SeenCompanyPrefixes prefixes, Clock clock) {
        this.prefixes = prefixes;
        this.clock = clock;
    }

    byte[] document(
            UUID organisation, String queryName, UUID subscriptionID, String epcFormat, List<KeptEvent> events) {
        EpcFormat epcs = EpcFormat.ofWord(epcFormat)
                .orElseThrow(() -> new IllegalStateException("'" + epcFormat + "' is not a format of identifiers"));
        Representation representation = new Representation(epcs, CbvXmlFormat.NO_PREFERENCE, prefixes.of(organisation));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueryDocument document = new QueryDocument(queryName, subscriptionID.toString(), clock.instant());
        QueryDocumentWriter writer = EpcisDocuments.writer(DocumentFormat.JSON, document, representation, out);
        events.forEach(writer::add);
        writer.complete();
        return out.toByteArray();
    }
}

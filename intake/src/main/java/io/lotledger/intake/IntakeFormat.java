package io.lotledger.intake;

import io.lotledger.ingest.capture.SentFormat;
import io.lotledger.ingest.document.event.DocumentFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A format of partners who do not send EPCIS. Its reader makes EPCIS 2.0 events of their records; each event carries its
 * {@link io.lotledger.ingest.document.event.SourceRecord} and an eventID of {@link DerivedEventID}.
 */
public interface IntakeFormat extends SentFormat {
    /** Media types of a request's Content-Type, in lower case and without parameters. */
    Set<String> mediaTypes();

    @Override
    default Optional<DocumentFormat> epcis() {
        return Optional.empty();
    }
}

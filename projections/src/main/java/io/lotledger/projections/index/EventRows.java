package io.lotledger.projections.index;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ErrorDeclaration;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events and declarations of one batch. */
final class EventRows {
    final List<Row> events = new ArrayList<>();
    final List<Declared> declarations = new ArrayList<>();

    record Row(long position, EpcisEventCaptured captured, EpcisEvent event) {
        @Nullable
        Action action() {
            if (event instanceof ObjectEvent e) return e.action();
            if (event instanceof AggregationEvent e) return e.action();
            if (event instanceof TransactionEvent e) return e.action();
            if (event instanceof AssociationEvent e) return e.action();
            return null; // a transformation has none
        }

        @Nullable
        String transformationID() {
            if (!(event instanceof TransformationEvent e) || e.transformationID() == null) return null;
            return CanonicalUri.of(e.transformationID());
        }
    }

    record Declared(long position, EpcisEventCaptured captured, ErrorDeclaration declaration) {}

    void add(long position, EpcisEventCaptured captured, EpcisEvent event) {
        ErrorDeclaration declaration = event.fields().errorDeclaration();
        if (declaration == null) events.add(new Row(position, captured, event));
        else declarations.add(new Declared(position, captured, declaration));
    }
}

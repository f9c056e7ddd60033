package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What events name that come into force or go out of force. */
final class ChangedFacts {
    /** PostgreSQL's name for before all times. */
    private static final String ALWAYS = "-infinity";

    private final Set<LotKey> lots = new LinkedHashSet<>();
    private final Set<String> units = new LinkedHashSet<>();
    private final Map<String, String> filled = new HashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Set<String> transformations = new LinkedHashSet<>();
    private final Set<String> voidedDocuments = new LinkedHashSet<>();

    ChangedFacts(Collection<CapturedEvent> events) {
        events.forEach(this::add);
    }

    private void add(CapturedEvent captured) {
        EventFacts facts = FactReader.read(captured.event());
        facts.lots().forEach(line -> lots.add(line.lot()));
        facts.units().stream().map(UnitLine::unit).forEach(units::add);
        String time = EventMoment.of(captured.event()).earliest().toString();
        for (Packing packing : facts.packings()) {
            filled.merge(packing.parent(), time, (one, other) -> one.compareTo(other) < 0 ? one : other);
            if (packing.action() == Action.DELETE && packing.sets()) ended.add(packing.parent());
            if (packing.child() != null && packing.child().lot() != null)
                lots.add(packing.child().lot());
        }
        facts.serials().forEach(serial -> {
            lots.add(serial.lot());
            filled.put(serial.unit(), ALWAYS); // sorts before every time
        });
        if (captured.event() instanceof TransformationEvent made && made.transformationID() != null)
            transformations.add(CanonicalUri.of(made.transformationID()));
        if (facts.lots().isEmpty() && facts.units().isEmpty()) voidedDocuments.addAll(facts.documents());
    }

    Set<LotKey> lots() {
        return lots;
    }

    Set<String> units() {
        return units;
    }

    /** Units whose contents change, and from when, as text of PostgreSQL. */
    Map<String, String> filled() {
        return filled;
    }

    /** Units that end with all that is in them. */
    Set<String> ended() {
        return ended;
    }

    Set<String> transformations() {
        return transformations;
    }

    /** Documents of shipments that a void names alone. */
    Set<String> voidedDocuments() {
        return voidedDocuments;
    }
}

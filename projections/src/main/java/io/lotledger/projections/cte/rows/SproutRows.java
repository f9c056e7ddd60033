package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;

/**
 * Rows of the tab Initial Packing Sprouts, from the packing event's {@code lotledger:seed}; joined to Initial Packing
 * by reference document.
 */
final class SproutRows {
    private final LocationDescriptions places;

    SproutRows(LocationDescriptions places) {
        this.places = places;
    }

    CriticalTrackingEvent of(PackingRows.Packing packing) {
        EpcisEvent event = packing.at().event();
        Extensions seed = LotledgerExtension.object(event, "seed").orElse(Extensions.NONE);
        String reason = packing.classification().reason()
                + (seed.values().isEmpty()
                        ? "; it has no lotledger:seed"
                        : "; it has lotledger:seed, so it packs sprouts");
        return new CriticalTrackingEvent.InitialPackingSprouts(
                RowBasis.of(packing.at(), packing.packed().lot(), reason),
                placeIfAny(seed, "grower"),
                dateIfAny(seed, "harvestDate"),
                place(seed, "conditioner"),
                text(seed, "conditionerLot"),
                date(seed, "conditionerDate"),
                place(seed, "packinghouse"),
                date(seed, "packingDate"),
                text(seed, "packingLot"),
                placeIfAny(seed, "repacker"),
                dateIfAny(seed, "repackDate"),
                textIfAny(seed, "repackLot"),
                place(seed, "supplier"),
                text(seed, "masterLot"),
                textIfAny(seed, "subLot"),
                textIfAny(seed, "newLot"),
                text(seed, "taxon"),
                text(seed, "growingSpecifications"),
                text(seed, "packaging"),
                textIfAny(seed, "antimicrobialTreatment"),
                date(seed, "receiveDate"),
                ReferenceDocumentReader.of(packing.documents()));
    }

    private LocationDescription place(Extensions seed, String name) {
        return seed.textByLocalName(name).map(this::describe).orElseGet(LocationDescription::missing);
    }

    /** FDA requires it only "if available" or "if applicable". */
    private LocationDescription placeIfAny(Extensions seed, String name) {
        return seed.textByLocalName(name).map(this::describe).orElseGet(() -> LocationDescription.notApplicable(""));
    }

    private LocationDescription describe(String uriOrName) {
        if (uriOrName.contains(":") || Gln.of(uriOrName).isPresent()) return places.describe(uriOrName);
        Kde missing = Kde.MISSING;
        return new LocationDescription(Kde.of(uriOrName), missing, missing, missing, missing, missing, missing);
    }

    private static Kde text(Extensions seed, String name) {
        return Kde.of(seed.textByLocalName(name));
    }

    private static Kde textIfAny(Extensions seed, String name) {
        return ifAny(Kde.of(seed.textByLocalName(name)));
    }

    private static Kde date(Extensions seed, String name) {
        return CivilDate.ofText(seed.textByLocalName(name));
    }

    private static Kde dateIfAny(Extensions seed, String name) {
        return ifAny(CivilDate.ofText(seed.textByLocalName(name)));
    }

    private static Kde ifAny(Kde kde) {
        return kde.equals(Kde.MISSING) ? Kde.notApplicable("") : kde;
    }
}

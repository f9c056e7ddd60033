package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.Optional;

/**
 * Rows of packing events that say themselves what was received, in {@code lotledger:received}: an object per lot and
 * receipt. A packer who keeps FDA's spreadsheet knows these elements and not the events behind them.
 */
final class WrittenReceiptRows {
    private final TraceabilityLotCodes codes;
    private final LocationDescriptions places;
    private final ProductDescriptions products;

    WrittenReceiptRows(TraceabilityLotCodes codes, LocationDescriptions places, ProductDescriptions products) {
        this.codes = codes;
        this.places = places;
        this.products = products;
    }

    CriticalTrackingEvent row(PackingRows.Packing packing, Extensions received) {
        return packing.classification().is(CteKind.INITIAL_PACKING_EXEMPT)
                ? exempt(packing, received)
                : initialPacking(packing, received);
    }

    private CriticalTrackingEvent initialPacking(PackingRows.Packing packing, Extensions received) {
        ResolvedEvent at = packing.at();
        LotKey packed = packing.packed().lot();
        return new CriticalTrackingEvent.InitialPacking(
                RowBasis.of(at, packed, packing.classification().reason()),
                text(received, "commodity"),
                text(received, "variety"),
                text(received, "receiveDate"),
                quantity(received),
                place(received, "farm"),
                field(received),
                container(received),
                text(received, "harvesterName"),
                text(received, "harvesterPhone"),
                text(received, "harvestDate"),
                place(received, "cooledAt"),
                text(received, "coolingDate"),
                codes.code(packed, at),
                products.describe(packed),
                QuantityText.of(packing.packed()),
                codes.assignedHere(at.event(), packing.place()),
                codes.reference(packed, at),
                CivilDate.of(at.event()),
                ReferenceDocumentReader.of(packing.documents()));
    }

    private CriticalTrackingEvent exempt(PackingRows.Packing packing, Extensions received) {
        ResolvedEvent at = packing.at();
        LotKey packed = packing.packed().lot();
        return new CriticalTrackingEvent.InitialPackingExempt(
                RowBasis.of(at, packed, packing.classification().reason()),
                text(received, "commodity"),
                text(received, "variety"),
                text(received, "receiveDate"),
                quantity(received),
                place(received, "receivedFrom"),
                codes.code(packed, at),
                products.describe(packed),
                QuantityText.of(packing.packed()),
                codes.assignedHere(at.event(), packing.place()),
                codes.reference(packed, at),
                CivilDate.of(at.event()),
                ReferenceDocumentReader.of(packing.documents()));
    }

    /** Food that was grown in a container has no field. */
    private static Kde field(Extensions received) {
        Kde written = text(received, "growingAreaName");
        boolean isOther = written.equals(Kde.MISSING) && text(received, "containerName") instanceof Kde.Known;
        return isOther ? Kde.notApplicable("") : written;
    }

    /** As on the tab Harvesting: only food without a field is asked for its container. */
    private static Kde container(Extensions received) {
        Kde written = text(received, "containerName");
        boolean mayBeAquaculture = text(received, "growingAreaName") instanceof Kde.NotApplicable;
        return written.equals(Kde.MISSING) && !mayBeAquaculture ? Kde.notApplicable("") : written;
    }

    private static Quantity quantity(Extensions received) {
        return new Quantity(text(received, "quantity"), text(received, "unit"));
    }

    private static Kde text(Extensions received, String name) {
        return received.textByLocalName(name)
                .map(written -> name.endsWith("Date") ? date(written) : Kde.written(written))
                .orElse(Kde.MISSING);
    }

    private static Kde date(String written) {
        Kde kde = Kde.written(written);
        return kde instanceof Kde.Known known ? CivilDate.ofText(Optional.of(known.text())) : kde;
    }

    /** A place by its URI, or {@code n/a} with its reason. */
    private LocationDescription place(Extensions received, String name) {
        Kde kde = text(received, name);
        if (kde instanceof Kde.NotApplicable none) return LocationDescription.notApplicable(none.reason());
        return kde instanceof Kde.Known known ? places.describe(known.text()) : LocationDescription.missing();
    }
}

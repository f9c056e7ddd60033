package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.Ilmd;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows of the tab First Land-Based Receiving. Food without a product description is unpackaged and identified by its
 * species.
 */
public final class FirstLandBasedReceivingRows {
    private final LotCreationEvents creations;
    private final ShipmentsAndReceipts movements;
    private final TraceabilityLotCodes codes;
    private final ProductDescriptions products;

    public FirstLandBasedReceivingRows(
            LotCreationEvents creations,
            ShipmentsAndReceipts movements,
            TraceabilityLotCodes codes,
            ProductDescriptions products) {
        this.creations = creations;
        this.movements = movements;
        this.codes = codes;
        this.products = products;
    }

    CriticalTrackingEvent of(ResolvedEvent at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.FirstLandBasedReceiving(
                RowBasis.of(at, lot, reason),
                codes.code(lot, at),
                species(at, lot),
                products.isDescribed(lot) ? products.describe(lot) : ProductDescription.notApplicable("Unpackaged"),
                QuantityText.of(amount),
                CivilDate.ofText(first(at, lot, "harvestDateStart", "harvestStartDate")),
                CivilDate.ofText(first(at, lot, "harvestDateEnd", "harvestEndDate")),
                locations(at, lot),
                codes.assignedHere(event, Endpoints.place(event)),
                codes.reference(lot, at),
                CivilDate.of(event),
                ReferenceDocumentReader.of(movements.documents(lot, at)));
    }

    private Kde species(ResolvedEvent at, LotKey lot) {
        Kde named = Kde.of(first(at, lot, "fishType", "speciesForFisheryStatisticsPurposesName"));
        return named.equals(Kde.MISSING) && products.isDescribed(lot) ? Kde.notApplicable("Packaged") : named;
    }

    private Kde locations(ResolvedEvent at, LotKey lot) {
        return Stream.of("catchZone", "catchArea")
                .map(name -> ilmds(at, lot)
                        .flatMap(ilmd -> Ilmd.texts(ilmd, name).stream())
                        .distinct()
                        .toList())
                .filter(areas -> !areas.isEmpty())
                .findFirst()
                .map(areas -> Kde.of(String.join("; ", areas)))
                .orElse(Kde.MISSING);
    }

    private Optional<String> first(ResolvedEvent at, LotKey lot, String... names) {
        return ilmds(at, lot).flatMap(ilmd -> Ilmd.first(ilmd, names).stream()).findFirst();
    }

    /** The landing's ilmd, then that of the catch it lands, where GDST describes the fishing trip. */
    private Stream<Extensions> ilmds(ResolvedEvent at, LotKey lot) {
        List<Extensions> ofTheCatch = creations
                .of(lot, CteKind.HARVESTING)
                .map(h -> h.event().fields().ilmd())
                .toList();
        return Stream.concat(Stream.of(at.event().fields().ilmd()), ofTheCatch.stream());
    }
}

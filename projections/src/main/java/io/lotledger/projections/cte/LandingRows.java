package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows of the tab First Land-Based Receiving. Food nobody described as a product is unpackaged and goes by its species. */
final class LandingRows {
    private final Creations creations;
    private final TraceabilityLotCodes codes;
    private final Products products;

    LandingRows(Creations creations, TraceabilityLotCodes codes, Products products) {
        this.creations = creations;
        this.codes = codes;
        this.products = products;
    }

    CriticalTrackingEvent of(Happening at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.FirstLandBasedReceiving(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                species(at, lot),
                products.isDescribed(lot) ? products.describe(lot) : ProductDescription.notApplicable("Unpackaged"),
                Amounts.of(amount),
                CivilDate.ofText(first(at, lot, "harvestDateStart", "harvestStartDate")),
                CivilDate.ofText(first(at, lot, "harvestDateEnd", "harvestEndDate")),
                locations(at, lot),
                codes.assignedHere(event, Endpoints.place(event)),
                codes.reference(lot, at),
                CivilDate.of(event),
                Documents.of(event.fields().bizTransactionList()));
    }

    private Kde species(Happening at, LotKey lot) {
        Kde named = Kde.of(first(at, lot, "fishType", "speciesForFisheryStatisticsPurposesName"));
        return named.equals(Kde.MISSING) && products.isDescribed(lot) ? Kde.notApplicable("Packaged") : named;
    }

    private Kde locations(Happening at, LotKey lot) {
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

    private Optional<String> first(Happening at, LotKey lot, String... names) {
        return ilmds(at, lot).flatMap(ilmd -> Ilmd.first(ilmd, names).stream()).findFirst();
    }

    /** The landing's own, then that of the catch it lands (GDST tells of the trip there). */
    private Stream<Extensions> ilmds(Happening at, LotKey lot) {
        List<Extensions> ofTheCatch = creations
                .of(lot, CteKind.HARVESTING)
                .map(h -> h.event().fields().ilmd())
                .toList();
        return Stream.concat(Stream.of(at.event().fields().ilmd()), ofTheCatch.stream());
    }
}

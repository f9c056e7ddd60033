package io.lotledger.export.workbook;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.cte.Basis;
import io.lotledger.projections.cte.CriticalTrackingEvent;
import io.lotledger.projections.cte.Kde;
import io.lotledger.projections.cte.LocationDescription;
import io.lotledger.projections.cte.ProductDescription;
import org.jspecify.annotations.Nullable;

/** What the rows say about one lot. The row that assigned the lot code wins over those that pass it on, the first of a kind over later ones. */
final class LotFacts {
    private static final ProductDescription UNKNOWN =
            new ProductDescription(Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING);

    private @Nullable LotDescription description;
    private @Nullable Basis first;
    private @Nullable Basis last;
    private long rows;

    void learn(CriticalTrackingEvent row) {
        rows++;
        Basis basis = row.basis();
        if (first == null || basis.eventTime().isBefore(first.eventTime())) first = basis;
        if (last == null || basis.eventTime().isAfter(last.eventTime())) last = basis;
        LotDescription said = LotDescription.in(row);
        if (said.strength() > 0 && (description == null || said.strength() > description.strength()))
            description = said;
    }

    long rows() {
        return rows;
    }

    Kde traceabilityLotCode(LotKey lot) {
        return description == null ? Kde.of(lot.printed()) : description.traceabilityLotCode();
    }

    ProductDescription product() {
        return description == null ? UNKNOWN : description.product();
    }

    LocationDescription source() {
        return description == null ? LocationDescription.missing() : description.source();
    }

    Kde sourceReference() {
        return description == null ? Kde.MISSING : description.sourceReference();
    }

    Kde firstDate() {
        return date(first);
    }

    Kde lastDate() {
        return date(last);
    }

    private static Kde date(@Nullable Basis basis) {
        return basis == null
                ? Kde.notApplicable("no row")
                : Kde.of(CivilDate.of(basis.eventTime(), basis.eventTimeZoneOffset()));
    }
}

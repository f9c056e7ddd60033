package io.lotledger.export.workbook.content;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import org.jspecify.annotations.Nullable;

/** The facts that the rows state about one lot. The row that assigned the lot code wins over rows that pass it on; the first row of a kind wins over later ones. */
public final class LotFacts {
    private static final ProductDescription UNKNOWN =
            new ProductDescription(Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING);

    private @Nullable RowDescription description;
    private @Nullable Basis first;
    private @Nullable Basis last;
    private long rows;

    public void learn(CriticalTrackingEvent row) {
        rows++;
        Basis basis = row.basis();
        if (first == null || basis.eventTime().isBefore(first.eventTime())) first = basis;
        if (last == null || basis.eventTime().isAfter(last.eventTime())) last = basis;
        RowDescription said = RowDescription.in(row);
        if (said.strength() > 0 && (description == null || said.strength() > description.strength()))
            description = said;
    }

    public long rows() {
        return rows;
    }

    public Kde traceabilityLotCode(LotKey lot) {
        return description == null ? Kde.of(lot.printed()) : description.traceabilityLotCode();
    }

    public ProductDescription product() {
        return description == null ? UNKNOWN : description.product();
    }

    public LocationDescription source() {
        return description == null ? LocationDescription.missing() : description.source();
    }

    public Kde sourceReference() {
        return description == null ? Kde.MISSING : description.sourceReference();
    }

    public Kde firstDate() {
        return date(first);
    }

    public Kde lastDate() {
        return date(last);
    }

    private static Kde date(@Nullable Basis basis) {
        return basis == null
                ? Kde.notApplicable("no row")
                : Kde.of(WorkbookDates.of(basis.eventTime(), basis.eventTimeZoneOffset()));
    }
}
